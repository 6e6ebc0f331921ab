"""Which columns a metric's SELECT returns, read off its text, so that whoever draws it need not ask an engine."""

import re
from collections.abc import Iterator
from typing import Final

_LITERAL: Final = re.compile(r"'(?:[^'\\]|\\.)*'|--[^\n]*")
_TOKEN: Final = re.compile(r"[()\[\],]|\w+|\S")


def result_columns(sql: str) -> tuple[str, ...]:
    """Names of the columns of the outermost SELECT, in order.

    Each stands behind its AS, or is a plain column; `*` and what has no name are given as they are written last.

    >>> result_columns("WITH 1 AS one SELECT toDate(a, 'x,y') AS t, count() AS value, samples FROM (SELECT 1 AS z)")
    ('t', 'value', 'samples')
    """
    return tuple(part[-1] for part in _parts(_TOKEN.findall(_LITERAL.sub("''", sql))))


def _parts(tokens: list[str]) -> Iterator[list[str]]:
    depth, inside, part = 0, False, list[str]()
    for written in tokens:
        word = written.upper()
        if not depth and word == "FROM" and inside:
            break
        if not depth and inside and written == ",":
            yield part
            part = []
        elif inside and not (not depth and word == "DISTINCT"):
            part.append(written)
        elif not depth and word == "SELECT":
            inside = True
        depth += (written in "([{") - (written in ")]}")
    if part:
        yield part
