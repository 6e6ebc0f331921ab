"""From words to a request: which metric, which period, limited by what, against what. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from contracts import periods
from contracts.calendar import write_day
from contracts.catalogue import METRICS
from contracts.period_words import normalise
from contracts.periods import Period, PeriodError
from contracts.reading import Question, Stream
from rasa_bot import phrases
from rasa_bot.actions import asking, devices, filters
from rasa_bot.actions.asking import Manner
from rasa_bot.actions.filters import Vocabulary
from rasa_bot.actions.places import where

INTENT: Final = "ask_"
_APART: Final = 6  # so many values of a filter are told one by one
FOLLOW_UP: Final = "follow_up"
_FILLER: Final = phrases.words("filler")
_OPENING: Final = {"show", "me", "the", "what", "is", "are", "a", "give", "list", "tell", "please", "our", "was", "were"}
_LINKS: Final = {"from", "in", "for", "of", "on", "by", "at", "with", "and"}  # what a filter leaves behind
_SUBJECTS: Final = phrases.words("subjects")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A question made exact, and what to say beside its answer."""

    text: str
    question: Question
    label: str
    manner: Manner = Manner()
    top: int | None = None
    against: Period | None = None  # the period it is to be compared with, else the one just before
    apart: str = ""  # the filter whose values are to be told one by one: "Germans or Poles", "by country"
    values: tuple[str, ...] = ()  # and those values
    dropped: dict[str, str] = {}  # filters that were named and that the metric does not know
    untold: tuple[str, ...] = ()  # filters that are named and that the source never tells, such as device
    unknown: str = ""  # a word that looks like a product or source and is none


class Memory(msgspec.Struct, kw_only=True):
    """What the conversation remembers of its last answer. when: the words that named its period."""

    metric: str
    source: str
    when: str = ""
    filters: dict[str, str] = {}
    top: int | None = None


class UnclearError(ValueError):
    """The question lacks what can't be guessed; the message asks for it."""


def metric_of(intent: str, text: str, memory: Memory | None, clock: datetime, vocabulary: Vocabulary) -> str:
    """The metric that a question is about. Raises UnclearError for a follow-up of nothing."""
    continues = intent == FOLLOW_UP or only_limits(text, clock, vocabulary)
    if memory and memory.metric in METRICS and continues:
        return memory.metric
    if intent.removeprefix(INTENT) in METRICS and not continues:
        return intent.removeprefix(INTENT)
    raise UnclearError('Which figure do you mean? Name it once, for example "sessions in June", then "and in July?" is enough.')


def only_limits(text: str, clock: datetime, vocabulary: Vocabulary) -> bool:
    """Whether a text holds nothing but a period and filters, so that it can only change the question before.

    >>> only_limits("and in June?", datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {})
    True
    """
    try:
        found, rest = periods.find(text, clock, clock)
    except PeriodError:
        return False
    # Codes count in capitals, which a period's rest has lost.
    limits = filters.find(rest if found else text, vocabulary)
    named = filters.find(text, vocabulary).filters or limits.filters
    words = set(re.findall(r"[a-z]+", limits.rest.lower())) - {word.lower() for value in named.values() for word in value.split(",")}
    # "What about Czech visitors?" is about the same figure; "visitors?" is a figure of its own.
    words -= _SUBJECTS if asking.follows(text) and named else set()
    return not words - _FILLER and bool(found or named or limits.everyone or limits.top or rest != normalise(text))


def core(text: str, clock: datetime, vocabulary: Vocabulary) -> str:
    """A question without its period, its filters and the words it opens with. Raises PeriodError.

    >>> core("show me the top 2 products in june", datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {})
    'top products'
    """
    found, rest = periods.find(text, clock, clock)
    words = re.findall(r"[\w'-]+", filters.find(rest if found else text, vocabulary).rest.lower())
    opening = (n for n, word in enumerate(words) if word.removesuffix("'s") not in _OPENING)
    while words and words[-1] in _LINKS:
        words.pop()
    return " ".join(words[next(opening, len(words)) :])


def limits(text: str, stream: Stream, vocabulary: Vocabulary) -> str:
    """The period and filters that a text names, in words that are understood again. Raises PeriodError."""
    period = _named(text, stream)
    return (f" {period.label.partition(' (')[0]}" if period else "") + where(filters.find(text, vocabulary).filters)


def request(
    text: str, metric: str, stream: Stream, vocabulary: Vocabulary, memory: Memory | None, view: Mapping[str, Any]
) -> tuple[Request, Memory]:
    """The exact question and what to remember of it. Raises PeriodError."""
    kept = memory if memory and (asking.follows(text) or only_limits(text, stream.clock, vocabulary)) else None
    main, against = _sides(asking.without_days_to_come(text) if METRICS[metric].ahead else text, stream, kept)
    # A figure about now needs no period to be about now.
    period, when = _period(main if _named(main, stream) or not metric.endswith("_now") else "right now", stream, kept, view)
    limits = filters.find(re.sub(rf"(?i)(?<!\w){re.escape(stream.source)}(?!\w)", " ", text), vocabulary)
    carried = kept.filters if kept else _strings(view.get("filters"))
    wanted = ({} if limits.everyone else carried) | limits.filters
    known = {name: word for name, word in wanted.items() if name in METRICS[metric].filters}
    apart, values = ("", ()) if against or METRICS[metric].kind != "timeseries" else _apart(text, metric, known, vocabulary)
    manner = asking.manner(text)._replace(compare=asking.manner(text).compare or against is not None)
    top = limits.top or (kept.top if kept and kept.metric == metric else None)
    asked = Request(
        text=text,
        question=Question(metric=metric, source=stream.source, start=period.start, end=period.end, filters=known),
        label=period.label if "from" in METRICS[metric].parameters else "",
        manner=manner,
        top=top,
        against=against,
        apart=apart,
        values=values,
        dropped={name: word for name, word in limits.filters.items() if name not in known},
        untold=tuple(name for name in devices.spoken(text) if name in METRICS[metric].filters and not vocabulary.get(name)),
        unknown="" if limits.filters.get("product") else filters.unknown(text, vocabulary, [stream.source]),
    )
    return asked, Memory(metric=metric, source=stream.source, when=when, filters=wanted, top=top)


def _apart(text: str, metric: str, known: dict[str, str], vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The filter to be told value by value: several that are contrasted, or the commonest where all are asked for."""
    contrasts = asking.manner(text).compare or re.search(r"\b(or|each|both|differ\w*)\b", text.lower())
    for name, words in known.items():
        if contrasts and 1 < len(words.split(",")) <= _APART:
            return name, tuple(words.split(","))
    name = asking.dimension(text)
    if name in METRICS[metric].filters and name not in known:
        return name, tuple(vocabulary.get(name, ())[:_APART])
    return "", ()


def _sides(text: str, stream: Stream, kept: Memory | None) -> tuple[str, Period | None]:
    """What is asked for, and the period to compare it with. "More than last week?" asks about this week."""
    main, rival = asking.sides(text)
    if not rival:
        return _either(text, stream)
    against = _named(rival, stream)
    if against is None or kept or _named(main, stream):
        return (main if against else text), against
    present = asking.present_of(rival)
    return (present, against) if present != rival.lower() else (text, None)


def _either(text: str, stream: Stream) -> tuple[str, Period | None]:
    """Two periods with "or" or "and" between them that are not one: the first, against the second."""
    main, rival = asking.halves(text)
    first, second = _named(main, stream), _named(rival, stream)
    return (main, second) if first and second and _named(text, stream) == first else (text, None)


def _named(text: str, stream: Stream) -> Period | None:
    return periods.period(text, stream.clock, stream.first)


def _period(text: str, stream: Stream, kept: Memory | None, view: Mapping[str, Any]) -> tuple[Period, str]:
    """The period that is named, else the one before, else the one the asker looks at, else all there is; and its words."""
    for words in (text, kept.when if kept else ""):
        if found := _named(words, stream):
            return found, words
    whole = f"over all data ({write_day(stream.first)} to {write_day(stream.clock)})"
    return _looked_at(stream, view) or Period(stream.first, stream.clock + timedelta(milliseconds=1), whole), ""


def _looked_at(stream: Stream, view: Mapping[str, Any]) -> Period | None:
    """The period on the asker's page; None where that is all there is."""
    if view.get("source") != stream.source:
        return None
    try:
        start, end = (datetime.fromisoformat(str(view.get(name))) for name in ("start", "end"))
    except ValueError:
        return None
    if start.tzinfo is None or end.tzinfo is None or start >= end or start <= stream.first < stream.clock < end:
        return None
    return Period(start, end, f"from {write_day(start)} {start:%H:%M} to {write_day(end)} {end:%H:%M}")


def _strings(value: Any) -> dict[str, str]:
    return {str(name): str(word) for name, word in value.items()} if isinstance(value, dict) else {}
