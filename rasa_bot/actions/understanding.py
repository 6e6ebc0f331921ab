"""From words to a request: which metric, which period, limited by what, against what. Pure."""

import re
from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from contracts.catalogue import METRICS
from contracts.periods import Period
from contracts.reading import Question, Stream
from rasa_bot.actions import asking, cores, devices, filters, leaving_out, spans, tenses, unmet
from rasa_bot.actions.asking import Manner
from rasa_bot.actions.filters import Limits, Vocabulary

INTENT: Final = "ask_"
_LIVE: Final = ("hot_leads",)  # lists of what is so at the source's now
_NOW: Final = re.compile(r"(?i)\b(?:right now|just now|now|today|currently|at the moment|at present)\b")
_SIBLINGS: Final = {
    ("revenue", "category"): "sales_by_category",
    ("sessions", "country"): "countries",
    ("visitors", "country"): "countries",
}
_OF_A_CUSTOMER: Final = (
    "customer_profile", "customer_orders", "customer_visits", "customer_comments", "customer_offers", "similar_customers",
    "chance_to_buy_again",
)  # fmt: skip
_APART: Final = 6  # so many values of a filter are told one by one
FOLLOW_UP: Final = "follow_up"


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
    left_out: dict[str, str] = {}  # values that were left out, by filter
    kept_in: dict[str, str] = {}  # values that were to be left out and cannot be
    unmet: tuple[str, ...] = ()  # words of limits that nothing can honour
    lines: list[tuple[Any, ...]] = []  # of its answer that are asked for, where it tells of several days to come


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
    continues = intent == FOLLOW_UP or cores.only_limits(text, clock, vocabulary)
    if memory and memory.metric in METRICS and continues:
        return sibling(memory.metric, text)
    if intent.removeprefix(INTENT) in METRICS and not continues:
        return intent.removeprefix(INTENT)
    raise UnclearError('Which figure do you mean? Name it once, for example "sessions in June", then "and in July?" is enough.')


def sibling(metric: str, text: str) -> str:
    """The metric that tells of another by what a text wants it split by; the same where there is none.

    >>> sibling("revenue", "by country"), sibling("conversion_rate", "split by device"), sibling("clicks", "by hour")
    ('revenue_by_country', 'conversion_by_device', 'clicks')
    """
    wanted, root = asking.split(text), metric.partition("_by_")[0].removesuffix("_rate")
    names = (f"{root}_by_{wanted}", _SIBLINGS.get((root, wanted), ""))
    return next((name for name in names if name in METRICS), metric)


def request(
    text: str, metric: str, stream: Stream, vocabulary: Vocabulary, memory: Memory | None, view: Mapping[str, Any]
) -> tuple[Request, Memory]:
    """The exact question and what to remember of it. Raises PeriodError."""
    follows = asking.follows(text) or cores.only_limits(text, stream.clock, vocabulary) or _stays(text, metric, memory)
    kept = memory if memory and follows else None
    text = _contrasted(text, stream, vocabulary, kept)
    honoured = unmet.without(text)
    main, against = spans.sides(_of_the_past(honoured, metric), stream, bool(kept))
    # A figure about now needs no period to be about now.
    now = metric.endswith("_now") and not spans.named(main, stream)
    period, when = spans.period("right now" if now else main, stream, kept.when if kept else "", view)
    limits = filters.find(re.sub(rf"(?i)(?<!\w){re.escape(stream.source)}(?!\w)", " ", text), vocabulary)
    wanted = _wanted(text, limits, kept, view)
    possible = {name: word for name, word in limits.left_out.items() if name in limits.filters and leaving_out.possible(metric, name)}
    kept_in = {name: word for name, word in limits.left_out.items() if name not in possible}
    known = {name: word for name, word in wanted.items() if name in METRICS[metric].filters and name not in kept_in}
    apart, values = ("", ()) if against or METRICS[metric].kind != "timeseries" else _apart(text, metric, known, vocabulary, possible)
    manner = asking.manner(text)._replace(compare=asking.manner(text).compare or against is not None)
    top = limits.top or (kept.top if kept and kept.metric == metric else None)
    wanted = {name: word for name, word in wanted.items() if name not in kept_in}
    asked = Request(
        text=text,
        question=Question(metric=metric, source=stream.source, start=period.start, end=period.end, filters=known),
        label=_label(metric, period, when),
        manner=manner,
        top=top,
        against=against,
        apart=apart,
        values=values,
        dropped={name: word for name, word in _spoken_of(wanted, limits, text).items() if name not in known and name not in kept_in},
        untold=tuple(name for name in devices.spoken(text) if name in METRICS[metric].filters and not vocabulary.get(name)),
        unknown="" if limits.filters.get("product") else filters.unknown(text, vocabulary, [stream.source]),
        left_out=possible,
        kept_in=kept_in,
        unmet=unmet.named(text, metric, limits.rest),
    )
    return asked, Memory(metric=metric, source=stream.source, when=when, filters=wanted, top=top)


def _label(metric: str, period: Period, when: str) -> str:
    """The period in words; none where the metric has none, or tells of days to come from all there is."""
    return period.label if "from" in METRICS[metric].parameters and (when or not METRICS[metric].ahead) else ""


def _of_the_past(text: str, metric: str) -> str:
    """A question without the words that limit nothing that was stored: days to come, and "now" of a list that is always about now."""
    if metric in _LIVE:
        text = _NOW.sub(" ", text)
    return tenses.without_days_to_come(text) if METRICS[metric].ahead else text


def _wanted(text: str, limits: Limits, kept: Memory | None, view: Mapping[str, Any]) -> dict[str, str]:
    """The filters of a question: its own, and those of the question before or of the page that it does not change."""
    carried = dict(kept.filters if kept else _strings(view.get("filters")))
    carried.pop(asking.split(text), None)
    wanted = ({} if limits.everyone else carried) | limits.filters
    if kept and asking.manner(text).compare:  # "compared with desktop" keeps what it is compared with
        both = {
            name: dict.fromkeys([*carried[name].split(","), *word.split(",")]) for name, word in limits.filters.items() if name in carried
        }
        wanted |= {name: ",".join(words) for name, words in both.items()}
    return wanted


def _spoken_of(wanted: dict[str, str], limits: Limits, text: str) -> dict[str, str]:
    """The filters that a question itself speaks of; "she" is the customer of the question before."""
    told = dict(limits.filters)
    if "customer" in wanted and asking.follows(text):
        told.setdefault("customer", wanted["customer"])
    return told


def _stays(text: str, metric: str, memory: Memory | None) -> bool:
    """Whether a question goes on about the one customer who was talked about: "who is similar?"."""
    about = memory.filters.get("customer", "") if memory else ""
    return bool(about) and metric in _OF_A_CUSTOMER and not re.search(r"\b(customers|everyone|everybody|all|our)\b", text.lower())


def _contrasted(text: str, stream: Stream, vocabulary: Vocabulary, kept: Memory | None) -> str:
    """With "versus" for "against" where both sides are periods, or both are words of one filter."""
    main, rival = asking.against(text)
    if not rival:
        return text
    one, two = filters.find(main, vocabulary).filters, filters.find(rival, vocabulary).filters
    alike = set(one) & set(two) or (kept and set(kept.filters) & set(two))
    days = (spans.named(rival, stream) or spans.without_earlier(rival) != rival) and (kept or spans.named(main, stream))
    return f"{main}versus{rival}" if alike or days else text


def _apart(text: str, metric: str, known: dict[str, str], vocabulary: Vocabulary, left_out: Container[str]) -> tuple[str, tuple[str, ...]]:
    """The filter to be told value by value: several that are contrasted, or the commonest where all are asked for."""
    contrasts = asking.manner(text).compare or re.search(r"\b(or|each|both|differ\w*)\b", text.lower())
    for name, words in known.items():
        if contrasts and name not in left_out and 1 < len(words.split(",")) <= _APART:
            return name, tuple(words.split(","))
    name = asking.dimension(text)
    if name in METRICS[metric].filters and name not in known:
        return name, tuple(vocabulary.get(name, ())[:_APART])
    return "", ()


def _strings(value: Any) -> dict[str, str]:
    return {str(name): str(word) for name, word in value.items()} if isinstance(value, dict) else {}
