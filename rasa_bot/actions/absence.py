"""An answer as its source can tell it: in the source's currency, and without what it never records. Pure."""

from msgspec.structs import replace

from contracts.catalogue import METRICS
from contracts.money import MONEY, named
from contracts.reading import Answer
from contracts.records import Records, lacking


def told(answer: Answer, recorded: Records) -> Answer:
    """The answer in words: money names its currency, or that there are several, and a step that nobody records is no 0."""
    if answer.unit == MONEY and recorded.currencies:
        answer = replace(answer, unit=f"{MONEY} {named(recorded.currencies)}")
    if answer.metric != "funnel":
        return answer
    steps = [row for row in answer.rows if row[0] not in lacking(METRICS[answer.metric], recorded)]
    return replace(answer, rows=steps) if len(steps) > 1 else replace(answer, rows=[], samples=0, enough=False)
