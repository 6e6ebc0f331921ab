"""Words of a filter that a source has never seen, so that an empty answer can say so. Pure but for `ask`."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from contracts.reading import Ask

CUSTOMERS_QUERY: Final = (Path(__file__).with_name("queries") / "customers.sql").read_text("utf-8")
_CUT: Final = 1000  # products of a kind that the vocabulary lists: of a longer list nobody can say what is not on it


def unknown_words(filters: Mapping[str, str], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The filters whose words are all unknown to a source, by its vocabulary. A filter takes several words, by commas.

    >>> unknown_words({"country": "Atlantis", "device": "mobile,phone"}, {"country": ["DE"], "device": ["mobile"]})
    {'country': 'Atlantis'}
    """
    return {
        name: word
        for name, word in filters.items()
        if name != "customer" and len(words.get(name, ())) < _CUT and not set(word.split(",")) & set(words.get(name, ()))
    }


def customers(source: str, words: Sequence[str], ask: Ask) -> list[str]:
    """Those of some words that are a customer's or visitor's id in a source."""
    return [str(row[0]) for row in ask(CUSTOMERS_QUERY, {"source": source, "words": list(words)}).rows] if words else []


def unknown_customer(source: str, customer: str, ask: Ask) -> bool:
    """Whether a source has never named any of these customers, said as a filter says them: by commas."""
    return not customers(source, customer.split(","), ask)


def sentence(source: str, unknown: Mapping[str, str], words: Mapping[str, Sequence[str]]) -> str:
    """What is unknown, and what is near to it.

    >>> sentence("shop", {"country": "Polland"}, {"country": ["DE", "Poland"]})
    'shop knows no country “Polland”; nearest: Poland'
    >>> sentence("shop", {"customer": "c9"}, {})
    'shop knows no customer “c9”'
    """
    return "; ".join(_one(source, name, word, words.get(name, ())) for name, word in unknown.items())


def _one(source: str, name: str, word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, 3, 0.6)
    hint = f"; nearest: {', '.join(near)}" if near else f"; it has {', '.join(known[:3])}" if known else ""
    return f"{source} knows no {name} “{word}”{hint}"
