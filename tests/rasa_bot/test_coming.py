"""Days to come: the right forecast, the right line, and what lies beyond."""

from rasa_bot.actions import asking, coming, tenses, wording
from tests.rasa_bot.builders import CLOCK, answer, asked, stream

OUTLOOK = answer(
    "sales_outlook", None, 20, columns=("label", "value", "samples"), rows=[("Friday 15 August", 10.0, 20), ("Saturday 16 August", 7.0, 20)]
)


def test_a_weekday_with_a_future_word_is_to_come() -> None:
    assert tenses.coming_weekday("what will we sell on friday") == "Friday"
    assert tenses.coming_weekday("will saturday be busy") == "Saturday"
    assert not tenses.coming_weekday("what did we sell on friday")
    assert tenses.without_days_to_come("how many people will come on saturday").strip() == "how many people will come"


def test_sales_of_one_day_are_told_from_the_outlook() -> None:
    text = "what will we sell on friday"
    assert coming.metric("sales_next_week", text) == "sales_outlook"
    lines = coming.lines(OUTLOOK, text, CLOCK)
    said = wording.answer(asked(text, "sales_outlook", lines=lines), OUTLOOK, None, stream()).splitlines()
    assert said[1] == "- Friday 15 August: 10.00"
    assert "Saturday" not in said[2]
    assert coming.lines(OUTLOOK, "sales day by day", CLOCK) == []


def test_tomorrow_is_the_calendar_day_where_hours_are_told() -> None:
    hours = answer("footfall_tomorrow", None, 2, rows=[("Wednesday 22:00", 3, 1), ("Thursday 09:00", 8, 1)])
    assert coming.lines(hours, "when will it be busy tomorrow", CLOCK) == [("Thursday 09:00", 8, 1)]


def test_what_lies_beyond_a_forecast_of_hours_is_said() -> None:
    note = coming.note("footfall_expected", "how many people will come on saturday", stream())
    assert note == "Foreseen are the 24 hours up to 14 Aug 2008 21:10; of Saturday what lies beyond them is not."
    assert not coming.note("footfall_expected", "how many people will come", stream())


def test_less_than_expected_compares_no_two_things() -> None:
    assert asking.sides("did we sell less than expected yesterday") == ("did we sell less than expected yesterday", "")
    assert asking.sides("did we sell less than yesterday")[1] == " yesterday"
