"""Whether a model can be trusted, from the models board's lines alone."""

import pytest

from contracts.reading import Answer
from rasa_bot.actions import trust
from tests.rasa_bot.builders import answer

COLUMNS = ("label", "value", "samples", "rival_score", "advantage", "rival", "note")


def board(*rows: tuple[object, ...]) -> Answer:
    return answer("model_board", None, 5000, columns=COLUMNS, rows=list(rows))


def verdict(text: str, *rows: tuple[object, ...]) -> str:
    about = trust.subject(text)
    assert about
    return trust.verdict(about, board(*rows))


LEADS = ("purchase intent of a visit: AUC", 0.816, 30_000, 0.771, 0.045, "by how far a visit came", "")


def test_better_than_the_naive_rule() -> None:
    lift = ("purchase intent of a visit: lift of the best tenth", 3.7, 30_000, 3.1, 0.6, "by how far a visit came", "")
    assert verdict("can I trust the leads?", lift, LEADS) == (
        "Yes, more than a naive rule: AUC is 0.816 against 0.771 by the naive rule (by how far a visit came), "
        "0.045 better, on 30,000 samples."
    )


def test_worse_than_the_naive_rule() -> None:
    line = ("sales forecast: 1 - wMAPE, next day", 0.863, 40, 0.882, -0.019, "the weekday's mean", "")
    assert verdict("can I rely on the forecast", line).startswith("No, the naive rule does better: do not rely on the sales forecast.")


def test_no_better_or_too_early() -> None:
    line = ("sentiment of comments: AUC", 0.901, 400, 0.9, 0.001, "the lexicon", "")
    assert verdict("how reliable is the sentiment", line).startswith("No more than a naive rule: AUC is 0.901")
    early = ("sales forecast: 1 - wMAPE, next day", 0.9, 5, 0.8, 0.1, "the weekday's mean", "")
    assert verdict("is the sales forecast reliable", early).startswith("Too early to say: it takes 14 samples")


def test_still_learning_or_unjudged() -> None:
    line = ("footfall", None, 0, None, None, "the same hour last week", "Still learning: two weeks of hours.")
    assert verdict("can I trust the expected footfall", line) == "Not yet known. Still learning: two weeks of hours."
    assert verdict("can we trust the similar customers").startswith("I can't say: no model score of this source")


@pytest.mark.parametrize("text", ["how many leads", "forecast for tomorrow", "can I trust you", "how do customers feel"])
def test_other_questions_are_not_about_trust(text: str) -> None:
    assert trust.subject(text) is None


def test_every_subject_has_a_metric_and_what_is_said_names_it() -> None:
    for about in trust.SUBJECTS:
        found = trust.subject(f"can I trust {about.named}?")
        assert found
        assert found.metric == about.metric
