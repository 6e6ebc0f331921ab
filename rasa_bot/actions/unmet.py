"""Limits that a question names and that nothing stored can honour, so that an answer can say so. Pure."""

import re
from typing import Final

from contracts.catalogue import METRICS
from rasa_bot import phrases
from rasa_bot.actions import countries

_UNITS: Final = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times?)"
_FEASTS: Final = r"black friday|cyber monday|christmas|easter|new year(?:'s eve)?|valentine'?s(?: day)?|halloween|thanksgiving|ramadan"
_AMOUNT: Final = r"(?:[€$£] ?)?\d[\d.,]*"
_MORE: Final = r"(?:over|above|under|below|exceeding|(?:more|less|fewer|greater) than|at least|at most)"
_WHO: Final = r"(?:visitors?|customers?|shoppers?|users?|buyers?|ones)"
_DAYS: Final = r"(?:weekends|weekdays|working days|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)"
_LED: Final = r"(?:(?:since|on|at|for|during|in|before|after|over) )?(?:the )?"
# How it is worded -> the words of metrics that do tell it.
_LIMITS: Final = {
    rf"{_MORE} {_AMOUNT}(?! ?{_UNITS}\b)(?: ?(?:%|percent|euros?|eur|dollars?|usd|pounds?|gbp|[€$£]))?": "",
    rf"(?:returning|recurring|repeat|first[- ]time|new) {_WHO}": "new returning repeat again segment",
    r"(?:at night|at noon|in the (?:morning|afternoon|evening)s?|after work|during lunch|at lunch ?time)": "hour hours busiest",
    rf"(?:on|at|during) (?:the )?{_DAYS}": "weekday busiest",
    r"never (?!mind)[a-z]+": "",
    rf"{_LED}(?:{_FEASTS})": "",
}
_PLACE: Final = re.compile(
    r"(?i)\b(?:from|in|via|through|during|since|category|department|country) (?:the |a |an )?(?P<word>[a-z][a-z-]{2,})\W*$"
)
_CALENDAR: Final = phrases.words("calendar")
_WORDINGS: Final = phrases.wordings()
_PLAIN: Final = phrases.words("plain") | phrases.words("filler") | phrases.words("subjects") | phrases.words("never")


def named(text: str, metric: str, rest: str) -> tuple[str, ...]:
    """The words of limits that the metric cannot honour. rest: the text without its filters.

    >>> named("average order value over 200 at night", "average_order_value", ""), named("revenue by hour at night", "revenue_by_hour", "")
    (('over 200', 'at night'), ())
    >>> named("sessions from the moon", "sessions", "sessions from the moon")
    ('from the moon',)
    """
    found = METRICS[metric]
    own = set(re.findall(r"[a-z]+", f"{metric} {found.title.lower()}".replace("_", " ")))
    limits = [
        (match.start(), match.group().strip())
        for pattern, told in _LIMITS.items()
        if not own & set(told.split())
        for match in re.finditer(rf"(?i)\b{pattern}", text)
    ]
    return (*(words for _, words in sorted(limits)), *_nowhere(rest, metric))


def without(text: str) -> str:
    """A text without the feasts it names: "black friday" is no Friday.

    >>> without("revenue since black friday")
    'revenue '
    """
    return re.sub(rf"(?i)\b{_LED}(?:{_FEASTS})\b", "", text)


def words(unmet: tuple[str, ...]) -> str:
    """Said beside the answer."""
    return f"Not taken into account: {', '.join(f'“{each}”' for each in unmet)}." if unmet else ""


def _nowhere(rest: str, metric: str) -> list[str]:
    """A place or group at the end of a question that nothing knows."""
    match = _PLACE.search(rest)
    if not match:
        return []
    word, found = match["word"].lower(), METRICS[metric]
    speaks = " ".join((found.title, found.meaning, found.unit, found.samples, *found.phrases, *_WORDINGS.get(metric, ()))).lower()
    known = word in _PLAIN or word.removesuffix("s") in speaks or word in countries.CODES or word in _CALENDAR
    return [] if known else [match.group().rstrip(" ?!.").strip()]
