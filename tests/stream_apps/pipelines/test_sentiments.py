"""Sentiment of comments in the order of their log: said, then judged, then learned."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.rows import Review
from stream_apps.pipelines.sentiments import LEARNING, MODEL, NO_ANSWERS, SCORE_EVERY, SentimentLearner
from tests.builders import review
from tests.stream_apps.pipelines.learned import learned, rows_after

SMALL = "The colour is lovely, but it runs small."


def comments(count: int) -> list[Review]:
    """Every third says that it runs small, with two stars."""
    good, bad = {"text": "Runs as it should.", "rating": 5.0}, {"text": "Runs small.", "rating": 2.0}
    return [review(event=f"r{number}", **(bad if number % 3 == 0 else good)) for number in range(count)]


def said(rows: list[Any]) -> list[tuple[str, float, int]]:
    return [(row.kind, row.probability, row.samples) for row in rows if hasattr(row, "kind")]


def scores(rows: list[Any]) -> dict[str, Any]:
    return {row.measure: row for row in rows if getattr(row, "model", "") == MODEL}


def test_each_comment_is_said_before_it_is_learned() -> None:
    first, *_, last = said(rows_after([*comments(60), review(text="Runs small.")], learned(SentimentLearner)))
    assert first == ("neutral", 0.5, 0)
    assert (last[0], last[2]) == ("negative", 60)


def test_aspects_are_told_apart() -> None:
    *_, row = (row for row in rows_after([*comments(60), review(text=SMALL)], learned(SentimentLearner)) if hasattr(row, "kind"))
    assert dict(zip(row.aspects, row.aspect_kinds, strict=True)) == {"colour": "positive", "size": "negative"}


def test_stars_without_words_are_left_out() -> None:
    assert rows_after([review(text="")], learned(SentimentLearner)) == []


def test_without_answers_it_says_why_it_is_not_judged() -> None:
    pipeline = learned(SentimentLearner)
    notes = [row.note for row in rows_after([review(rating=None)] * 2, pipeline) if hasattr(row, "note")]
    assert notes == [NO_ANSWERS]
    assert [row.note for row in rows_after([review(), review(rating=None)], pipeline) if hasattr(row, "note")] == [LEARNING]


def test_it_is_judged_beside_the_lexicon() -> None:
    found = scores(rows_after(comments(3 * SCORE_EVERY), learned(SentimentLearner)))
    assert set(found) == {"", "AUC", "promises kept", "macro F1"}
    assert (found["AUC"].samples, found["AUC"].rival_score) == (300, 0.5)
    assert found["AUC"].score > 0.95
    assert found["macro F1"].score > 0.6  # of three classes two came


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 40))
def test_a_restored_learner_goes_on_as_if_nothing_had_happened(cut: int) -> None:
    whole = rows_after(comments(40), learned(SentimentLearner))
    first = learned(SentimentLearner)
    begun = rows_after(comments(40)[:cut], first)
    assert begun + rows_after(comments(40)[cut:], learned(SentimentLearner, first.dump())) == whole
