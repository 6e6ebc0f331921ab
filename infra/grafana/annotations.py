"""What a replay leaves in Grafana: one annotation over the event time it has filled, moved when it goes on, never doubled."""

from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from contracts.settings import Settings
from infra.grafana.client import Grafana, GrafanaError
from producers.replay.history import History
from producers.replay.journal import Journal

_TAGS: Final = ("storepulse", "replay")
PATIENCE: Final = 2.0  # s an answer may take: a replay is to end when it has ended


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A source and what of it is there: event time as stored, ms since 1970 UTC. dataset is empty for what no replay brought."""

    source: str
    dataset: str
    start: int
    end: int

    @property
    def tags(self) -> list[str]:
        """What finds it again, then the dataset."""
        return [*self.key, *([f"dataset:{self.dataset}"] if self.dataset else [])]

    @property
    def key(self) -> list[str]:
        return [*_TAGS, f"source:{self.source}"]

    @property
    def text(self) -> str:
        what = f"{self.dataset} replayed as {self.source}" if self.dataset else self.source
        return f"{what}: {_when(self.start)} to {_when(self.end)} UTC"


def replayed(journal: Journal, events: History) -> Replayed:
    """What a replay has brought so far; its journal is past the first event."""
    start, end = events.at(0) + journal.shift, events.at(journal.next - 1) + journal.shift
    return Replayed(source=journal.plan.source, dataset=journal.plan.dataset, start=start, end=end)


def annotate(grafana: Grafana, replayed: Replayed) -> str:
    """Leaves the annotation, or moves the one that is there; returns created, changed or unchanged. Raises GrafanaError."""
    wanted = {"time_from": replayed.start, "time_to": replayed.end, "tags": replayed.tags, "text": replayed.text}
    with grafana.asking("looking for annotations"):
        found = grafana.api.annotations.get_annotation(tags=replayed.key)
    if not found:
        with grafana.asking("leaving an annotation"):
            grafana.api.annotations.add_annotation(**wanted)
        return "created"
    if _same(found[0], wanted):
        return "unchanged"
    with grafana.asking("moving an annotation"):
        grafana.api.annotations.update_annotation(found[0]["id"], **wanted)
    return "changed"


def annotate_if_told(settings: Settings, replayed: Replayed) -> str:
    """The same where a Grafana and its token are set; the sentence to warn with where it failed, else empty."""
    if not (settings.grafana_url and settings.grafana_token):
        return ""
    try:
        with Grafana(settings.grafana_url, settings.grafana_token, PATIENCE) as grafana:
            annotate(grafana, replayed)
    except GrafanaError as error:
        return f"no annotation in Grafana: {error}; later: `storepulse grafana annotate {replayed.source}`"
    return ""


def _same(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    has = (theirs.get("time"), theirs.get("timeEnd"), sorted(theirs.get("tags") or []), theirs.get("text"))
    return bool(has == (ours["time_from"], ours["time_to"], sorted(ours["tags"]), ours["text"]))


def _when(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M}"
