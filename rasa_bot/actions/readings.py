"""What is read beside the answer itself: the period before, each value of a filter, the steps of a chart. Blocking: it asks ClickHouse."""

from typing import Final

import msgspec

from contracts import reading, steps
from contracts.reading import Answer, Question, Stream
from rasa_bot.actions import asking
from rasa_bot.actions.store import Store
from rasa_bot.actions.understanding import Request

_MOST: Final = 560  # points of a chart whose step is asked for


def before(asked: Request, now: Answer, stream: Stream, store: Store) -> Answer | None:
    """The period to compare with, where it lies within the data and something asks for it."""
    if not now.samples or not asked.label or asked.apart or (now.kind != "timeseries" and not asked.manner.compare):
        return None
    if asked.against:
        return reading.read(msgspec.structs.replace(asked.question, start=asked.against.start, end=asked.against.end), store.ask)
    earlier = reading.before(asked.question)
    return reading.read(earlier, store.ask) if earlier.start >= stream.first else None


def parts(asked: Request, now: Answer, store: Store) -> dict[str, Answer]:
    """The answers for each value of a filter, where they are to be told apart."""
    if not now.enough:
        return {}
    each = {word: asked.question.filters | {asked.apart: word} for word in asked.values}
    return {word: reading.read(msgspec.structs.replace(asked.question, filters=own), store.ask) for word, own in each.items()}


def stepped(asked: Request, stream: Stream) -> Question:
    """With the step its chart is drawn in: the one asked for, else a round one; a day at least where only days are known."""
    question = asked.question
    if reading.metric(question.metric).kind != "timeseries":
        return question
    seconds = (question.end - question.start).total_seconds()
    wished = asked.manner.seconds or asking.peak_seconds(asked.text)
    asked_for = wished and 1 < seconds / wished < _MOST
    return msgspec.structs.replace(question, step=wished if asked_for else steps.step(question.start, question.end, stream.precision))
