"""Brings the local stack up and down: what runs is left alone, what died is started again, what is in the way is named."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from contracts.settings import Settings
from infra import store, topics
from infra.configuration import run_folder
from infra.parts import CLICKHOUSE, KAFKA, PARTS, RASA, STAGES, Part
from infra.processes import end
from infra.starting import StackError, Tell, start
from infra.supervisor import Supervisor
from rasa_bot.environment import ready as bot_ready

__all__ = ["StackError", "Tell", "down", "end_orphans", "up", "why_no_bot"]


def up(settings: Settings, tell: Tell, names: tuple[str, ...] = ()) -> None:
    """Starts the parts that do not run (all, or those named) and returns when each is ready.

    Raises StackError, or the errors of broker, jars, java, topics and store.
    """
    with _alone(settings):
        supervisor = Supervisor(settings)
        if not supervisor.alive():
            end_orphans(settings, tell)
            supervisor.launch()
        for stage in STAGES:
            parts = [part for part in stage if (not names or part.name in names) and _possible(part, settings, tell)]
            start(parts, settings, supervisor, tell)
            _make_ready(parts, settings, tell)


def down(settings: Settings, tell: Tell) -> bool:
    """Stops everything that up started, also what a killed supervisor left behind. Returns whether there was anything."""
    with _alone(settings):
        supervisor = Supervisor(settings)
        ran = supervisor.alive()
        if ran:
            supervisor.shutdown()
        return bool(end_orphans(settings, tell)) or ran


def end_orphans(settings: Settings, tell: Tell) -> list[str]:
    """Ends parts on record that still run without a supervisor, the last first; returns their names."""
    ended = []
    for part in reversed(PARTS):
        if end(run_folder(settings) / f"{part.name}.pid") is not None:
            tell(part.name, "left over from a killed supervisor, stopped")
            ended.append(part.name)
    return ended


def _make_ready(parts: Sequence[Part], settings: Settings, tell: Tell) -> None:
    if KAFKA in parts:
        tell(KAFKA.name, "topics")
        topics.create_topics(settings)
        tell(KAFKA.name, "ready")
    if CLICKHOUSE in parts:
        tell(CLICKHOUSE.name, "tables")
        store.create_tables(settings)
        tell(CLICKHOUSE.name, "ready")


def _possible(part: Part, settings: Settings, tell: Tell) -> bool:
    """Rasa needs an environment of its own, and everything else runs without it."""
    if part is RASA and not settings.rasa and not bot_ready(settings):
        tell(part.name, "off: " + why_no_bot(settings))
        return False
    return True


def why_no_bot(settings: Settings) -> str:
    """The sentence that setup left when it could not make the bot ready."""
    try:
        return (Path(settings.state) / "rasa-off").read_text().strip()
    except FileNotFoundError:
        return "the bot is not set up; run `storepulse setup`"


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One up or down at a time."""
    with (run_folder(settings) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
