"""Days to come in a question: which forecast tells of them, which of its lines are meant, and what lies beyond it. Pure."""

from datetime import datetime, timedelta
from typing import Any, Final

from contracts.calendar import WEEKDAYS
from contracts.reading import Answer, Stream
from rasa_bot.actions import tenses
from rasa_bot.actions.numbers import moment

_BY_DAY: Final = {"sales_next_week": "sales_outlook", "sales_tomorrow": "sales_outlook"}
_DAY_AHEAD: Final = ("footfall_expected", "footfall_tomorrow")  # the 24 hours after the newest one
_HOURS: Final = "footfall_tomorrow"


def metric(name: str, text: str) -> str:
    """The forecast that knows the day which is asked for.

    >>> metric("sales_next_week", "what will we sell on Friday?"), metric("sales_next_week", "what will we sell?")
    ('sales_outlook', 'sales_next_week')
    """
    return _BY_DAY.get(name, name) if tenses.coming_weekday(text) else name


def lines(now: Answer, text: str, clock: datetime) -> list[tuple[Any, ...]]:
    """The lines of a forecast that are of the day which is asked for; none where it has none of it, or no day is named."""
    day = _day(now.metric, text, clock)
    return [row for row in now.rows if day and str(row[0]).startswith(day)]


def note(name: str, text: str, stream: Stream) -> str:
    """What a forecast of 24 hours can't tell of the day that is asked for."""
    day = tenses.coming_weekday(text) or ("tomorrow" if "tomorrow" in text.lower() else "")
    if name not in _DAY_AHEAD or not day:
        return ""
    until = moment(stream.clock + timedelta(days=1))
    return f"Foreseen are the 24 hours up to {until}; of {day} what lies beyond them is not."


def _day(name: str, text: str, clock: datetime) -> str:
    """The weekday that a forecast's lines begin with."""
    if name == _HOURS and "tomorrow" in text.lower():
        return WEEKDAYS[(clock + timedelta(days=1)).weekday()].title()
    return tenses.coming_weekday(text) if name in (_HOURS, "sales_outlook") else ""
