"""One turn: the message as Rasa understood it goes in, what to say and to remember comes out. Blocking: it asks ClickHouse."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from contracts import reading
from contracts.catalogue import MetricError
from contracts.periods import PeriodError
from contracts.reading import Answer, Question, Stream
from rasa_bot.actions import filters, nearest, understanding, wording
from rasa_bot.actions.numbers import moment, number
from rasa_bot.actions.store import Store, StoreError
from rasa_bot.actions.understanding import Memory, Request, UnclearError

_STEPS: Final = (1, 5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 86_400, 7 * 86_400, 28 * 86_400)
_POINTS: Final = 140
EMPTY: Final = "No data is stored yet. Replay some with `storepulse replay eshop2008`, then ask again."


class Turn(msgspec.Struct, frozen=True):
    """A message of a conversation. view is what the asker looks at on the page; ranking Rasa's intents, the likeliest first."""

    text: str
    intent: str
    memory: Memory | None = None
    view: Mapping[str, Any] = {}
    ranking: Sequence[dict[str, Any]] = ()


class Reply(msgspec.Struct, frozen=True):
    """What to say. custom and buttons as README.md tells."""

    text: str
    memory: Memory | None = None
    custom: dict[str, Any] | None = None
    buttons: list[dict[str, str]] = []


def answer(turn: Turn, store: Store, page: str) -> Reply:
    """Answers a question about a metric, or says in one sentence what is in the way. page is the page's address."""
    try:
        streams = reading.streams(store.ask)
        if not streams:
            return Reply(EMPTY, turn.memory)
        stream = _stream(turn, streams)
        vocabulary = store.vocabulary(stream)
        metric = understanding.metric_of(turn.intent, turn.text, turn.memory, stream.clock, vocabulary)
        asked, memory = understanding.request(turn.text, metric, stream, vocabulary, turn.memory, turn.view)
        now = reading.read(_stepped(asked.question, stream), store.ask)
        return Reply(wording.answer(asked, now, _before(asked, now, stream, store), stream), memory, _custom(asked, now, page))
    except (StoreError, PeriodError, MetricError, UnclearError) as error:
        return Reply(_sentence(str(error)), turn.memory)


def unsure(turn: Turn, store: Store, page: str) -> Reply:
    """A question that Rasa is not sure about: answered where its words leave no doubt, else two or three it may mean."""
    if found := nearest.certain(turn.text):
        return answer(msgspec.structs.replace(turn, intent=understanding.INTENT + found), store, page)
    if turn.memory and understanding.only_limits(turn.text, datetime(2000, 12, 31, tzinfo=UTC), {}):
        return answer(msgspec.structs.replace(turn, intent="follow_up"), store, page)
    if nearest.torn(turn.ranking):
        return _offer("Do you mean one of these?", nearest.offers(turn.text, turn.ranking)[:2], turn)
    return _offer("I am not sure what you ask for. The closest I can answer:", nearest.offers(turn.text, turn.ranking), turn)


def beyond(turn: Turn) -> Reply:
    """A question about what is not measured."""
    return _offer("I have no numbers for that, so I won't guess. The closest I can answer:", nearest.offers(turn.text, turn.ranking), turn)


def sources(store: Store) -> Reply:
    """Which data there is and how fresh."""
    try:
        streams = reading.streams(store.ask)
    except StoreError as error:
        return Reply(str(error))
    lines = [
        f"- {s.source}: {number(s.clicks)} clicks from {moment(s.first)} to {moment(s.clock)} UTC, last stored {moment(s.stored_at)} UTC"
        + (" (days only; times within a day were made up)" if s.precision == "day" else "")
        for s in streams.values()
    ]
    return Reply("\n".join(["Stored sources, the latest written first:", *lines]) if lines else EMPTY)


def _stream(turn: Turn, streams: Mapping[str, Stream]) -> Stream:
    """The source that is named, else looked at, else talked about, else written last."""
    wishes = (filters.source(turn.text, streams), turn.view.get("source"), turn.memory.source if turn.memory else None)
    return next((streams[name] for name in wishes if name and name in streams), next(iter(streams.values())))


def _before(asked: Request, now: Answer, stream: Stream, store: Store) -> Answer | None:
    """The period to compare with, where it lies within the data and something asks for it."""
    if asked.against:
        earlier = msgspec.structs.replace(asked.question, start=asked.against.start, end=asked.against.end)
    else:
        earlier = reading.before(asked.question)
        if earlier.start < stream.first:
            return None
    if not now.samples or (now.kind != "timeseries" and not asked.compare):
        return None
    return reading.read(earlier, store.ask)


def _stepped(question: Question, stream: Stream) -> Question:
    """With the step its chart is drawn in; a day at least where only days are known."""
    if reading.metric(question.metric).kind != "timeseries":
        return question
    seconds = (question.end - question.start).total_seconds()
    least = 86_400 if stream.precision == "day" and seconds > 3 * 86_400 else 1
    fits = (step for step in _STEPS if step >= least and seconds / step <= _POINTS)
    return msgspec.structs.replace(question, step=next(fits, max(_STEPS[-1], int(seconds / _POINTS))))


def _custom(asked: Request, now: Answer, page: str) -> dict[str, Any]:
    question = asked.question
    ends = {"from": _iso(question.start), "to": _iso(question.end)}
    link = f"{page}/?{urlencode({'source': question.source, **ends, **question.filters})}#{question.metric}"
    exact = {"metric": question.metric, "source": question.source, **ends, "filters": question.filters}
    return {
        "metric": question.metric,
        "question": exact,
        "link": link,
        "chart": msgspec.to_builtins(now) if now.rows and now.enough else None,
    }


def _offer(text: str, metrics: Sequence[Any], turn: Turn) -> Reply:
    lines = [f"- {metric.title}: “{nearest.example(metric)}”" for metric in metrics]
    return Reply("\n".join([text, *lines]), turn.memory, None, nearest.buttons(metrics))


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
