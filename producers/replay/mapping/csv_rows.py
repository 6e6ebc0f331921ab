"""A CSV's rows under its header."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.csv_records import Records, below_separator
from producers.replay.mapping.lines import Lines
from producers.replay.mapping.mapping import Mapping, MappingError
from producers.replay.mapping.row import Row
from producers.replay.mapping.stamp_formats import SINCE
from producers.replay.mapping.stamps import reader


class CsvRows(Lines):
    """Lines of values. Lines are decoded one by one, so that a bad one is kept as it stands."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        super().__init__(path)
        lines, begins = below_separator(self.lines())
        self._records = Records(lines, mapping.delimiter, mapping.quote, mapping.encoding, begins, mapping.escape)
        self.columns = mapping.columns or self._header()
        self._records.width, self._records.is_row = len(self.columns), _row_of(mapping, self.columns)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._records)

    def _header(self) -> list[str]:
        header = next(iter(self._records), None)
        if header is None or header.bad:
            raise MappingError(f"{self.path.name} has no header line" + (f": {header.bad}" if header else ""))
        return named(header.value)


def named(header: Sequence[str]) -> list[str]:
    """A header's names, all there and all different.

    >>> named(["", "time ", "price", "price", ""])
    ['c1', 'time', 'price', 'price.2', 'c5']
    """
    names: list[str] = []
    for place, text in enumerate(header, 1):
        name = first = text.strip() or f"c{place}"
        times = 1
        while name in names:
            times += 1
            name = f"{first}.{times}"
        names.append(name)
    return names


def _row_of(mapping: Mapping, columns: Sequence[str]) -> Callable[[str], bool]:
    """Whether a line is a row in itself: as many values as there are columns, and a stamp where the time stands.

    The stamp must stand before any quotation mark: behind one a long text may just end, whatever commas it has.
    """
    asked = mapping.time.column
    place = next((columns.index(name) for name in ([asked] if isinstance(asked, str) else asked or []) if name in columns), None)
    if place is None:
        return lambda _: False
    stamp, delimiter, width = reader(mapping.time.format, mapping.time.zone), mapping.delimiter, len(columns)

    def is_row(text: str) -> bool:
        before, mark, _ = text.partition(mapping.quote)
        values = before.split(delimiter)
        if text.count(delimiter) != width - 1 or len(values) - bool(mark) <= place:
            return False
        try:
            return stamp(values[place].strip()) >= SINCE  # else small numbers were seconds since 1970
        except BadRowError:
            return False

    return is_row
