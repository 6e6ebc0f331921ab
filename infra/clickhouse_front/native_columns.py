"""Where a column ends in format Native: its bytes are walked over by its type, not decoded.

https://clickhouse.com/docs/interfaces/formats/Native and the serializations of ClickHouse's types.
"""

import re
from itertools import pairwise
from typing import Final

from infra.clickhouse_front.statement import RefusedError

_SIZES: Final = {
    **{f"{sign}Int{bits}": bits // 8 for sign in ("", "U") for bits in (8, 16, 32, 64, 128, 256)},
    **{"Bool": 1, "Nothing": 1, "Enum8": 1, "Enum16": 2, "Date": 2, "Date32": 4, "DateTime": 4, "DateTime64": 8, "Time": 4, "Time64": 8},
    **{"BFloat16": 2, "Float32": 4, "Float64": 8, "UUID": 16, "IPv4": 4, "IPv6": 16},
}
_DECIMALS: Final = ((9, 4), (18, 8), (38, 16), (76, 32))  # (digits up to, bytes)


class Cursor:
    """A place in the data. Reading past the end raises IndexError."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def skip(self, count: int) -> None:
        if self.at + count > len(self.data):
            raise IndexError("the data ends within a column")
        self.at += count

    def number(self) -> int:
        """A variable-length unsigned number (LEB128)."""
        value, shift = 0, 0
        while (byte := self.data[self.at]) & 0x80:
            value, shift, self.at = value | (byte & 0x7F) << shift, shift + 7, self.at + 1
        self.at += 1
        return value | byte << shift

    def fixed(self) -> int:
        """A UInt64."""
        self.skip(8)
        return int.from_bytes(self.data[self.at - 8 : self.at], "little")

    def text(self) -> str:
        self.skip(length := self.number())
        return self.data[self.at - length : self.at].decode()


def skip_column(cursor: Cursor, type: str, rows: int) -> None:
    """Moves past a column of that type. Raises RefusedError for a type that is not known here."""
    if rows:
        _prefix(cursor, type)
        _values(cursor, type, rows)


def split(type: str) -> tuple[str, list[str]]:
    """A type's name and its arguments, names of a tuple's fields left out.

    >>> split("Map(LowCardinality(String), Tuple(a UInt8, b Array(String)))")
    ('Map', ['LowCardinality(String)', 'Tuple(a UInt8, b Array(String))'])
    """
    name, _, rest = type.partition("(")
    if not rest or name in _SIZES:
        return name, []
    inner, depth, cuts = rest[:-1], 0, [-1]
    for place, letter in enumerate(inner):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            cuts.append(place)
    parts = [inner[start + 1 : end].strip() for start, end in pairwise([*cuts, len(inner)])]
    return name, [re.sub(r"^(\w+|`[^`]*`) ", "", part) for part in parts]


def _prefix(cursor: Cursor, type: str) -> None:
    """What stands before all values of a column: the version of each dictionary in it."""
    name, inner = split(type)
    if name == "LowCardinality":
        cursor.skip(8)
    elif name in ("Array", "Map", "Tuple", "Nullable"):
        for each in inner:
            _prefix(cursor, each)


def _values(cursor: Cursor, type: str, rows: int) -> None:
    name, inner = split(type)
    if size := _size(name, inner):
        cursor.skip(size * rows)
    elif name == "String":
        for _ in range(rows):
            cursor.skip(cursor.number())
    elif name == "Nullable":
        cursor.skip(rows)
        _values(cursor, inner[0], rows)
    elif name in ("Array", "Map"):
        cursor.skip(8 * (rows - 1))
        total = cursor.fixed()
        for each in inner if total else []:
            _values(cursor, each, total)
    elif name == "Tuple":
        for each in inner:
            _values(cursor, each, rows)
    elif name == "SimpleAggregateFunction":
        _values(cursor, inner[-1], rows)
    elif name == "LowCardinality":
        _dictionary(cursor, inner[0].removeprefix("Nullable(").removesuffix(")" if inner[0].startswith("Nullable(") else ""))
    else:
        raise RefusedError(48, f"Type {type} is not sent to a client that names its protocol. (NOT_IMPLEMENTED)")


def _dictionary(cursor: Cursor, type: str) -> None:
    """Keys, then for each row which; the lowest byte of the first number says how wide that is."""
    width = 1 << (cursor.fixed() & 0xFF)
    _values(cursor, type, cursor.fixed())
    cursor.skip(width * cursor.fixed())


def _size(name: str, inner: list[str]) -> int:
    """Bytes of one value; 0 where they vary."""
    if name == "FixedString":
        return int(inner[0])
    if name == "Decimal":
        return next(size for digits, size in _DECIMALS if int(inner[0]) <= digits)
    return 8 if name.startswith("Interval") else _SIZES.get(name, 0)
