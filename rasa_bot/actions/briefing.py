"""One turn that asks how the shop does: reads the numbers and who is to blame, and words them. Blocking: it asks ClickHouse."""

from typing import Any, Final

import msgspec
from msgspec.structs import replace

from contracts import reading
from contracts.catalogue import METRICS, MetricError
from contracts.periods import PeriodError
from contracts.reading import Question, Stream
from contracts.records import Records
from rasa_bot.actions import absence, answering, cores, customer_card, nearest, overview, understanding
from rasa_bot.actions.answering import Reply, Turn
from rasa_bot.actions.filters import Vocabulary
from rasa_bot.actions.overview import Figure
from rasa_bot.actions.places import where
from rasa_bot.actions.store import Store, StoreError
from rasa_bot.actions.understanding import FOLLOW_UP, Memory

OVERVIEW: Final = "overview"
_BLAMED: Final = ("device", "country")  # the filters whose values are told apart; the first that the source has
_VALUES: Final = 3


def brief(turn: Turn, store: Store) -> Reply:
    """The numbers that matter, how they changed, and where to look first."""
    try:
        stream, vocabulary = answering.data(turn, store)
        kept = turn.memory if turn.memory and turn.memory.metric == OVERVIEW else None
        memory = replace(kept, metric="sessions") if kept else None
        asked, remembered = understanding.request(turn.text, "sessions", stream, vocabulary, memory, turn.view)
        question, label = asked.question, asked.label
        if asked.label.startswith("over all data"):
            recent = overview.period(stream)
            question, label = replace(question, start=recent.start, end=recent.end), recent.label
        recorded = store.records(stream)
        figures = [_figure(replace(question, metric=name), stream, recorded, store) for name in overview.FIGURES]
        told = [figure for figure in figures if figure.now.enough][: overview.TOLD]
        worst = overview.worst(told)
        text = overview.words(label, told, stream, _blamed(worst, question, stream, vocabulary, recorded, store) if worst else None)
        limits = f" {label.partition(' (')[0]}{where(question.filters)}"
        next_ones = [METRICS[name] for name in overview.NEXT[worst.now.metric]] if worst else []
        return Reply(text, replace(remembered, metric=OVERVIEW), _custom(remembered), nearest.buttons(next_ones, limits))
    except (StoreError, PeriodError, MetricError) as error:
        return Reply(answering.sentence(str(error)), turn.memory)


def answer(turn: Turn, store: Store, page: str) -> Reply:
    """An answer about a metric or one customer; or the overview again, where "and last month?" follows one."""
    if turn.memory and turn.memory.metric == OVERVIEW and _continues(turn, store):
        return brief(turn, store)
    return customer_card.answer(turn, store, page) or answering.answer(turn, store, page)


def _continues(turn: Turn, store: Store) -> bool:
    if turn.intent == FOLLOW_UP:
        return True
    try:
        stream, vocabulary = answering.data(turn, store)
    except StoreError:
        return False
    return cores.only_limits(turn.text, stream.clock, vocabulary)


def _figure(question: Question, stream: Stream, recorded: Records, store: Store) -> Figure:
    now, earlier = reading.read(question, store.ask), reading.before(question)
    before = reading.read(earlier, store.ask) if now.enough and earlier.start >= stream.first else None
    return Figure(absence.told(now, recorded), before and absence.told(before, recorded))


def _blamed(
    worst: Figure, question: Question, stream: Stream, vocabulary: Vocabulary, recorded: Records, store: Store
) -> tuple[str, Figure] | None:
    """The value of a filter where the worst number got worse most, if it did more than for all."""
    name = next((name for name in _BLAMED if len(vocabulary.get(name, ())) > 1 and name not in question.filters), "")
    parts = []
    for word in vocabulary.get(name, ())[:_VALUES]:
        own = replace(question, metric=worst.now.metric, filters=question.filters | {name: word})
        parts.append((where({name: word}).strip(), _figure(own, stream, recorded, store)))
    most = overview.worst([figure for _, figure in parts])
    if most is None or abs(most.change or 0.0) <= 1.2 * abs(worst.change or 0.0):
        return None
    return next(part for part in parts if part[1] is most)


def _custom(memory: Memory) -> dict[str, Any]:
    """What a client that changes senders brings back."""
    return {"memory": msgspec.to_builtins(replace(memory, metric=OVERVIEW))}
