"""From a metric and a period to an answer: what the page, the command line and the bot all show.

The caller brings `ask`, which runs one query with server-side parameters; nothing here knows a client.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from contracts.catalogue import METRICS, Metric, MetricError

MAX_POINTS: Final = 5_000
_QUERIES: Final = Path(__file__).with_name("queries")
SOURCES_QUERY: Final = (_QUERIES / "sources.sql").read_text("utf-8")
VOCABULARY_QUERY: Final = (_QUERIES / "vocabulary.sql").read_text("utf-8")
FLOW_QUERY: Final = (_QUERIES / "flow_totals.sql").read_text("utf-8")
NOTE_QUERY: Final = (_QUERIES / "model_note.sql").read_text("utf-8")
LEADS_QUERY: Final = (_QUERIES / "open_leads.sql").read_text("utf-8")
LAG_QUERY: Final = (_QUERIES / "lag.sql").read_text("utf-8")
_CAVEATS: Final = {
    "day": "days only; times within a day were made up",
    "none": "no times; all of them were made up",
    "synthetic": "synthetic, made by the simulator: nothing of it happened",
}


class Table(NamedTuple):
    """A query's result."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


Ask = Callable[[str, Mapping[str, Any]], Table]


class Stream(msgspec.Struct, frozen=True):
    """What is stored of one source. clock is the newest event time its producers have reported: the source's now."""

    source: str
    first: datetime
    clock: datetime
    events: int
    stored_at: datetime
    precision: str  # as contracts/events has it: "ms", "day", "none" or "synthetic"

    @property
    def caveat(self) -> str:
        """What whoever reads its numbers must know of how they came about; empty where they were measured."""
        return _CAVEATS.get(self.precision, "")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A metric over [start, end) of one source. step is in seconds; 0 asks for the total only."""

    metric: str
    source: str
    start: datetime
    end: datetime
    step: int = 0
    filters: dict[str, str] = {}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A metric's numbers with all that is needed to show them honestly.

    value and samples are the whole period's (value is null for bars, tables and heatmaps, and where there is no data);
    more holds a time series' further numbers over the whole period, such as its p90.
    rows are the lines of `columns`, stamps as datetimes. enough: at least `minimum` samples stand behind it.
    remark: why there are not enough, where the model that the metric tells of says so.
    currency: of its amounts, where whoever shows it has looked it up (contracts/money.py).
    """

    metric: str
    title: str
    unit: str
    meaning: str
    kind: str
    better: str
    source: str
    start: datetime
    end: datetime
    step: int
    filters: dict[str, str]
    value: float | None
    samples: int
    samples_of: str
    minimum: int
    enough: bool
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: dict[str, Any] = {}
    remark: str = ""
    currency: str = ""

    @property
    def explained(self) -> bool:
        """Whether its lines say themselves why there are no samples, as models do that cannot score: then they are to be shown."""
        return "note" in self.columns and any(row[self.columns.index("note")] for row in self.rows)


def metric(name: str) -> Metric:
    """The metric of that name. Raises MetricError with the nearest names."""
    found = METRICS.get(name.replace("-", "_"))
    if found is None:
        near = get_close_matches(name, METRICS, 3, 0.4) or list(METRICS)
        raise MetricError(f"there is no metric {name!r}; nearest: {', '.join(near)}")
    return found


def streams(ask: Ask) -> dict[str, Stream]:
    """Every source with rows, the latest stored first."""
    _, rows = ask(SOURCES_QUERY, {})
    return {row[0]: Stream(row[0], *map(_utc, row[1:])) for row in rows}


def vocabulary(source: str, ask: Ask) -> dict[str, list[str]]:
    """The words that a source's clicks carry for each filter, the most clicked first."""
    words: dict[str, list[str]] = {}
    for name, word, _ in ask(VOCABULARY_QUERY, {"source": source}).rows:
        words.setdefault(name, []).append(word)
    return words


def open_leads(question: Question, ask: Ask) -> int:
    """How many leads are open at a question's end, however many of them are listed."""
    return int(ask(LEADS_QUERY, {"source": question.source, "to": question.end}).rows[0][0])


def read(question: Question, ask: Ask) -> Answer:
    """Answers a question. Raises MetricError for an unknown metric or filter, an empty period or too many steps."""
    found = metric(question.metric)
    _check(question, found)
    length = max(1, -(-int((question.end - question.start).total_seconds() * 1000) // 1000))
    total = _ask(found, question, length, ask)
    table = _ask(found, question, question.step, ask) if question.step and found.kind == "timeseries" else total
    value_at, samples_at = total.columns.index("value"), total.columns.index("samples")
    single = total.rows[0] if found.kind == "timeseries" and total.rows else None
    each = [int(row[samples_at]) for row in total.rows]
    # Where lines overlap, what stands behind all of them is at least the most of one.
    samples = max(each, default=0) if found.overlaps else sum(each)
    value = single[value_at] if single and samples else None
    return Answer(
        metric=found.name,
        title=found.title,
        unit=found.unit,
        meaning=found.meaning,
        kind=found.kind,
        better=found.better,
        source=question.source,
        start=question.start,
        end=question.end,
        step=question.step or length,
        filters=question.filters,
        value=None if value is None else float(value),
        samples=samples,
        samples_of=found.samples,
        minimum=found.minimum,
        enough=samples >= found.minimum,
        columns=table.columns,
        rows=table.rows,
        more={name: cell for name, cell in zip(total.columns, single or (), strict=False) if name not in found.shape},
        remark=_remark(found, question, ask) if found.model and samples < found.minimum else "",
    )


def series(question: Question, ask: Ask) -> Table:
    """The lines of a time series alone, for whoever has its total already. Raises MetricError as `read` does."""
    found = metric(question.metric)
    _check(question, found)
    return _ask(found, question, question.step, ask)


def before(question: Question) -> Question:
    """The same question about the period of the same length just before."""
    length = question.end - question.start
    return msgspec.structs.replace(question, start=question.start - length, end=question.start)


def whole(metric: str, stream: Stream, filters: dict[str, str] | None = None) -> Question:
    """The question about all that a source has."""
    end = stream.clock + timedelta(milliseconds=1)
    return Question(metric=metric, source=stream.source, start=stream.first, end=end, filters=filters or {})


def _check(question: Question, found: Metric) -> None:
    if unknown := set(question.filters) - set(found.filters):
        takes = f"it takes {', '.join(found.filters)}" if found.filters else "it takes none"
        raise MetricError(f"{found.name} cannot be filtered by {', '.join(sorted(unknown))}; {takes}")
    if question.end <= question.start:
        raise MetricError(
            f"the period is empty: it ends ({question.end:%Y-%m-%d %H:%M}) before it starts ({question.start:%Y-%m-%d %H:%M})"
        )
    if question.step < 0:
        raise MetricError(f"a step of {question.step} s does not exist; take a positive one, or 0 for the total only")
    if question.step and (question.end - question.start).total_seconds() / question.step > MAX_POINTS:
        raise MetricError(f"a step of {question.step} s makes more than {MAX_POINTS} points of that period; take a larger step")


def _ask(found: Metric, question: Question, step: int, ask: Ask) -> Table:
    values = {"source": question.source, "from": question.start, "to": question.end, "step": step}
    values |= dict.fromkeys(found.filters, "") | question.filters
    table = ask(found.query, {name: values[name] for name in found.parameters})
    # ClickHouse's Native format names no columns where there are no rows.
    return Table(table.columns or found.shape, [tuple(map(_utc, row)) for row in table.rows])


def _remark(found: Metric, question: Question, ask: Ask) -> str:
    rows = ask(NOTE_QUERY, {"source": question.source, "model": found.model, "to": question.end}).rows
    return str(rows[0][0]) if rows else ""


def _utc(value: Any) -> Any:
    """Clients return UTC columns without a zone, or with another of their own."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value
