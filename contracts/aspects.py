"""Aspects of what a shop sells and how, by the words that name them: aspects.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final


class AspectError(ValueError):
    """The table of aspects cannot be used."""


class Aspects:
    """Which aspect a word names.

    >>> aspects = Aspects({"fabric": ["silk", "itch*"], "price": ["cheap"]})
    >>> aspects.of("itchy"), aspects.of("silk"), aspects.of("silks")
    ('fabric', 'fabric', '')
    """

    def __init__(self, table: Mapping[str, list[str]]) -> None:
        """Raises AspectError where a word stands under two aspects."""
        self.names = tuple(table)
        self._whole: dict[str, str] = {}
        self._beginnings: dict[str, str] = {}
        for name, words in table.items():
            for word in words:
                kept = self._beginnings if word.endswith("*") else self._whole
                other = kept.setdefault(word.rstrip("*"), name)
                if other != name:
                    raise AspectError(f"aspects.toml: {word!r} stands under {other} and {name}; leave it under one of them")
        self._longest = max(map(len, self._beginnings), default=0)

    def of(self, word: str) -> str:
        """The aspect a word in small letters names ("" for none): the whole word counts before its beginnings, longer ones first."""
        if word in self._whole:
            return self._whole[word]
        beginnings = (word[:length] for length in range(min(len(word), self._longest), 0, -1))
        return next((self._beginnings[beginning] for beginning in beginnings if beginning in self._beginnings), "")


ASPECTS: Final = Aspects(tomllib.loads(Path(__file__).with_name("aspects.toml").read_text("utf-8")))
