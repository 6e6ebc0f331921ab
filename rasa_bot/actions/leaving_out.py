"""What a question leaves out: "without mobile", "not from Germany", "other than email". Pure.

Metrics take lists of values, so what is left out is answered by the other values of that filter which the source knows.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from contracts.catalogue import METRICS
from rasa_bot.actions import countries

_LEAD: Final = re.compile(
    r"(?i)\b(?:without|exclud(?:e|es|ing)|except(?: for)?|other than|apart from|aside from|leav(?:e|ing) out|ignor(?:e|ing)|minus|"
    r"(?:all|every\w*|any\w*) but|(?:but )?not(?: com(?:e|ing))?(?: (?:from|in|on|via|by|for|of))?|non)\b[- ]*(?:the\b|any\b)?"
)
_ENDS: Final = re.compile(
    r"(?i)\b(?:from|in|on|via|by|for|during|over|last|past|this|since|yesterday|today|compared|versus|vs|than|but|only)\b|[?!;]|$"
)
_WHOLE: Final = ("country", "category", "device", "channel", "zone", "place")  # filters of which a source's every word is known
_TOLD: Final = 6  # so many of the others are told by name


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each part that leaves something out begins and ends, and what it speaks of.

    >>> list(spans("conversion without mobile in June"))
    [(11, 26, 'mobile ')]
    """
    for match in _LEAD.finditer(text):
        end = _ENDS.search(text, match.end() + 1)
        stop = end.start() if end else len(text)
        yield match.start(), stop, text[match.end() : stop]


def others(name: str, out: Sequence[str], known: Sequence[str]) -> list[str]:
    """The other words of a filter; none where not all of them are known.

    >>> others("device", ["mobile"], ["mobile", "desktop", "tablet"]), others("product", ["C1"], ["C1", "C2"])
    (['desktop', 'tablet'], [])
    """
    return [word for word in known if word not in out] if name in _WHOLE else []


def possible(metric: str, name: str) -> bool:
    """Whether a metric can be told without some values of a filter: a visit to skirts and shoes is also one of all but skirts."""
    sql = METRICS[metric].sql
    return name in METRICS[metric].filters and not (name == "category" and "hasAny(categories" in sql)


def words(out: str, left: str) -> str:
    """What was left out, and what of it remains.

    >>> words("DE", "FR,PL"), words("mobile", "desktop")
    ('Without Germany: France, Poland.', 'Without mobile: desktop.')
    """
    names = [countries.name(word) for word in left.split(",")]
    told = ", ".join(names) if len(names) <= _TOLD else f"the other {len(names)} that the source knows"
    return f"Without {joined(out)}: {told}."


def joined(out: str) -> str:
    """Values of a filter in words."""
    return " and ".join(countries.name(word) for word in out.split(","))
