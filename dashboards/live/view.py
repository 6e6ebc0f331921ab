"""What one viewer looks at: a source, a period that follows its stream clock, filters; and the link that reproduces it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode

import msgspec

from contracts import steps
from contracts.catalogue import Metric
from contracts.reading import MAX_POINTS, Question, Stream
from dashboards import panels

PERIODS: Final = {
    "30m": ("30 min", timedelta(minutes=30)),
    "1h": ("1 hour", timedelta(hours=1)),
    "24h": ("24 h", timedelta(hours=24)),
    "7d": ("7 days", timedelta(days=7)),
    "30d": ("30 days", timedelta(days=30)),
    "all": ("All", None),
}
CUSTOM: Final = "custom"
WIDTHS: Final = {"hour": ("Hours", 3600), "day": ("Days", steps.DAY), "week": ("Weeks", steps.WEEK)}


class ViewError(ValueError):
    """A link's parameter says nothing that can be shown; the message names it and what it takes."""


class Window(NamedTuple):
    """A period with its two ends, and the step its time series are drawn in; fixed where the viewer chose it."""

    start: datetime
    end: datetime
    step: int
    fixed: bool = False


class View(msgspec.Struct, frozen=True):
    """Empty: the source written last, the period that suits it, the first dashboard, steps that suit the period."""

    source: str = ""
    period: str = ""
    start: datetime | None = None
    end: datetime | None = None
    country: str = ""
    category: str = ""
    device: str = ""
    channel: str = ""
    zone: str = ""
    place: str = ""
    customer: str = ""
    dashboard: str = ""
    by: str = ""

    @property
    def board(self) -> panels.Dashboard:
        """The dashboard that is shown."""
        return panels.SLUGS.get(self.dashboard, panels.DASHBOARDS[0])

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: word for name in (*panels.PICKED, *panels.TYPED) if (word := getattr(self, name))}

    def link(self) -> str:
        """The query string that reproduces this view.

        >>> View(source="live", period="1h", country="Poland").link()
        '?source=live&period=1h&country=Poland'
        """
        ends = {"from": self.start and _iso(self.start), "to": self.end and _iso(self.end)} if self.period == CUSTOM else {}
        what = {"dashboard": self.dashboard, "source": self.source, "period": self.period}
        values = {**what, **ends, "by": self.by, **self.filters}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def window(self, stream: Stream) -> Window:
        """The period on the clock of a stream."""
        end = stream.clock + timedelta(milliseconds=1)
        period = self.period or default_period(stream)
        if period == CUSTOM:
            start, end = self.start or day_of(stream.first), self.end or end
        else:
            length = PERIODS[period][1]
            start = end - length if length else day_of(stream.first)
        width = WIDTHS[self.by][1] if self.by else 0
        fixed = width > 0 and (end - start).total_seconds() / width <= MAX_POINTS
        return Window(start, end, width if fixed else steps.step(start, end, stream.precision), fixed)

    def question(self, metric: Metric, window: Window, source: str) -> Question:
        """The question a panel asks, limited by those filters that the metric knows."""
        width = window.step if metric.kind == "timeseries" else 0
        filters = {name: word for name, word in self.filters.items() if name in metric.filters}
        return Question(metric=metric.name, source=source, start=window.start, end=window.end, step=width, filters=filters)

    def unlimited(self, metric: Metric) -> tuple[str, ...]:
        """Names of the filters that this view sets and the metric does not know."""
        return tuple(name for name in self.filters if name not in metric.filters)


def read(query: Mapping[str, str]) -> View:
    """The view that a link's query string names.

    Raises ViewError for a dashboard, period or time that does not exist.

    >>> read({"source": "live", "from": "2026-05-01", "to": "2026-05-02T12:00"}).link()
    '?source=live&period=custom&from=2026-05-01T00%3A00%3A00Z&to=2026-05-02T12%3A00%3A00Z'
    """
    dashboard = query.get("dashboard", "")
    if dashboard and dashboard not in panels.SLUGS:
        raise ViewError(f"dashboard={dashboard} is unknown; there are {', '.join(panels.SLUGS)}")
    start, end = time_of("from", query.get("from", "")), time_of("to", query.get("to", ""))
    period = query.get("period", "") or (CUSTOM if start or end else "")
    if period not in ("", CUSTOM, *PERIODS):
        raise ViewError(f"period={period} is unknown; there are {', '.join(PERIODS)}, or give from= and to=")
    if start and end and end <= start:
        raise ViewError("the period ends before it starts; swap from= and to=")
    if (by := query.get("by", "")) and by not in WIDTHS:
        raise ViewError(f"by={by} is unknown; there are {', '.join(WIDTHS)}")
    if period != CUSTOM:
        start = end = None
    picked = {name: query.get(name, "") for name in (*panels.PICKED, *panels.TYPED)}
    return View(source=query.get("source", ""), period=period, start=start, end=end, dashboard=dashboard, by=by, **picked)


def time_of(name: str, text: str) -> datetime | None:
    """An ISO 8601 stamp, UTC where it names no zone. Raises ViewError naming the parameter.

    >>> time_of("from", "2008-06-01").isoformat()
    '2008-06-01T00:00:00+00:00'
    """
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ViewError(f"{name}={text} is not a time; write it like 2026-05-01T10:00:00Z or 2026-05-01") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def default_period(stream: Stream) -> str:
    """Where only days are known, an hour means nothing: the whole history says more."""
    return "all" if stream.precision == "day" else "24h"


def day_of(at: datetime) -> datetime:
    """The midnight before, so that daily steps are calendar days."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
