"""Questions are checked before anything is asked."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue import MetricError
from contracts.reading import MAX_POINTS, Question, Stream, Table, before, metric, read, whole
from tests.builders import moment


def never(query: str, parameters: Mapping[str, Any]) -> Table:
    raise AssertionError(f"asked {query}")


def question(**changes: Any) -> Question:
    return Question(**({"metric": "clicks", "source": "s", "start": moment("10:00"), "end": moment("11:00")} | changes))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"metric": "clickz"}, "there is no metric 'clickz'; nearest: clicks"),
        ({"metric": "zzz"}, "there is no metric 'zzz'; nearest: "),
        ({"filters": {"planet": "Mars"}}, "clicks cannot be filtered by planet; it takes country, category, product"),
        ({"metric": "lag", "filters": {"country": "PL"}}, "lag cannot be filtered by country; it takes none"),
        ({"end": moment("10:00")}, "the period is empty"),
        ({"end": moment("09:00")}, "the period is empty"),
        ({"step": -1}, "a step of -1 s"),
        ({"end": moment("10:00") + timedelta(days=30), "step": 60}, f"a step of 60 s makes more than {MAX_POINTS} points"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(MetricError, match=f"^{says}"):
        read(question(**changes), never)


def test_dashes_in_a_name_are_underscores() -> None:
    assert metric("bounce-rate") is metric("bounce_rate")


def test_before_is_the_period_of_the_same_length_just_before() -> None:
    asked = question(step=60, filters={"country": "PL"})
    assert before(asked) == question(step=60, filters={"country": "PL"}, start=moment("09:00"), end=moment("10:00"))


def test_whole_includes_the_newest_event() -> None:
    stream = Stream("s", moment("10:00"), moment("12:00"), 5, moment("12:01"), "ms")
    asked = whole("clicks", stream, {"country": "PL"})
    assert (asked.start, asked.end) == (moment("10:00"), moment("12:00:00.001"))
    assert asked.filters == {"country": "PL"}
