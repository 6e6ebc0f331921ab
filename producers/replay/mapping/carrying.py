"""What stands on the first row of a group only, carried to its other rows: exports of orders with several lines write it so."""

from collections.abc import Callable, Sequence
from typing import Any

from producers.replay.mapping.mapping import Carry, MappingError
from producers.replay.mapping.paths import position
from producers.replay.mapping.values import is_absent


def carrying(carry: Carry | None, columns: Sequence[str] | None, file: str, absent: frozenset[str]) -> Callable[[list[Any]], list[Any]]:
    """What completes rows, which come in the file's order. Raises MappingError.

    >>> complete = carrying(Carry(by="order", columns=["currency"]), ["order", "currency"], "orders.csv", frozenset([""]))
    >>> [complete(["7", "EUR"]), complete(["7", ""]), complete(["8", ""])]
    [['7', 'EUR'], ['7', 'EUR'], ['8', '']]
    """
    if carry is None:
        return lambda row: row
    if columns is None:
        raise MappingError(f"{file}: carry takes the columns of flat rows (csv, parquet); nested data has each")
    by, places = position(carry.by, columns, file), [position(column, columns, file) for column in carry.columns]
    group, first = None, list[Any]()

    def complete(row: list[Any]) -> list[Any]:
        nonlocal group, first
        if row[by] != group or is_absent(group, absent):
            group, first = row[by], row
            return row
        whole = list(row)
        for place in places:
            if is_absent(whole[place], absent):
                whole[place] = first[place]
        return whole

    return complete
