"""Filters as they follow a sentence. Pure."""

from typing import Final

from rasa_bot.actions.countries import name

_WORDS: Final = {
    "country": " from {}",
    "category": " in category {}",
    "product": " for product {}",
    "customer": " for customer {}",
    "device": " on {}",
    "channel": " via {}",
    "zone": " in {}",
    "place": " at {}",
}


def where(filters: dict[str, str]) -> str:
    """The words for filters; the values of one are joined by commas.

    >>> where({"country": "PL,DE", "category": "blouses"})
    ' from Poland and Germany in category blouses'
    """
    return "".join(_WORDS.get(key, f" for {key} {{}}").format(_joined(value.split(","))) for key, value in filters.items())


def _joined(words: list[str]) -> str:
    names = [name(word) for word in words]
    if len(names) > 4:
        return f"{len(names)} countries" if any(name(word) != word for word in words) else f"{len(names)} of them"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
