"""Files as rows, one after another, whatever their size: CSV and JSON lines (gzipped or not) and Parquet."""

import csv
import gzip
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from producers.replay.mapping.mapping import Mapping, MappingError

FORMATS: Final = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".dat"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "jsonl"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
}
_BATCH: Final = 4_096  # rows of a Parquet file decoded at once


class Row(NamedTuple):
    """One row: its (first) line from 1, its values (a list under a header, else a dict), its bytes where it has any, what is wrong."""

    line: int
    value: Any
    raw: bytes | None
    bad: str = ""


class Rows(ABC):
    """The rows of a file, once. columns: of flat rows; known: top names of nested ones, where the file tells them."""

    columns: Sequence[str] | None = None
    known: Sequence[str] = ()
    total: int = 0

    @property
    @abstractmethod
    def done(self) -> int:
        """How much of `total` (bytes, or a Parquet file's rows) is behind."""

    @abstractmethod
    def __iter__(self) -> Iterator[Row]: ...


def rows(path: Path, mapping: Mapping) -> Rows:
    """The rows of a file as its mapping says, else as its name says. Raises MappingError."""
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    kind = mapping.format or format_of(path)
    if kind == "parquet":
        return ParquetRows(path)
    return CsvRows(path, mapping) if kind == "csv" else JsonRows(path)


def format_of(path: Path) -> str:
    """csv, jsonl or parquet, by the ending of a file's name. Raises MappingError."""
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    found = FORMATS.get(suffix.lower())
    if found is None:
        raise MappingError(f'what {path.name} holds is not told by its name; write format = "csv", "jsonl" or "parquet" into the mapping')
    return found


class _Lines(Rows):
    """A file of lines."""

    def __init__(self, path: Path) -> None:
        self.path, self.total = path, path.stat().st_size
        self._file: BufferedReader | None = None

    @property
    def done(self) -> int:
        if self._file is None:
            return 0
        return self.total if self._file.closed else self._file.tell()

    def _lines(self) -> Iterator[bytes]:
        """Lines with their ends. Raises MappingError where an archive is damaged."""
        with self.path.open("rb") as self._file:
            packed = self._file.peek(2)[:2] == b"\x1f\x8b"
            try:
                yield from gzip.GzipFile(fileobj=self._file) if packed else self._file
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise MappingError(f"{self.path.name} is damaged: {error}; fetch it again") from error


class CsvRows(_Lines):
    """Lines of values. Lines are decoded one by one, so that a bad one is kept as it stands."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        super().__init__(path)
        self._mapping = mapping
        self._kept: list[bytes] = []
        self._undecodable = False
        quotes: Any = {"quotechar": mapping.quote} if mapping.quote else {"quoting": csv.QUOTE_NONE}
        self._reader = csv.reader(self._texts(), delimiter=mapping.delimiter, **quotes)
        self.columns = mapping.columns or self._header()

    def __iter__(self) -> Iterator[Row]:
        width = len(self.columns or ())
        while True:
            first, bad, values = self._reader.line_num + 1, "", []
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                bad = f"the line is no CSV ({error})"
            raw = b"".join(self._kept)
            self._kept.clear()
            if not values and not bad:
                continue
            if self._undecodable:
                self._undecodable, bad = False, f"the line is not {self._mapping.encoding}"
            elif len(values) != width:
                bad = bad or f"the line has {len(values)} values, not {width}"
            yield Row(first, values, raw, bad)

    def _header(self) -> list[str]:
        try:
            header = next(self._reader)
        except (StopIteration, csv.Error):
            raise MappingError(f"{self.path.name} has no header line") from None
        self._kept.clear()
        return [column.strip() for column in header]

    def _texts(self) -> Iterator[str]:
        encoding, first = self._mapping.encoding, True
        for line in self._lines():
            self._kept.append(line)
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError:
                self._undecodable, text = True, line.decode(encoding, "replace")
            yield text.removeprefix("\ufeff") if first else text
            first = False


class JsonRows(_Lines):
    """A JSON object a line."""

    def __iter__(self) -> Iterator[Row]:
        decode = msgspec.json.Decoder().decode
        for line, raw in enumerate(self._lines(), 1):
            if raw.isspace():
                continue
            if line == 1 and raw.lstrip(b"\xef\xbb\xbf \t").startswith(b"["):
                raise MappingError(
                    f"{self.path.name} is one JSON array; make lines of it first: jq -c '.[]' {self.path.name} > lines.jsonl"
                )
            value, bad = None, ""
            try:
                value = decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                bad = f"the line is no JSON ({error})"
            if not bad and not isinstance(value, dict):
                bad = "the line is no JSON object"
            yield Row(line, value, raw, bad)


class ParquetRows(Rows):
    """A Parquet file's rows, numbered from 1; what is kept of a bad one are its values as JSON."""

    def __init__(self, path: Path) -> None:
        import pyarrow  # half a second, which only a Parquet file is worth
        from pyarrow.parquet import ParquetFile

        try:
            self._file = ParquetFile(path)
        except pyarrow.ArrowException as error:
            raise MappingError(f"{path.name} cannot be read as Parquet: {error}") from error
        self.known = tuple(self._file.schema_arrow.names)
        self.total, self._done = self._file.metadata.num_rows, 0

    @property
    def done(self) -> int:
        return self._done

    def __iter__(self) -> Iterator[Row]:
        with self._file:
            for batch in self._file.iter_batches(_BATCH):
                for value in batch.to_pylist():
                    self._done += 1
                    yield Row(self._done, value, None)
