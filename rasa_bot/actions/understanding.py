"""From words to a request: which metric, which period, limited by what, against what. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from contracts import periods
from contracts.calendar import write_day
from contracts.catalogue import METRICS
from contracts.periods import Period, PeriodError
from contracts.period_words import normalise
from contracts.reading import Question, Stream
from rasa_bot.actions import filters
from rasa_bot.actions.filters import Vocabulary

INTENT: Final = "ask_"
_FOLLOWS: Final = re.compile(
    r"^\W*(and|also|what about|how about|ok and|now|same|the same|only|just|but|compare|compared|vs|versus)\b", re.IGNORECASE
)
_VERSUS: Final = re.compile(
    r"\b(compar(?:ed?|ing|ison)(?: that| it| this)?(?: (?:to|with|against))?|versus|vs\.?|(?:more|less|higher|lower|better|worse|fewer) than|than)\b"
)
_CHANGE: Final = re.compile(
    r"\b(did (?:it|that|this|they) (?:change|go|grow|rise|fall|drop|improve)|up or down|"
    r"before that|what was it before|trend|changed|chang(?:e|es|ing)|compare|comparison|development)\b"
)
_EXPLAIN: Final = re.compile(
    r"\b(what does .* mean|meaning of|definition|define|explain|how (?:is|are|do you) .*(?:calculated|computed|measured|counted|defined|calculate|measure)|"
    r"what do you mean|what exactly (?:is|are))\b"
)
_FILLER: Final = set(
    [
        "and",
        "what",
        "about",
        "how",
        "the",
        "a",
        "an",
        "in",
        "on",
        "for",
        "of",
        "only",
        "just",
        "same",
        "is",
        "was",
        "it",
        "that",
        "this",
        "then",
        "now",
        "ok",
        "please",
        "show",
        "me",
        "with",
        "to",
        "from",
        "at",
        "also",
        "by",
        "question",
        "again",
        "during",
        "over",
        "numbers",
        "figures",
        "period",
        "time",
        "repeat",
        "them",
        "all",
    ]
)


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A question made exact, and what to say beside its answer."""

    question: Question
    label: str
    top: int | None = None
    against: Period | None = None  # the period it is to be compared with, else the one just before
    compare: bool = False
    explain: bool = False
    dropped: tuple[str, ...] = ()  # filters that the metric does not know


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
    if memory and memory.metric in METRICS and (intent == "follow_up" or only_limits(text, clock, vocabulary)):
        return memory.metric
    if intent.removeprefix(INTENT) in METRICS:
        return intent.removeprefix(INTENT)
    raise UnclearError('Which figure do you mean? Name it once, for example "sessions in June", then "and in July?" is enough.')


def only_limits(text: str, clock: datetime, vocabulary: Vocabulary) -> bool:
    """Whether a text holds nothing but a period and filters, so that it can only change the question before.

    >>> only_limits("and in June?", datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {})
    True
    """
    try:
        rest = _rest(text, clock)
    except PeriodError:
        return False
    limits = filters.find(rest, vocabulary)
    words = set(re.findall(r"[a-z]+", limits.rest.lower()))
    return not words - _FILLER - {"top"} and (rest != normalise(text) or bool(limits.filters) or limits.everyone or bool(limits.top))


def request(
    text: str, metric: str, stream: Stream, vocabulary: Vocabulary, memory: Memory | None, view: Mapping[str, Any]
) -> tuple[Request, Memory]:
    """The exact question and what to remember of it. Raises PeriodError."""
    follows = (
        memory is not None
        and (memory.metric == metric or bool(_FOLLOWS.search(text)))
        and _refers_back(text, metric, stream.clock, vocabulary)
    )
    kept = memory if follows else None
    main, rival = _sides(text, stream, bool(kept and kept.when))
    period, when = _period(main, stream, kept, view)
    limits = filters.find(_without_source(text, stream), vocabulary)
    carried = kept.filters if kept else dict(view.get("filters") or {})
    wanted = ({} if limits.everyone else carried) | limits.filters
    known = {name: word for name, word in wanted.items() if name in METRICS[metric].filters}
    top = limits.top or (kept.top if kept and kept.metric == metric else None)
    against = _rival(rival, stream)
    asked = Request(
        question=Question(metric=metric, source=stream.source, start=period.start, end=period.end, filters=known),
        label=period.label,
        top=top,
        against=against,
        compare=against is not None or bool(_VERSUS.search(text.lower()) or _CHANGE.search(text.lower())),
        explain=bool(_EXPLAIN.search(text.lower())),
        dropped=tuple(sorted(set(limits.filters) - set(known))),
    )
    return asked, Memory(metric=metric, source=stream.source, when=when, filters=wanted, top=top)


def _refers_back(text: str, metric: str, clock: datetime, vocabulary: Vocabulary) -> bool:
    """Whether a question changes the one before rather than starting anew."""
    return bool(_FOLLOWS.search(text)) or only_limits(text, clock, vocabulary) or bool(re.search(r"\b(it|that|them)\b", text.lower()))


def _period(text: str, stream: Stream, kept: Memory | None, view: Mapping[str, Any]) -> tuple[Period, str]:
    """The period that is named, else the one before, else the one the asker looks at, else all there is; and its words."""
    named = periods.period(text, stream.clock, stream.first)
    if named:
        return named, text
    if kept and kept.when:
        before = periods.period(kept.when, stream.clock, stream.first)
        if before:
            return before, kept.when
    looked = _looked_at(stream, view)
    everything = Period(
        stream.first, stream.clock + timedelta(milliseconds=1), f"over all data ({write_day(stream.first)} to {write_day(stream.clock)})"
    )
    return looked or everything, ""


def _looked_at(stream: Stream, view: Mapping[str, Any]) -> Period | None:
    if view.get("source") != stream.source or not (view.get("start") and view.get("end")):
        return None
    try:
        start, end = datetime.fromisoformat(str(view["start"])), datetime.fromisoformat(str(view["end"]))
    except ValueError:
        return None
    if start.tzinfo is None or end.tzinfo is None or start >= end or start <= stream.first < stream.clock < end:
        return None
    return Period(start, end, f"from {_moment(start)} to {_moment(end)}")


def _moment(at: datetime) -> str:
    return f"{write_day(at)} {at:%H:%M}"


def _sides(text: str, stream: Stream, remembers: bool) -> tuple[str, str]:
    """What is asked for, and what it is compared with. "More than last week?" asks about this week."""
    match = _VERSUS.search(text.lower())
    if not match:
        return text, ""
    main, rival = text[: match.start()], text[match.end() :]
    if remembers or _rival(main, stream) or not _rival(rival, stream):
        return main, rival
    present = re.sub(r"\b(last|previous) (?=week|month|quarter|year)", "this ", rival.lower()).replace("yesterday", "today")
    return (present, rival) if present != rival.lower() else (text, "")


def _rival(text: str, stream: Stream) -> Period | None:
    return periods.period(text, stream.clock, stream.first) if text.strip() else None


def _rest(text: str, clock: datetime) -> str:
    return periods.find(text, clock)[1]


def _without_source(text: str, stream: Stream) -> str:
    return re.sub(rf"(?<![\w]){re.escape(stream.source)}(?![\w])", " ", text, flags=re.IGNORECASE)
