"""Answers in words. Pure: an answer, the one before it and the stream make sentences that a test can read."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from contracts.calendar import write_day
from contracts.chance import beyond
from contracts.reading import Answer, Stream
from contracts.records import untold
from rasa_bot.actions import coming, countries, leaving_out, listing, unmet
from rasa_bot.actions.numbers import amount, cells, clock_time, length, moment, number
from rasa_bot.actions.places import where
from rasa_bot.actions.understanding import Request

_SUMS: Final = ("revenue", "items_sold", "footfall")  # of which a longer period has more too
_TIMES: Final = ("duration", "minute", "now")  # metrics that depend on the time of day


def answer(
    asked: Request,
    now: Answer,
    before: Answer | None,
    stream: Stream,
    parts: dict[str, Answer] | None = None,
    lacks: tuple[str, ...] = (),
    elsewhere: Sequence[str] = (),
) -> str:
    """The whole answer, a line for each thing it says.

    parts are the answers for each value of asked.apart; lacks is what the source never records of what the metric speaks of,
    elsewhere the sources that do.
    """
    lines = [f"{now.title}: {now.meaning}"] if asked.manner.explain else []
    if lacks and not now.samples and not now.remark:
        lines.append(absent(now, stream, lacks, elsewhere))
    elif not now.samples and not now.explained:
        lines.append(nothing(asked, now, stream))
    elif not now.enough and not now.explained:
        lines.append(too_few(asked, now))
    elif parts:
        lines.append(apart(asked, now, parts))
    elif now.kind == "timeseries":
        lines.append(" ".join(filter(None, (total(asked, now), peak(asked, now), change(asked, now, before)))))
    else:
        lines.append(listing.words(asked, now, before))
    notes = (
        *(_left_out(asked, now), _kept_in(asked, now), unmet.words(asked.unmet), _unknown(asked), _untold(asked, now, stream)),
        *(
            _dropped(asked, now),
            coming.note(now.metric, asked.text, stream) if now.samples else "",
            made_up(now, stream),
            fresh(now, stream),
        ),
    )
    return "\n".join([*lines, *filter(None, notes)])


def total(asked: Request, now: Answer) -> str:
    """The number in a sentence, with what else the metric tells."""
    scope = f"{f' {asked.label}' if asked.label else ''}{where(now.filters)}"
    value = amount(now.value or 0.0, now.unit)
    more = ", ".join(f"{column} {text}" for column, text in cells(now.more, now.unit))
    more = f" ({more})" if more else ""
    if not _counts(now):
        return f"{now.title}{scope}: {value}{more}."
    days = (now.end - now.start).total_seconds() / (asked.manner.seconds or 1)
    rate = f" That is {number((now.value or 0) / days)} a {asked.manner.per} on average." if asked.manner.per and days > 1 else ""
    return f"{value}{scope}{more}.{rate}"


def apart(asked: Request, now: Answer, parts: dict[str, Answer]) -> str:
    """The number for each value of a filter."""
    rest = {name: word for name, word in now.filters.items() if name != asked.apart}
    lines = [f"{now.title}{f' {asked.label}' if asked.label else ''}{where(rest)}:"]
    for word, part in sorted(parts.items(), key=lambda item: -(item[1].value or 0.0) if item[1].enough else 0.0):
        value = amount(part.value, part.unit) if part.enough and part.value is not None else "too few to say"
        lines.append(f"- {countries.name(word)}: {value} ({amount(part.samples, part.samples_of)})")
    if asked.apart not in now.filters:
        lines.append(f"(the {len(parts)} with most clicks; in all {amount(now.value or 0.0, now.unit)})")
    return "\n".join(lines)


def peak(asked: Request, now: Answer) -> str:
    """When a time series stood highest, for a question that asks when."""
    if not asked.manner.peak or len(now.rows) < 2:
        return ""
    stamp, value, *_ = max(now.rows, key=lambda row: row[now.columns.index("value")] or 0)
    steps = f"{length(now.step)} steps"
    return f"The highest was {amount(float(value), now.unit)} {clock_time(stamp, now.step)} (in {steps})."


def change(asked: Request, now: Answer, before: Answer | None) -> str:
    """How the value moved against the period before, and whether that is good."""
    if now.value is None or before is None or before.value is None:
        return "There is no earlier period in the data to compare with." if asked.manner.compare else ""
    then = period_before(asked, before)
    if not before.enough:
        return f"There are too few {before.samples_of} {then} to compare with." if asked.manner.compare else ""
    against = f"{then} ({amount(before.value, before.unit)})"
    difference = now.value - before.value
    if not before.value:
        return f"It was 0 {then}." if difference else f"The same as {against}."
    percent = abs(difference) if now.unit == "%" else 100 * abs(difference) / abs(before.value)
    if percent < 0.05:
        return f"The same as {against}."
    moved = f"{number(round(percent, 1 if percent < 10 else 0))}{' points' if now.unit == '%' else '%'}"
    moved += f" {'more' if difference > 0 else 'less'} than {against}"
    return f"That is {moved}{_unequal(now, before) or _judged(now, before, difference)}."


def period_before(asked: Request, before: Answer) -> str:
    """The period that an answer is compared with."""
    return asked.against.label if asked.against else listing.just_before(before)


def nothing(asked: Request, now: Answer, stream: Stream) -> str:
    """No sample: what is absent is absent, not 0. A model says itself why it has none."""
    if now.remark:
        return f"{now.title}: {now.remark}"
    if not asked.label:
        return f"{now.title}{where(now.filters)}: nothing is recorded."
    if asked.question.start < stream.first and asked.question.end <= stream.first:
        held = f"{stream.source} begins on {write_day(stream.first)}"
    else:
        held = f"{stream.source} has data from {write_day(stream.first)} to {write_day(stream.clock)}"
    return f"No {now.samples_of} {asked.label}{where(now.filters)}, so there is nothing to tell. {held}: ask for another period or filter."


def absent(now: Answer, stream: Stream, lacks: tuple[str, ...], elsewhere: Sequence[str] = ()) -> str:
    """Why a source cannot tell it at all, and which can."""
    why = f"{untold(stream.source, lacks)}, so there is no figure for {now.title.lower()}."
    return f"{why} {' and '.join(elsewhere)} can tell: name it in the question." if elsewhere else why


def too_few(asked: Request, now: Answer) -> str:
    """Below the minimum no number is told."""
    if now.remark:
        return f"{now.title}: {now.remark}"
    scope = f"{f' {asked.label}' if asked.label else ''}{where(now.filters)}"
    return f"Too few to say: {now.title.lower()}{scope} rests on {number(now.samples)} of the {now.minimum} {now.samples_of} it takes."


def _left_out(asked: Request, now: Answer) -> str:
    said = (leaving_out.words(out, now.filters[name]) for name, out in asked.left_out.items() if name in now.filters)
    return " ".join(said)


def _kept_in(asked: Request, now: Answer) -> str:
    out = " and ".join(leaving_out.joined(word) for word in asked.kept_in.values())
    return f"I can't leave {out} out of {now.title.lower()}, so this is with it." if out and now.samples else ""


def _unknown(asked: Request) -> str:
    return f"I know no product or source “{asked.unknown}”, so it limits nothing." if asked.unknown else ""


def _untold(asked: Request, now: Answer, stream: Stream) -> str:
    if not asked.untold or not now.samples:
        return ""
    return f"{stream.source} tells no {' or '.join(asked.untold)}, so this is for all."


def made_up(now: Answer, stream: Stream) -> str:
    """A warning where a simulator made the source, or an answer depends on times, or times of day, that it never recorded."""
    if stream.precision == "synthetic":
        return f"{stream.source} is {stream.caveat}."
    if stream.precision == "none" and now.samples and (now.start > stream.first or now.end < stream.clock):
        return f"{stream.source} records no times: all of them were made up for the replay, so what it says of a period means nothing."
    depends = now.unit in ("s", "seconds") or any(word in now.metric for word in _TIMES)
    if stream.precision == "day" and now.samples and now.metric != "latency" and (depends or now.end - now.start < timedelta(days=1)):
        return f"{stream.source} records days only: times within a day were made up for the replay, so read this with care."
    return ""


def fresh(now: Answer, stream: Stream) -> str:
    """How many samples, of which source, up to when."""
    samples = f"{amount(now.samples, now.samples_of)}; " if now.samples else ""
    data = f"data from {write_day(stream.first)} to {moment(stream.clock)} UTC"
    return f"({samples}source {stream.source}, {data}, last stored {moment(stream.stored_at)} UTC)"


def _counts(now: Answer) -> bool:
    """Whether its value is a number of things, which a longer period has more of."""
    return now.unit in (now.samples_of, now.title.lower())


def _dropped(asked: Request, now: Answer) -> str:
    if not asked.dropped or not now.samples or listing.focus(asked, now):
        return ""
    if "customer" in asked.dropped and now.metric == "hot_leads":
        return f"{asked.dropped['customer']} is none of these."
    return f"{now.title} can't be limited by {' or '.join(sorted(asked.dropped))}, so this is for all."


def _judged(now: Answer, before: Answer, difference: float) -> str:
    if now.better == "neither":
        return ""
    if not beyond(now, before):
        return ", which may be chance"
    return ", which is better" if (difference > 0) == (now.better == "higher") else ", which is worse"


def _unequal(now: Answer, before: Answer) -> str:
    one, two = now.end - now.start, before.end - before.start
    if abs(one - two) < 0.1 * two or not (_counts(now) or now.metric in _SUMS):
        return ""
    longer = "longer" if two > one else "shorter"
    return f", but that period is {longer}: {length(two.total_seconds(), full=True)} against {length(one.total_seconds(), full=True)}"
