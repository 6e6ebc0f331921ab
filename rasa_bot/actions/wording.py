"""Answers in words. Pure: an answer, the one before it and the stream make sentences that a test can read."""

from datetime import timedelta
from typing import Any, Final

from contracts.calendar import write_day
from contracts.reading import Answer, Stream
from rasa_bot.actions.countries import name as country_name
from rasa_bot.actions.numbers import amount, length, moment, number
from rasa_bot.actions.understanding import Request

LISTED: Final = 5
_TIMES: Final = ("duration", "per_minute", "a minute", "now", "gap")  # what depends on the time of day
_ZONELESS: Final = "samples"


def answer(asked: Request, now: Answer, before: Answer | None, stream: Stream) -> str:
    """The whole answer, a line for each thing it says."""
    lines = [_explained(now)] if asked.explain else []
    if not now.samples:
        lines.append(_nothing(asked, now, stream))
    elif not now.enough:
        lines.append(_too_few(asked, now))
    elif now.kind == "timeseries":
        lines.append(" ".join(filter(None, (_total(asked, now), change(asked, now, before)))))
    else:
        lines.append(_listed(asked, now, before))
    lines += [note for note in (_dropped(asked, now), _made_up(now, stream), fresh(now, stream)) if note]
    return "\n".join(lines)


def change(asked: Request, now: Answer, before: Answer | None) -> str:
    """How the value moved against the period before, and whether that is good."""
    if now.value is None or before is None or before.value is None:
        return "There is no earlier period in the data to compare with." if asked.compare else ""
    against = f"{_period_before(asked, before)} ({amount(before.value, before.unit)})"
    if not before.enough:
        return f"{_capital(_period_before(asked, before))} had too few {before.samples_of} to compare with." if asked.compare else ""
    difference = now.value - before.value
    if not before.value:
        return f"It was 0 {_period_before(asked, before)}." if difference else f"The same as {against}."
    percent = 100 * difference / abs(before.value)
    if abs(percent) < 0.05:
        return f"The same as {against}."
    moved = f"{number(round(abs(percent), 1 if abs(percent) < 10 else 0))}% {'more' if difference > 0 else 'less'} than {against}"
    judged = {"neither": ""}.get(now.better, ": better" if (difference > 0) == (now.better == "higher") else ": worse")
    return f"That is {moved}{judged}{_unequal(now, before)}."


def fresh(now: Answer, stream: Stream) -> str:
    """How many samples, of which source, up to when."""
    samples = f"{number(now.samples)} {now.samples_of}" if now.samples else "no data in that period"
    return f"({samples}; source {stream.source}, data up to {moment(stream.clock)} UTC, last stored {moment(stream.stored_at)} UTC)"


def where(filters: dict[str, str]) -> str:
    """Filters as they follow a sentence.

    >>> where({"country": "PL", "category": "blouses"})
    ' from Poland in category blouses'
    """
    words = {"country": " from {}", "category": " in category {}", "product": " for product {}"}
    return "".join(words.get(name, f" for {name} {{}}").format(country_name(word)) for name, word in filters.items())


def _total(asked: Request, now: Answer) -> str:
    assert now.value is not None  # noqa: S101 - a time series with samples has a value
    value, scope = amount(now.value, now.unit), f"{asked.label}{where(now.filters)}"
    if now.unit == now.samples_of:
        return f"{value} {scope}."
    return f"{now.title} {scope}: {value}."


def _listed(asked: Request, now: Answer, before: Answer | None) -> str:
    shown = now.rows[: asked.top or LISTED]
    earlier = {str(row[0]): row for row in before.rows} if before and before.enough and asked.compare and now.kind != "heatmap" else {}
    head = f"{now.title} {asked.label}{where(now.filters)}:"
    if now.kind == "heatmap":
        shown = sorted(now.rows, key=lambda row: row[2] or 0, reverse=True)[: asked.top or LISTED]
    lines = [f"{place}. {_line(now, row)}{_moved(row, earlier, now)}" for place, row in enumerate(shown, 1)]
    more = f"\n({len(now.rows) - len(shown)} more on the page)" if len(now.rows) > len(shown) else ""
    against = f"\nIn brackets: {_period_before(asked, before)}." if earlier and before else ""
    return "\n".join([head, *lines]) + more + against


def _line(now: Answer, row: tuple[Any, ...]) -> str:
    cells = dict(zip(now.columns, row, strict=True))
    value = amount(float(cells.pop("value")), now.unit)
    cells.pop("samples", None)
    if now.kind == "heatmap":
        return f"{now.columns[0]} {cells.pop('x')}, {now.columns[1]} {cells.pop('y')}: {value}{_others(cells)}".replace(
            "x ", "column ", 1
        ).replace(", y ", ", row ", 1)
    return f"{country_name(str(cells.pop('label')))}: {value}{_others(cells)}"


def _others(cells: dict[str, Any]) -> str:
    words = [f"{_heading(name)} {_cell(name, value)}" for name, value in cells.items() if value not in (None, "")]
    return f" ({', '.join(words)})" if words else ""


def _moved(row: tuple[Any, ...], earlier: dict[str, tuple[Any, ...]], now: Answer) -> str:
    if not earlier:
        return ""
    was = earlier.get(str(row[0]))
    return f" [{amount(float(was[now.columns.index('value')]), now.unit) if was else 'not listed'}]"


def _heading(column: str) -> str:
    for suffix in ("_percent", "_seconds", "_ms", "_s"):
        column = column.removesuffix(suffix)
    return column.replace("_", " ")


def _cell(column: str, value: Any) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return country_name(str(value))
    unit = next((unit for suffix, unit in (("percent", "%"), ("seconds", "s"), ("_ms", "ms"), ("_s", "s")) if column.endswith(suffix)), "")
    return amount(float(value), unit)


def _nothing(asked: Request, now: Answer, stream: Stream) -> str:
    return (
        f"No {now.samples_of} {asked.label}{where(now.filters)}, so there is no {now.title.lower()} to tell. "
        f"{stream.source} has data from {write_day(stream.first)} to {write_day(stream.clock)}: ask for a period or filter within it."
    )


def _too_few(asked: Request, now: Answer) -> str:
    return f"Too few to say: {now.title.lower()} {asked.label}{where(now.filters)} rests on {number(now.samples)} of the {now.minimum} {now.samples_of} it takes."


def _explained(now: Answer) -> str:
    return f"{now.title}: {now.meaning}"


def _dropped(asked: Request, now: Answer) -> str:
    return f"{now.title} can't be limited by {' or '.join(asked.dropped)}, so this is for all." if asked.dropped else ""


def _made_up(now: Answer, stream: Stream) -> str:
    depends = now.unit in ("s", "seconds", "clicks/min") or any(word in f"{now.metric} {now.title.lower()}" for word in _TIMES)
    short = now.end - now.start < timedelta(days=1)
    if stream.precision == "day" and (depends or short):
        return f"{stream.source} records days only: times within a day were made up for the replay, so take this with a grain of salt."
    return ""


def _period_before(asked: Request, before: Answer) -> str:
    if asked.against:
        return asked.against.label
    return f"in the {length((before.end - before.start).total_seconds())} before"


def _unequal(now: Answer, before: Answer) -> str:
    one, two = now.end - now.start, before.end - before.start
    if abs(one - two) < 0.1 * two or now.unit != now.samples_of:
        return ""
    return f" (that period is {'longer' if two > one else 'shorter'}: {length(two.total_seconds())} against {length(one.total_seconds())})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
