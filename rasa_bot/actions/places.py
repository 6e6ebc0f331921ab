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
_MANY: Final = {
    "country": " from {} countries",
    "category": " in {} categories",
    "product": " for {} products",
    "customer": " for {} customers",
    "device": " on {} devices",
    "channel": " via {} channels",
    "zone": " in {} zones",
    "place": " at {} places",
}
_NAMED: Final = 4


def where(filters: dict[str, str]) -> str:
    """The words for filters; the values of one are joined by commas.

    >>> where({"country": "PL,DE", "category": "blouses"})
    ' from Poland and Germany in category blouses'
    """
    return "".join(_words(key, value.split(",")) for key, value in filters.items())


def _words(key: str, values: list[str]) -> str:
    if len(values) > _NAMED and key in _MANY:
        return _MANY[key].format(len(values))
    return _WORDS.get(key, f" for {key} {{}}").format(_joined(values))


def _joined(words: list[str]) -> str:
    names = [name(word) for word in words]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
