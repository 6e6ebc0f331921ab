"""What the page's routes share: the store, the chat, the measures."""

from typing import NamedTuple

from contracts.settings import Settings
from dashboards.live.chat import Chat
from dashboards.live.measures import Measures
from dashboards.live.store import Store


class Services(NamedTuple):
    """One of each a process."""

    settings: Settings
    measures: Measures
    store: Store
    chat: Chat

    async def close(self) -> None:
        """Ends their threads and connections."""
        await self.chat.close()
        self.store.close()


def start(settings: Settings) -> Services:
    """Services that connect once they are first asked."""
    measures = Measures()
    return Services(settings, measures, Store(settings, measures), Chat(settings.rasa_url))
