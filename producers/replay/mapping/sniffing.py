"""How a file is written, from its first rows: format, encoding, delimiter, header; and its columns with their values."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from producers.replay.mapping.csv_records import Records, below_separator
from producers.replay.mapping.csv_rows import CsvRows, named
from producers.replay.mapping.files import format_of
from producers.replay.mapping.json_rows import JsonRows
from producers.replay.mapping.mapping import Mapping, MappingError, Time, Type
from producers.replay.mapping.numerals import plain_number
from producers.replay.mapping.parquet_rows import ParquetRows
from producers.replay.mapping.row import Rows
from producers.replay.mapping.stamp_formats import formats_of

SAMPLE: Final = 1_000  # rows looked at
REGULAR: Final = 200  # lines by which delimiters are judged
DELIMITERS: Final = ",;\t|"
ESCAPES: Final = ("", "\\")  # before a quotation mark within quotes, where it is not doubled
_DEPTH: Final = 4  # names of a path, at most


class Column(NamedTuple):
    """A column, or a path into nested rows, and its values in the first rows; None where it has none."""

    name: str
    values: list[Any]

    @property
    def present(self) -> list[Any]:
        return [value for value in self.values if value is not None and value != ""]


class Sniffed(NamedTuple):
    """What the first rows tell. each: a list of objects in nested rows, whose elements' paths begin with its name and []."""

    format: str
    encoding: str
    delimiter: str
    escape: str
    header: bool
    columns: list[Column]
    each: str | None
    rows: int


def sniff(path: Path) -> Sniffed:
    """Looks at the first rows of a file. Raises MappingError."""
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    kind = format_of(path)
    return _csv(path) if kind == "csv" else _nested(kind, path)


def _csv(path: Path) -> Sniffed:
    lines = list(islice(below_separator(CsvRows(path, _reading(columns=["line"])).lines())[0], SAMPLE))
    if not lines:
        raise MappingError(f"{path.name} is empty")
    encoding = _encoding(lines)
    delimiter = max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter, encoding))
    first = next(iter(Records(lines, delimiter, '"', encoding)), None)
    if first is None:
        raise MappingError(f"{path.name} is empty")
    header = _is_header(first.value)
    names = named(first.value) if header else [f"c{number}" for number in range(1, len(first.value) + 1)]
    escape, values = max(
        (
            (escape, _good(path, delimiter=delimiter, encoding=encoding, columns=[] if header else names, escape=escape))
            for escape in ESCAPES
        ),
        key=lambda tried: len(tried[1]),
    )
    if not values:
        raise MappingError(f"{path.name} has a header line ({', '.join(names)}) and no row below it that can be read")
    columns = [Column(name, [value[place] for value in values]) for place, name in enumerate(names)]
    return Sniffed("csv", encoding, delimiter, escape, header, columns, None, len(values))


def _good(path: Path, **how: Any) -> list[list[str]]:
    """The values of the first rows, those that are read so."""
    return [row.value for row in islice(CsvRows(path, _reading(**how)), SAMPLE) if not row.bad]


def _reading(**how: Any) -> Mapping:
    """A mapping that says how lines are read, and nothing of what they mean."""
    values: dict[str, Any] = {"time": Time(column=""), "type": Type(value="page_view"), "fields": {}}
    return Mapping(**(values | how))


def _encoding(lines: list[bytes]) -> str:
    try:
        b"".join(lines).decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _regularity(lines: list[bytes], delimiter: str, encoding: str) -> tuple[float, int]:
    """How many records have as many values as most of them, and how many values; nothing where the first line has one value only.

    From nine in ten on a file counts as regular, and the more values the better: of a decimal comma and a semicolon some broken rows
    make the first more regular.
    """
    widths = [len(record.value) for record in Records(lines[:REGULAR], delimiter, '"', encoding) if not record.bad]
    if not widths or widths[0] < 2:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    share = widths.count(usual) / len(widths) if usual > 1 else 0.0
    return (1.0 if share >= 0.9 else share), usual


def _is_header(values: list[str]) -> bool:
    """Names: at least half are there, and none is a number or a stamp."""
    names = [value.strip() for value in values if value.strip()]
    return 2 * len(names) >= len(values) > 0 and not any(plain_number(name) is not None or formats_of([name]) for name in names)


def _nested(kind: str, path: Path) -> Sniffed:
    source: Rows = ParquetRows(path) if kind == "parquet" else JsonRows(path)
    rows = [row.value for row in islice(source, SAMPLE) if not row.bad]
    if not rows:
        raise MappingError(f"{path.name} has no row that can be read")
    each = next((name for name, value in _paths(rows[0:50]) if _is_list_of_objects(value)), None)
    found: dict[str, list[Any]] = {}
    for number, row in enumerate(rows):
        for name, value in _leaves(row, each):
            values = found.setdefault(name, [])
            values += [None] * (number - len(values))
            values[number:] = [value]
    columns = [Column(name, values + [None] * (len(rows) - len(values))) for name, values in found.items()]
    return Sniffed(kind, "utf-8", ",", "", True, columns, each, len(rows))


def _paths(rows: list[Any]) -> Iterator[tuple[str, Any]]:
    for row in rows:
        yield from _walk(row, "", 1)


def _walk(value: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Every path below a value with what stands there; lists of {key, value} are stepped into by key."""
    if isinstance(value, dict) and depth <= _DEPTH:
        for name, inner in value.items():
            yield from _walk(inner, f"{path}.{name}" if path else name, depth + 1)
    elif _is_keyed(value):
        for each in value:
            inner = each["value"]
            found = next((part for part in inner.values() if part is not None), None) if isinstance(inner, dict) else inner
            yield f"{path}.{each['key']}", found
    else:
        yield path, value


def _leaves(row: Any, each: str | None) -> Iterator[tuple[str, Any]]:
    """Paths with single values; of the list `each`, those of its first element."""
    for path, value in _walk(row, "", 1):
        if path == each and isinstance(value, list):
            if value and isinstance(value[0], dict):
                yield from ((f"{path}[].{name}", inner) for name, inner in _walk(value[0], "", 2) if not isinstance(inner, dict | list))
        elif not isinstance(value, dict | list):
            yield path, value


def _is_keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) and {"key", "value"} <= each.keys() for each in value)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
