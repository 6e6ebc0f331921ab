"""Brings the local stack up and down: what runs is left alone, what died is started again, what is in the way is named."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from contracts.settings import Settings
from infra import store, topics
from infra.configuration import run_folder
from infra.grafana import server as grafana
from infra.parts import CLICKHOUSE, GRAFANA, KAFKA, PARTS, STAGES, Part, why_no_bot
from infra.processes import end
from infra.starting import StackError, Tell, start
from infra.supervisor import Supervisor

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
            parts = [part for part in stage if wanted(part, settings, names) and _possible(part, settings, tell)]
            _start(parts, settings, supervisor, tell, must=bool(names))
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


def wanted(part: Part, settings: Settings, names: tuple[str, ...]) -> bool:
    """Grafana is an extra: where none is on PATH, or one elsewhere is named, only who asks for the part hears of it."""
    if names:
        return part.name in names
    return part is not GRAFANA or not (settings.grafana_url or grafana.program() is None)


def _possible(part: Part, settings: Settings, tell: Tell) -> bool:
    """What cannot run here is told, and everything else runs without it."""
    reason = "" if part.external(settings) else part.off(settings)
    if reason:
        tell(part.name, f"off: {reason}")
    return not reason


def _start(parts: Sequence[Part], settings: Settings, supervisor: Supervisor, tell: Tell, *, must: bool) -> None:
    """An extra that does not come up is told, and nothing is stopped for it, unless it must be there because it was asked for."""
    try:
        start(parts, settings, supervisor, tell)
    except StackError as error:
        if must or list(parts) != [GRAFANA]:
            raise
        tell(GRAFANA.name, f"off: {error}")


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One up or down at a time."""
    with (run_folder(settings) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
