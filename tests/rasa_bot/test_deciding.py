"""What a turn is taken for, beside the two opinions."""

import pytest

from rasa_bot.actions import answering, asking, nearest
from rasa_bot.actions.answering import Turn
from rasa_bot.actions.deciding import understood
from rasa_bot.actions.understanding import Memory

FORECAST = [{"name": "ask_sales_next_week", "confidence": 0.8}, {"name": "ask_revenue", "confidence": 0.2}]


def turn(text: str, memory: Memory | None = None) -> Turn:
    return Turn(text, "ask_sales_next_week", memory, {}, FORECAST, FORECAST)


def test_what_was_is_no_forecast() -> None:
    assert understood(turn("takings of this week vs last week")).metrics[0] == "revenue"
    assert understood(turn("what will the takings of the week be")).metrics[0] == "sales_next_week"


def test_the_question_without_what_limits_it_decides() -> None:
    assert understood(turn("bounces of last week by device"), ("bounces by device", "bounces")) == ("sure", ("bounce_rate",))
    assert understood(turn("revenue last week by country"), ("revenue",)) == ("sure", ("revenue_by_country",))


def test_trust_is_asked_of_what_is_judged() -> None:
    assert understood(turn("can I trust the leads?")) == ("sure", ("lead_quality",))


@pytest.mark.parametrize("text", ["why?", "but why is that?"])
def test_why_is_answered_by_what_the_figure_counts(text: str) -> None:
    assert asking.asks_why(text)
    why = answering.reason(turn(text, Memory(metric="bounce_rate", source="eshop2008")))
    assert why
    assert why.text.startswith("Why it is so the figures don't tell. Bounce rate: Share of")
    assert "What may say more: entry pages or countries." in why.text
    assert answering.reason(turn(text)) is None


@pytest.mark.parametrize(
    ("text", "said"), [("what does AUC mean?", "AUC is the chance"), ("what is RFM", "RFM groups:"), ("what is a hot lead", "Hot leads:")]
)
def test_words_are_explained(text: str, said: str) -> None:
    assert asking.defines(text)
    explained = answering.explained(turn(text))
    assert explained
    assert said in explained.text


def test_help_is_a_dozen_examples_or_all() -> None:
    short, long = answering.helped(turn("help")).text, answering.helped(turn("list all metrics")).text
    assert len(short.splitlines()) < 15 < len(long.splitlines())
    assert "list all metrics" in short
    assert asking.wants_all("list all metrics")


def test_every_example_of_help_is_a_metrics_own_or_a_follow_up() -> None:
    assert nearest.examples().count("“") >= 12
