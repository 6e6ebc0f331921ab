"""What a source has not: an answer as it can tell it, another metric where it records nothing of one, customers it never saw. Pure."""

from typing import Final

from msgspec.structs import replace

from contracts.catalogue import METRICS
from contracts.money import MONEY, named
from contracts.reading import Answer
from contracts.records import Records, lacking, spoken_of
from rasa_bot.actions.filters import Vocabulary
from rasa_bot.actions.understanding import Request

_INSTEAD: Final = {
    "audience_age": "declared_age",
    "declared_age": "audience_age",
    "audience_gender": "declared_gender",
    "declared_gender": "audience_gender",
}


def told(answer: Answer, recorded: Records) -> Answer:
    """The answer in words: money names its currency, or that there are several, and a step that nobody records is no 0."""
    if answer.unit == MONEY and recorded.currencies:
        answer = replace(answer, unit=f"{MONEY} {named(recorded.currencies)}")
    if answer.metric != "funnel":
        return answer
    steps = [row for row in answer.rows if row[0] not in lacking(METRICS[answer.metric], recorded)]
    return replace(answer, rows=steps) if len(steps) > 1 else replace(answer, rows=[], samples=0, enough=False)


def instead(metric: str, recorded: Records) -> str:
    """The metric, or where the source records nothing of it, the one that tells the same from something else."""
    other = _INSTEAD.get(metric, "")
    if not other:
        return metric
    (own, *_), (others, *_) = spoken_of(METRICS[metric]), spoken_of(METRICS[other])  # what weighs most
    return other if own not in recorded.told and others in recorded.told else metric


def strangers(asked: Request, vocabulary: Vocabulary) -> str:
    """Customers that a question names and that the store has never seen; of what looks like an id, where it can be a customer's."""
    takes = "customer" in METRICS[asked.question.metric].filters
    named = [word for word in asked.question.filters.get("customer", "").split(",") if word and word.lower() in asked.text.lower()]
    strange = [word for word in named if word not in vocabulary.get("customer", ())] or ([asked.unknown] if takes and asked.unknown else [])
    return f"a customer {' or '.join(strange)}" if strange else ""
