"""The way to the bot: Rasa's REST webhook, reached on loopback by this process alone."""

import secrets
from collections import OrderedDict
from typing import Any, Final

import httpx
import msgspec

_TURNS: Final = 20  # Rasa reads a sender's whole history at each turn, so a long talk goes on under a new name
_MOST: Final = 10_000
WITHOUT: Final = "The page works without it."


class ChatOffError(RuntimeError):
    """The bot does not answer; the message says why and what to do."""


class Said(msgspec.Struct, frozen=True):
    """One message of the bot. chart is an answer's numbers, to be drawn as its panel draws them."""

    text: str = ""
    chart: dict[str, Any] | None = None
    link: str = ""
    buttons: list[dict[str, str]] = []  # title, and the payload to send when it is pressed


class _Talk(msgspec.Struct):
    sender: str
    turns: int = 0


class Chat:
    """Conversations, each with a name that this server chose."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = httpx.AsyncClient(base_url=address, timeout=httpx.Timeout(20, connect=2), trust_env=False)
        self._talks: OrderedDict[str, _Talk] = OrderedDict()

    async def close(self) -> None:
        """Ends the connections."""
        await self._client.aclose()

    def begin(self) -> str:
        """A new conversation."""
        name = secrets.token_urlsafe(16)
        self._talks[name] = _Talk(secrets.token_urlsafe(16))
        while len(self._talks) > _MOST:
            self._talks.popitem(last=False)
        return name

    async def say(self, conversation: str, message: str, view: dict[str, Any] | None = None) -> list[Said]:
        """The bot's answers. view is what the asker looks at: source, period, filters.

        Raises ChatOffError where the bot does not answer, KeyError for an unknown conversation.
        """
        talk = self._talks[conversation]
        self._talks.move_to_end(conversation)
        if talk.turns >= _TURNS:
            talk.sender, talk.turns = secrets.token_urlsafe(16), 0
        talk.turns += 1
        return said(await self._post(talk.sender, message, view or {}))

    async def ready(self) -> None:
        """Raises ChatOffError unless Rasa answers. Its action server shows only once it is asked."""
        try:
            (await self._client.get("/")).raise_for_status()
        except httpx.HTTPError as error:
            raise self._off(error) from error

    async def _post(self, sender: str, message: str, view: dict[str, Any]) -> Any:
        body = {"sender": sender, "message": message, "metadata": view}
        try:
            answer = await self._client.post("/webhooks/rest/webhook", json=body)
            answer.raise_for_status()
            return answer.json()
        except httpx.TimeoutException as error:
            raise ChatOffError(f"The chat took too long to answer; ask again in a moment. {WITHOUT}") from error
        except (httpx.HTTPError, ValueError) as error:
            raise self._off(error) from error

    def _off(self, error: Exception) -> ChatOffError:
        return ChatOffError(
            f"The chat is off: nothing answers at {self._address} ({type(error).__name__}). Start it with `storepulse up`. {WITHOUT}"
        )


def said(messages: Any) -> list[Said]:
    """Rasa's messages as the page shows them.

    Raises ChatOffError for no message at all: so it looks when Rasa runs but its action server does not.

    >>> said([{"recipient_id": "x", "text": "24,026 sessions"}])[0].text
    '24,026 sessions'
    """
    if not isinstance(messages, list) or not messages:
        raise ChatOffError(f"The chat can't answer now: its action server gave nothing. See `storepulse status`. {WITHOUT}")
    return [_one(message) for message in messages if isinstance(message, dict)]


def _one(message: dict[str, Any]) -> Said:
    custom = message.get("custom") or {}
    chart = custom.get("chart")
    buttons = [{"title": str(b.get("title")), "payload": str(b.get("payload"))} for b in message.get("buttons") or []]
    return Said(str(message.get("text") or ""), chart if isinstance(chart, dict) else None, str(custom.get("link") or ""), buttons)
