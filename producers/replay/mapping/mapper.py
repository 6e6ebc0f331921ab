"""Rows to entries: an event each, several where a row holds a list, or what says why there is none."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from contracts.events import STREAMS, Event
from producers.replay.history import Entry
from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.bounds import ANY, Bounds
from producers.replay.mapping.carrying import carrying
from producers.replay.mapping.mapping import REVIEW, Happening, Mapping, MappingError
from producers.replay.mapping.paths import Getter, getter
from producers.replay.mapping.report import Report
from producers.replay.mapping.row import Row, Rows
from producers.replay.mapping.stamps import reader
from producers.replay.mapping.unmapped import unmapped
from producers.replay.mapping.validity import valid
from producers.replay.mapping.values import filled, first, reading

_ONCE: Final = "engaged"  # time in sight is summed: the row's first event has it


class Mapper:
    """Maps the rows of one file. at is the time of the last row that had one."""

    def __init__(
        self,
        mapping: Mapping,
        file: str,
        source: Rows,
        report: Report,
        prefix: str = "",
        bounds: Bounds = ANY,
        *,
        optional: bool = False,
    ) -> None:
        """source: the rows' columns; report: told of rows and of names left out; prefix: of ids by line; optional: whether the file may
        do without columns that only fields are made of. Raises MappingError.
        """
        columns, known = source.columns, source.known
        self.at: int | None = None
        self._report, self._bounds = report, bounds
        self._mapping, self._file, self._prefix, self._line = mapping, file, prefix, 0
        self._names, self._skip = mapping.type.names, mapping.type.skip
        each = mapping.each.column if mapping.each else None

        def take(path: str) -> Getter:
            return getter(path, columns, each, file, known)

        def take_optional(path: str) -> Getter:
            return getter(path, columns, each, file, known, optional=optional)

        def take_for_id(path: str) -> Getter:
            return (lambda _row, _element: self._line) if path == "line" else take(path)

        absent = frozenset(["", *mapping.absent])
        self._complete = carrying(mapping.carry, columns, file, absent)
        self._time = None if mapping.time.column is None else first(mapping.time.column, take, absent)
        self._stamp = reader(mapping.time.format, mapping.time.zone)
        self._form: type[Event] = STREAMS[mapping.stream]
        self._kind = first(mapping.type.column, take, absent) if mapping.type.column is not None else None
        self._fields = [(name, reading(name, mapping.field(name), mapping, take_optional)) for name in mapping.fields]
        self._id = filled(mapping.id, take_for_id, "id", mapping) if mapping.id else None
        self._list = _list_of(mapping, file, columns, known, optional=optional)
        self._each_types = frozenset(mapping.each.types) if mapping.each else frozenset()

    def entries(self, row: Row) -> list[Entry]:
        """What a row makes, in order. A bad one is told by one entry, after what could be made of its other elements."""
        self._line = row.line
        self._report.rows += 1
        made: list[Entry] = []
        if row.bad:
            return [self._unmapped(row, [BadRowError(row.bad)])]
        wrong: list[BadRowError] = []
        values = self._complete(row.value)
        for index, element in enumerate(self._elements(values)):
            try:
                event = self._event(values, element, index)
            except BadRowError as error:
                wrong.append(error)
            else:
                made += [] if event is None else [event]
        return [*made, self._unmapped(row, wrong)] if wrong else made

    def _elements(self, row: Any) -> Sequence[Any]:
        if self._list is None:
            return (None,)
        found = self._list(row, None)
        return found if isinstance(found, list) and found and self._is_each(row) else (None,)

    def _is_each(self, row: Any) -> bool:
        """Whether what happened makes an event of each element; a row that names nothing itself leaves that to its elements."""
        if not self._each_types or self._kind is None:
            return True
        name = self._kind(row, None)
        return name is None or self._names.get(str(name)) in self._each_types

    def _event(self, row: Any, element: Any, index: int) -> Event | None:
        at = self._when(row, element)
        type = self._type(row, element)
        if type is None:
            return None
        values: dict[str, Any] = {"id": self._id_of(row, element, index), "source": "file", "type": type, "at": at}
        for name, read in self._fields:
            value = read(row, element, type)
            if value is not None and not (index and name == _ONCE):
                values[name] = value
        if self._time is None:
            values.setdefault("precision", "none")
        return valid(values, self._form)

    def _when(self, row: Any, element: Any) -> int:
        if self._time is None:
            self.at = self._made_up()
            return self.at
        value = self._time(row, element)
        if value is None or value == "":
            raise BadRowError("time is absent")
        at = self._stamp(value)
        if at > self._bounds.latest:
            raise BadRowError("time is in the future", value)
        self.at = at
        return at

    def _made_up(self) -> int:
        start, every = self._mapping.time.start, self._mapping.time.every
        assert start is not None  # noqa: S101  there is a column otherwise
        return round((start.timestamp() + (self._line - 1) * every) * 1000)

    def _type(self, row: Any, element: Any) -> Happening | str | None:
        if self._kind is None:
            return self._mapping.type.value or REVIEW
        name = self._kind(row, element)
        type = self._names.get(name if isinstance(name, str) else str(name))
        if type is not None:
            return type
        if self._skip == "others" or name in self._skip:
            self._report.skip(str(name))
            return None
        raise BadRowError("event name is not in type.names", name)

    def _id_of(self, row: Any, element: Any, index: int) -> str:
        id = (self._id(row, element) if self._id else None) or f"{self._prefix}{self._line}"
        return f"{id}.{index}" if index else id

    def _unmapped(self, row: Row, wrong: list[BadRowError]) -> Entry:
        return unmapped(row, wrong, at=self.at or 0, file=self._file, prefix=self._prefix, most=self._bounds.most_bytes)


def _list_of(mapping: Mapping, file: str, columns: Sequence[str] | None, known: Sequence[str], *, optional: bool) -> Getter | None:
    if mapping.each is None:
        return None
    if columns is not None:
        raise MappingError(f"{file}: each takes a list in nested data (jsonl, parquet); a CSV has none")
    return getter(mapping.each.column, None, None, file, known, optional=optional)


def mapped(rows: Iterator[Row], mapper: Mapper) -> Iterator[Entry]:
    """The entries of all rows, in the file's order. What stands before the first stamp takes that one's time."""
    early: list[Entry] = []
    for row in rows:
        entries = mapper.entries(row)
        if mapper.at is None:
            early += entries
            continue
        if early:
            yield from (msgspec.structs.replace(entry, at=mapper.at) for entry in early)
            early = []
        yield from entries
    yield from early
