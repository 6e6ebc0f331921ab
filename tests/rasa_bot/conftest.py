"""The real bot: Rasa with the trained model, the action server, ClickHouse with a small shop."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest

from contracts.settings import Settings
from infra.configuration import ROOT
from infra.parts import ACTIONS, RASA
from rasa_bot import environment
from tests.conftest import ClickHouse
from tests.rasa_bot.builders import clicks, session
from tests.stack import free_ports, running

SHOP = "botshop"
START = datetime(2008, 6, 1, 10, tzinfo=UTC)


class Bot(NamedTuple):
    """A running bot. ask(sender, message) gives its messages; say the first one's text."""

    settings: Settings
    ask: Callable[..., list[dict[str, Any]]]

    def say(self, message: str, sender: str = "") -> str:
        """The text that answers one message."""
        return next(answer["text"] for answer in self.ask(message, sender or message) if "text" in answer)


@pytest.fixture(scope="session")
def trained() -> Settings:
    """Settings of the project's own state folder, where Rasa's environment and model are made once and kept."""
    settings = Settings(state=str(ROOT / ".storepulse"))
    try:
        environment.setup(settings, lambda _line: None)
    except environment.BotSetupError as error:
        if "Python 3.10" not in str(error) and "locked for" not in str(error):
            raise
        pytest.skip(f"no bot on this machine: {error}")
    return settings


@pytest.fixture(scope="session")
def bot(trained: Settings, clickhouse: ClickHouse) -> Iterator[Bot]:
    """Rasa and its actions over a small shop, on ports of their own: other files need a stack whose chat is off."""
    _fill(clickhouse)
    rasa_port, actions_port = free_ports(2)
    own = msgspec.structs.replace(clickhouse.settings, rasa_port=rasa_port, actions_port=actions_port)
    rasa = RASA._replace(command=lambda settings: RASA.command(msgspec.structs.replace(settings, state=trained.state)))
    with running(ACTIONS, own), running(rasa, own), httpx.Client(timeout=60, trust_env=False) as client:

        def ask(message: str, sender: str, view: dict[str, Any] | None = None) -> list[dict[str, Any]]:
            body = {"sender": sender, "message": message, "metadata": view or {"source": SHOP}}
            answer = client.post(f"http://127.0.0.1:{own.rasa_port}/webhooks/rest/webhook", json=body)
            answer.raise_for_status()
            return list(answer.json())

        yield Bot(own, ask)


def _fill(clickhouse: ClickHouse) -> None:
    """60 sessions in June (20 of one click; 15 Czech), 31 in May, one a day, and the last on 1 July at 8:00."""
    visits = [clicks(SHOP, "last", datetime(2008, 7, 1, 8, tzinfo=UTC), "A2", "B4", "C17")]
    for n in range(60):
        products = ("C17",) if n % 3 == 0 else ("A2", "C17", "C12")
        visits.append(clicks(SHOP, f"june{n}", START + timedelta(days=n % 30), *products, country="CZ" if n % 4 == 0 else "PL"))
    visits += [clicks(SHOP, f"may{n}", START - timedelta(days=1 + n), "P1", "A2") for n in range(31)]
    writer = clickhouse.writer()
    try:
        for table, rows in (("clicks", [click for visit in visits for click in visit]), ("sessions", [session(visit) for visit in visits])):
            body = b"\n".join(msgspec.json.encode(row) for row in rows)
            writer.raw_insert(table, insert_block=body, fmt="JSONEachRow")
    finally:
        writer.close()


NOTHING = frozenset({"unmeasured", "out_of_scope", "nlu_fallback"})  # "none": no metric answers it


def holdout(file: str = "holdout.txt") -> dict[str, set[str]]:
    """Questions and the intents that answer them."""
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    pairs = (line.rpartition(" -> ") for line in lines if line and not line.startswith("#"))
    return {question: _intents(names) for question, _, names in pairs}


def _intents(names: str) -> set[str]:
    return set(NOTHING) if names.strip() == "none" else {name.strip() for name in names.split(",")}
