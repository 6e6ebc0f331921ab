"""Numbers as files write them: either decimal mark, thousands in groups, a currency's sign before or behind."""

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

Mark = Literal[".", ","]
# Of each decimal mark: a number in groups of three, and its marks of groups. A group never begins with 0: 0,125 is no 125.
_GROUPED: Final = {".": re.compile(r"[-+]?[1-9]\d{0,2}([,\s]\d{3})+(\.\d+)?"), ",": re.compile(r"[-+]?[1-9]\d{0,2}([.\s]\d{3})+(,\d+)?")}
_GROUPS: Final = {".": re.compile(r"[,\s]"), ",": re.compile(r"[.\s]")}
_SIGNS: Final = re.compile(r"[€$£¥]")
_DIGITS: Final = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*")


def number(text: str, decimal: Mark = ".") -> float:
    """A number. Raises ValueError.

    >>> number("1,234.56"), number("1.234,56 €", ","), number("12.5", ","), number("$1 299")
    (1234.56, 1234.56, 12.5, 1299.0)
    """
    if decimal == ".":
        try:
            return float(text)  # nearly all are, and a file has many
        except ValueError:
            pass
    bare = _SIGNS.sub("", text).strip()
    if _GROUPED[decimal].fullmatch(bare):
        bare = _GROUPS[decimal].sub("", bare)
    return float(bare.replace(",", ".") if decimal == "," else bare)


def plain_number(text: str) -> float | None:
    """What is written in digits as a number, with whichever mark reads it; None where it is none.

    >>> plain_number("12,50"), plain_number("1e5"), plain_number("A1")
    (12.5, None, None)
    """
    if not _DIGITS.fullmatch(_SIGNS.sub("", text).strip()):
        return None
    for mark in _GROUPED:
        try:
            return number(text, mark)  # type: ignore[arg-type]  # the keys are the marks
        except ValueError:
            continue
    return None


class Decimal(NamedTuple):
    """The decimal mark of a column; doubt: why it may be the other."""

    mark: Mark
    doubt: str = ""


def decimal_of(texts: Iterable[str]) -> Decimal:
    """The mark that a column's numbers have, by those that tell.

    >>> decimal_of(["12,50", "8,00", "1.012,50"]).mark, decimal_of(["1,234.56", "36.21"]).mark
    (',', '.')
    >>> decimal_of(["1,299", "899"])
    Decimal(mark='.', doubt='1,299 is taken for 1299; where its comma is a decimal mark write decimal = ","')
    """
    bare = [_SIGNS.sub("", text).strip() for text in texts]
    commas = [text for text in bare if "," in text]
    dots = [text for text in bare if re.fullmatch(r"[-+]?[\d,\s]*\.\d+", text) and not _GROUPED[","].fullmatch(text)]
    if not commas:
        return Decimal(".")
    if all(_GROUPED["."].fullmatch(text) for text in commas):
        told = f'{commas[0]} is taken for {number(commas[0]):.0f}; where its comma is a decimal mark write decimal = ","'
        return Decimal(".", "" if dots else told)
    if not dots and all(_reads(text, ",") for text in commas):
        return Decimal(",")
    most = max(_GROUPED, key=lambda mark: sum(_reads(text, mark) for text in bare))  # type: ignore[arg-type]  # as above
    return Decimal(most, "numbers are written with decimal commas as well as with decimal points")  # type: ignore[arg-type]


def _reads(text: str, mark: Mark) -> bool:
    try:
        number(text, mark)
    except ValueError:
        return False
    return True
