"""One turn: the message as Rasa understood it goes in, what to say and to remember comes out. Blocking: it asks ClickHouse."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from contracts import reading
from contracts.catalogue import METRICS, Metric, MetricError
from contracts.periods import PeriodError
from contracts.reading import Answer, Stream
from contracts.records import lacking
from rasa_bot.actions import (
    absence,
    asking,
    coming,
    cores,
    filters,
    nearest,
    overview,
    readings,
    spelling,
    tenses,
    trust,
    understanding,
    wording,
)
from rasa_bot.actions.filters import Vocabulary
from rasa_bot.actions.numbers import moment, number
from rasa_bot.actions.store import Store, StoreError
from rasa_bot.actions.understanding import Memory, Request, UnclearError

_HEAD: Final = 20
_OTHERS: Final = 3  # sources that are named where this one cannot tell
_UNFORESEEN: Final = "That is not foreseen. What I can foresee:"
_LISTED: Final = 50  # leads that are listed; there may be more
_HOW_MANY: Final = re.compile(r"(?i)\b(how many|number of|count of|how much)\b")
EMPTY: Final = "No data is stored yet. Replay some with `storepulse replay eshop2008`, then ask again."


class Turn(msgspec.Struct, frozen=True):
    """A message of a conversation. view is what the asker looks at on the page.

    ranking: Rasa's intents by words, the likeliest first; meaning: the same by meaning.
    """

    text: str
    intent: str
    memory: Memory | None = None
    view: Mapping[str, Any] = {}
    ranking: Sequence[dict[str, Any]] = ()
    meaning: Sequence[dict[str, Any]] = ()


class Reply(msgspec.Struct, frozen=True):
    """What to say. custom and buttons as README.md tells."""

    text: str
    memory: Memory | None = None
    custom: dict[str, Any] | None = None
    buttons: list[dict[str, str]] = []


def answer(turn: Turn, store: Store, page: str) -> Reply:
    """Answers a question, or says in one sentence what is in the way. page is the page's address."""
    try:
        stream, vocabulary = data(turn, store)
        metric = understanding.metric_of(turn.intent, turn.text, turn.memory, stream.clock, vocabulary)
        recorded = store.records(stream)
        metric = absence.instead(coming.metric(metric, turn.text), recorded)
        if tenses.coming_weekday(turn.text) and not METRICS[metric].ahead:
            return _offer(_UNFORESEEN, turn, nearest.foreseen(turn.text))
        asked, memory = understanding.request(turn.text, metric, stream, vocabulary, turn.memory, turn.view)
        if strange := absence.strangers(asked, vocabulary):
            return Reply(f"{stream.source} has nothing about {strange}: name a customer as the data do.", turn.memory)
        now = reading.read(readings.stepped(asked, stream), store.ask)
        then, parts = readings.before(asked, now, stream, store), readings.parts(asked, now, store)
        told, then = absence.told(now, recorded), then and absence.told(then, recorded)
        parts = {word: absence.told(part, recorded) for word, part in parts.items()}
        lacks = lacking(METRICS[metric], recorded)
        elsewhere = _elsewhere(METRICS[metric], stream, store) if lacks and not now.samples else ()
        asked = msgspec.structs.replace(asked, lines=coming.lines(told, turn.text, stream.clock))
        text = _leads(asked, told, store) + wording.answer(asked, told, then, stream, parts, lacks, elsewhere)
        return Reply(text, memory, _custom(asked, now, page) | {"memory": msgspec.to_builtins(memory)})
    except PeriodError as error:
        if tenses.is_of_days_to_come(turn.text):
            return _offer(_UNFORESEEN, turn, nearest.foreseen(turn.text))
        return Reply(sentence(str(error)), turn.memory)
    except (StoreError, MetricError, UnclearError) as error:
        return Reply(sentence(str(error)), turn.memory)


def unsure(turn: Turn, metrics: Sequence[str], store: Store) -> Reply:
    """A question that may mean one of these metrics, or none."""
    asked = "Do you mean one of these?" if nearest.torn(turn.ranking) else "I am not sure what you ask for. The closest I can answer:"
    return _offer(asked, turn, metrics, limits(turn, store))


def helped(turn: Turn) -> Reply:
    """What can be asked, all of it where all is asked for; or what a word means, where that is the question."""
    return explained(turn) or Reply(nearest.menu() if asking.wants_all(turn.text) else nearest.examples(), turn.memory)


def beyond(turn: Turn, metrics: Sequence[str]) -> Reply:
    """A question about what is not measured, and what comes nearest to it."""
    return _offer("I have no numbers for that, so I won't guess. The closest I can answer:", turn, metrics)


def sources(turn: Turn, store: Store) -> Reply:
    """Which data there is and how fresh."""
    try:
        streams = reading.streams(store.ask)
    except StoreError as error:
        return Reply(str(error), turn.memory)
    lines = [
        f"- {s.source}: {number(s.events)} events from {moment(s.first)} to {moment(s.clock)} UTC, last stored {moment(s.stored_at)} UTC"
        + (f" ({s.caveat})" if s.caveat else "")
        for s in streams.values()
    ]
    return Reply("\n".join(["Stored sources, the latest written first:", *lines]) if lines else EMPTY, turn.memory)


def data(turn: Turn, store: Store) -> tuple[Stream, Vocabulary]:
    """The source that is named, else looked at, else talked about, else written last; and its words."""
    streams = reading.streams(store.ask)
    if not streams:
        raise StoreError(EMPTY)
    wishes = (filters.source(turn.text, streams), turn.view.get("source"), turn.memory.source if turn.memory else None)
    stream = next((streams[name] for name in wishes if name and name in streams), next(iter(streams.values())))
    vocabulary = store.vocabulary(stream)
    ids = filters.ids(turn.text, vocabulary, streams)
    return stream, {**vocabulary, "customer": store.customers(stream, ids)} if ids else vocabulary


def only_limits(turn: Turn, store: Store) -> bool:
    """Whether a question holds nothing but a period and filters. Raises StoreError."""
    stream, vocabulary = data(turn, store)
    return cores.only_limits(turn.text, stream.clock, vocabulary)


def _leads(asked: Request, now: Answer, store: Store) -> str:
    """How many leads there are, where that is asked."""
    if now.metric != "hot_leads" or not now.enough or not _HOW_MANY.search(asked.text):
        return ""
    count = len(now.rows) if asked.question.filters or len(now.rows) < _LISTED else reading.open_leads(asked.question, store.ask)
    return f"{'At least ' if asked.question.filters and count == _LISTED else ''}{number(count)} leads are hot now.\n"


def _elsewhere(metric: Metric, stream: Stream, store: Store) -> Sequence[str]:
    """Other sources that record what a metric speaks of, the latest written first."""
    others = (other for other in reading.streams(store.ask).values() if other.source != stream.source)
    return [other.source for other in others if not lacking(metric, store.records(other))][:_OTHERS]


def _custom(asked: Request, now: Answer, page: str) -> dict[str, Any]:
    question = asked.question
    ends = {"from": iso(question.start), "to": iso(question.end)}
    link = f"{page}/?{urlencode({'source': question.source, **ends, **question.filters})}#{question.metric}"
    exact = {"metric": question.metric, "source": question.source, **ends, "filters": question.filters}
    chart = msgspec.to_builtins(_drawn(now, asked.top or 0)) if now.rows and now.enough else None
    return {"metric": question.metric, "question": exact, "link": link, "chart": chart}


def _drawn(now: Answer, top: int) -> Answer:
    """What of an answer is drawn. Rasa hands the whole conversation to each turn, so a ranking goes with its head alone."""
    return msgspec.structs.replace(now, rows=now.rows[: max(top, _HEAD)]) if now.kind in ("bars", "table") else now


def explained(turn: Turn) -> Reply | None:
    """What a word means, where that is the question."""
    metrics = nearest.meaning(asking.word_to_explain(turn.text))
    return Reply("\n".join(f"{metric.title}: {metric.meaning}" for metric in metrics), turn.memory) if metrics else None


def reason(turn: Turn) -> Reply | None:
    """What "why?" can be told: what the figure counts, and what says more. Why it is so, no figure tells."""
    metric = METRICS.get(turn.memory.metric) if turn.memory else None
    if metric is None:
        return None
    next_ones = [METRICS[name] for name in overview.NEXT.get(metric.name, ())]
    more = f" What may say more: {' or '.join(each.title.lower() for each in next_ones)}." if next_ones else ""
    return Reply(
        f"Why it is so the figures don't tell. {metric.title}: {metric.meaning}{more}", turn.memory, None, nearest.buttons(next_ones)
    )


def judged(turn: Turn, about: trust.Subject, store: Store, answered: Reply) -> Reply:
    """An answer that begins with whether its model can be trusted."""
    try:
        stream, _ = data(turn, store)
        board = reading.read(reading.whole(trust.BOARD, stream), store.ask)
    except (StoreError, MetricError):
        return answered
    told = trust.verdict(about, board)
    return msgspec.structs.replace(answered, text=f"{told}\n{answered.text}" if about.metric.endswith(trust.QUALITY) else told)


def spelt(turn: Turn, store: Store) -> spelling.Mended:
    """A question with its nearly known words mended by what its source knows."""
    try:
        return spelling.mended(turn.text, data(turn, store)[1])
    except StoreError:
        return spelling.Mended(turn.text)


def alike(turn: Turn, store: Store) -> Sequence[str]:
    """A question in the words that phrases have; the whole of it where that cannot be told."""
    try:
        stream, vocabulary = data(turn, store)
        return [*cores.alike(turn.text, stream.clock, vocabulary, bool(turn.memory and "customer" in turn.memory.filters))]
    except (StoreError, PeriodError):
        return [turn.text]


def limits(turn: Turn, store: Store) -> str:
    """The period and filters of a question in words, to go with what it may mean."""
    try:
        return cores.limits(turn.text, *data(turn, store))
    except (StoreError, PeriodError):
        return ""


def _offer(text: str, turn: Turn, likely: Sequence[str], limits: str = "") -> Reply:
    metrics = nearest.offers(turn.text, likely)
    lines = [f"- {metric.title}: “{nearest.example(metric)}{limits}”" for metric in metrics]
    return Reply("\n".join([text, *lines]), turn.memory, None, nearest.buttons(metrics, limits))


def iso(at: datetime) -> str:
    """A stamp as links and clients hold it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sentence(text: str) -> str:
    """An error as a sentence to say."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
