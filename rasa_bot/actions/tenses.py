"""Whether a question is about days that were or days to come, and which of these. Pure."""

import re
from typing import Final

_FUTURE: Final = re.compile(
    r"\b(will|won't|going to|come|coming|expect\w*|next|foresee\w*|forecast\w*|predict\w*|outlook|shall|tomorrow|to come)\b", re.IGNORECASE
)
_PAST: Final = re.compile(
    r"\b(yesterday|last|past|previous|before|ago|so far|did|were|was|(?:vs\.?|versus|compared|than) .*\b(?:day|week|month|year))\b",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?:\b(?:on|for|this|next|coming) )+(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|"
    r"\bwill (?P<bare>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_TO_COME: Final = re.compile(
    r"\b(?:(?:the )?day after tomorrow|tomorrow(?:'s)?|"
    r"(?:(?:in|for|of|during) )?(?:the )?(?:next|coming|following)(?: \w+)? (?:hours?|days?|weeks?|months?|quarters?|years?))\b",
    re.IGNORECASE,
)


def without_days_to_come(text: str) -> str:
    """A question without the words that say which days to come it is about: they limit nothing that was stored.

    >>> without_days_to_come("what will we sell in the next 7 days in Poland?"), without_days_to_come("sales tomorrow")
    ('what will we sell  in Poland?', 'sales ')
    """
    return _WEEKDAY.sub(" ", _TO_COME.sub("", text)) if coming_weekday(text) else _TO_COME.sub("", text)


def coming_weekday(text: str) -> str:
    """The weekday to come that a question is about.

    >>> coming_weekday("how many people will come on Saturday?"), coming_weekday("how many people came on Saturday?")
    ('Saturday', '')
    """
    match = _WEEKDAY.search(text)
    return (match["day"] or match["bare"]).title() if match and _FUTURE.search(text) else ""


def speaks_of_what_comes(text: str) -> bool:
    """Whether a question has a word of the future.

    >>> speaks_of_what_comes("what will we sell"), speaks_of_what_comes("what did we sell")
    (True, False)
    """
    return bool(_FUTURE.search(text) or _TO_COME.search(text))


def speaks_of_the_past(text: str) -> bool:
    """Whether a question names days that were.

    >>> speaks_of_the_past("revenue this week vs last week"), speaks_of_the_past("revenue")
    (True, False)
    """
    return bool(_PAST.search(text))


def is_of_days_to_come(text: str) -> bool:
    """Whether a question says that it is about days to come.

    >>> is_of_days_to_come("how many visitors tomorrow?"), is_of_days_to_come("how many visitors yesterday?")
    (True, False)
    """
    return bool(_TO_COME.search(text))
