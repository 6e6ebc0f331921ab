"""One replay from its options: find the file, make or continue the journal, play."""

import math
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from contracts.events import Event
from contracts.settings import Settings
from producers.replay.datasets import dataset
from producers.replay.fetch import locate
from producers.replay.history import History, history
from producers.replay.journal import Desk, Journal, Plan, ReplayError, Simulation
from producers.replay.outlet import Outlet
from producers.replay.simulated import NAME as SIMULATOR
from producers.replay.simulated import simulated


def desk(settings: Settings) -> Desk:
    """Where the journals of this stack's replays are."""
    return Desk(Path(settings.state) / "replays")


def speed(text: str) -> float:
    """A replay's speed: a positive factor, or max.

    >>> speed("60"), speed("max")
    (60.0, inf)
    """
    try:
        value = math.inf if text == "max" else float(text)
    except ValueError:
        value = 0.0
    if not value > 0:
        raise ReplayError(f"--speed {text}: give a positive factor (60 plays an hour in a minute) or max")
    return value


def events(settings: Settings, cache: Path, plan: Plan, progress: Any = None) -> list[Event]:
    """The plan's events in order. Raises DatasetError, and ReplayError where the plan leaves none."""
    found = dataset(plan.dataset)
    path = locate(found, [Path(settings.data)], cache, progress)
    start, end = plan.start or 0, plan.end if plan.end is not None else 1 << 62
    chosen = [event for event in found.read(path) if isinstance(event.at, int) and start <= event.at < end][: plan.limit]
    if not chosen:
        raise ReplayError(f"{found.name} has no events in that period; it runs from {found.first} to {found.last}")
    return chosen


def history_of(settings: Settings, cache: Path, plan: Plan, progress: Any = None) -> History:
    """What the plan replays: a dataset's events, or the synthetic shop's. Raises as `events` does, and SimulationError."""
    return simulated(plan) if plan.dataset == SIMULATOR else history(events(settings, cache, plan, progress))


def begin(settings: Settings, plan: Plan, chosen: Sequence[Event] | History, outlet: Outlet) -> Journal:
    """The journal to play by: the source's own where it was not finished, else a new one. Raises ReplayError."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    journal = kept(settings, plan, outlet)
    if journal is None:
        played = history(chosen)
        shift = _shift(plan, played, now)
        journal = Journal(plan=plan, epoch=outlet.epoch, shift=shift, next=0, offsets=outlet.ends(played.streams), pid=os.getpid())
    return journal


def _shift(plan: Plan, played: History, now: int) -> int:
    shift = played.shift_to(now) if plan.to_now else 0
    if played.at(0) + shift < 0:
        raise ReplayError(
            f"{plan.dataset} would begin before 1970 if it were moved to now: its last stamp is {_date(played.last())}; "
            "leave that out by --to DATE, or the stamps as they are by --shift none"
        )
    return shift


def kept(settings: Settings, plan: Plan, outlet: Outlet) -> Journal | None:
    """The journal of the source's unfinished replay, if there is one. Raises ReplayError where the plan cannot go on by it."""
    kept = desk(settings).journal(plan.source)
    if kept is None:
        return None
    if kept.epoch != outlet.epoch:
        raise ReplayError(
            f"{plan.source} was replayed into another Kafka than the one at {settings.bootstrap}; "
            f"`storepulse reset {plan.source}` begins anew here"
        )
    if kept.finished:
        raise ReplayError(
            f"{plan.source} has been replayed to its end; `storepulse reset {plan.source}` forgets it, --as NAME replays under another name"
        )
    if kept.plan != plan and replace(kept.plan, fingerprint=plan.fingerprint) == plan:
        raise ReplayError(
            f"{plan.dataset} or its mapping has changed since its replay as {plan.source} began: put back what it was to go on, "
            f"or `storepulse reset {plan.source}` to forget it"
        )
    if kept.plan != plan:
        raise ReplayError(
            f"{plan.source} has an unfinished replay with other options ({_options(kept.plan)}); give the same to go on, "
            f"or `storepulse reset {plan.source}` to forget it"
        )
    kept.pid, kept.paused = os.getpid(), False
    return kept


def _options(plan: Plan) -> str:
    """A plan as its command line says it."""
    dates = {"--from": plan.start, "--to": plan.end}
    given = [f"{option} {_date(at)}" for option, at in dates.items() if at is not None]
    limit = [f"--limit {plan.limit}"] if plan.limit else []
    made_up = _simulation(plan.simulation) if plan.simulation else []
    live = ["--live"] if plan.live else []
    return " ".join([plan.dataset, *made_up, *given, *limit, f"--shift {'now' if plan.to_now else 'none'}", *live])


def _date(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%dT%H:%M:%S}"


def _simulation(asked: Simulation) -> list[str]:
    return [*(f"--set {name}={value}" for name, value in asked.parameters.items()), *(f"--plant {text!r}" for text in asked.plant)]
