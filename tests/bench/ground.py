"""What the benchmarks stand on: a broker of their own whose log holds a history several times over, and processes that report."""

import json
import os
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from confluent_kafka.admin import NewTopic
from msgspec.structs import replace

from contracts.events import ShopEvent
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP, TOPICS
from infra import topics
from infra.configuration import ROOT, environment
from infra.parts import KAFKA
from producers.replay import replay
from producers.replay.journal import Plan
from producers.replay.outlet import Outlet
from stream_apps.pipelines.feeds import FEEDS
from tests.stack import running, settings_in, until

TIMEOUT = 600  # s that a child process may take
APART = 3_600_000  # ms between the stamps of two copies of the history


class Ground(NamedTuple):
    """A running broker. clicks are in the log with `controls` besides; a whole pass over it makes `sessions`."""

    settings: Settings
    epoch: str
    clicks: int
    controls: int
    sessions: int

    @property
    def learned(self) -> int:
        """Messages that stage 2 takes in."""
        made = {"clicks": self.clicks, "sessions": self.sessions}
        return sum(made[feed.topic] for feed in FEEDS if feed.learners)


def history(settings: Settings) -> list[ShopEvent]:
    """eshop2008 in order."""
    return replay.events(settings, Path(settings.cache) / "datasets", Plan(dataset="eshop2008", source="bench"))


@contextmanager
def filled(folder: Path, copies: int) -> Iterator[Ground]:
    """A broker whose events.shop holds eshop2008 so many times, each under a source of its own, shifted."""
    settings = settings_in(folder)
    with running(KAFKA, settings):
        topics.create_topics(settings)
        events = history(settings)
        outlet = Outlet(settings)
        for copy in range(copies):
            _fill(outlet, events, f"copy{copy}", copy * APART)
        outlet.flush()
        del outlet  # its client would complain when the broker goes
        epoch = str(topics.admin(settings).list_topics(timeout=10).cluster_id)
        sessions = len({event.session for event in events})
        yield Ground(settings, epoch, copies * len(events), copies * settings.partitions, copies * sessions)


def _fill(outlet: Outlet, events: list[ShopEvent], source: str, shift: int) -> None:
    for event in events:
        assert isinstance(event.at, int)
        outlet.send(replace(event, source=source, at=event.at + shift), outlet.place(event))
    last = events[-1].at
    assert isinstance(last, int)
    outlet.broadcast(ShopEvent(id="end", source=source, type="end", at=last + shift))


def emptied(settings: Settings) -> None:
    """Makes every topic anew but the events': the next run begins at the beginning of the log and with nothing known."""
    admin = topics.admin(settings)
    own = {topic.name: topic for topic in TOPICS if topic.name != EVENTS_SHOP}
    for future in admin.delete_topics(list(own), operation_timeout=30).values():
        future.result()
    until(lambda: not own.keys() & admin.list_topics(timeout=10).topics.keys(), 30, "topics deleted")
    made = [NewTopic(name, topic.partitions(settings), 1, config=topic.config) for name, topic in own.items()]
    for future in admin.create_topics(made, operation_timeout=30).values():
        future.result()
    until(lambda: _led(admin, own.keys()), 30, "topics made")


def _led(admin: Any, names: Collection[str]) -> bool:
    found = admin.list_topics(timeout=10).topics
    return all(name in found and all(part.leader >= 0 for part in found[name].partitions.values()) for name in names)


def report(python: str, module: str, settings: Settings, *arguments: object) -> dict[str, Any]:
    """Runs a module as a process; returns the JSON object it prints last. Raises RuntimeError with what it said."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}
    done = subprocess.run(
        [python, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env=inherited | environment(settings) | {"PYTHONHASHSEED": "0", "STOREPULSE_LOG_LEVEL": "warning"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{module} reported nothing (exit {done.returncode}): {done.stderr[-2000:]}")
    return dict(json.loads(lines[-1]))
