"""Lines of orders that are no product, postage say, by code and name: not_products.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple


class NotProductError(ValueError):
    """The table of what is no product cannot be used."""


class _Rule(NamedTuple):
    code: str
    names: tuple[str, ...]
    treatment: str

    def fits(self, code: str, name: str) -> bool:
        return _fits(self.code, code) and (not self.names or any(_fits(known, name) for known in self.names))


class NotProducts:
    """How lines that are no product are treated.

    >>> table = NotProducts({"postage": {"POST*": []}, "manual": {"M": ["manual"]}})
    >>> table.treatment("post2", "letter"), table.treatment("M", "Manual"), table.treatment("M", "Mirror")
    ('postage', 'manual', '')
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Raises NotProductError where a treatment is not a table of codes, each with a list of names."""
        rules = [rule for treatment, codes in table.items() for rule in _rules(treatment, codes)]
        self._whole: dict[str, list[_Rule]] = {}
        for rule in rules:
            self._whole.setdefault(rule.code, []).append(rule)
        self._beginnings = [rule for rule in rules if rule.code.endswith("*")]

    def treatment(self, code: str, name: str) -> str:
        """How a line of that product code and name is treated, "" where it is a product. A whole code counts before beginnings."""
        code, name = code.strip().lower(), name.strip().lower()
        rules = (*self._whole.get(code, ()), *self._beginnings)
        return next((rule.treatment for rule in rules if rule.fits(code, name)), "")


def _rules(treatment: str, codes: Any) -> list[_Rule]:
    if not isinstance(codes, Mapping) or not all(isinstance(names, list) for names in codes.values()):
        raise NotProductError(f'not_products.toml: write [{treatment}] as CODE = ["name", ...] lines; [] for whatever its name')
    return [_Rule(code.lower(), tuple(str(name).lower() for name in names), treatment) for code, names in codes.items()]


def _fits(known: str, word: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith("*") else word == known


NOT_PRODUCTS: Final = NotProducts(tomllib.loads(Path(__file__).with_name("not_products.toml").read_text("utf-8")))
