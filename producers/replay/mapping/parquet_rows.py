"""A Parquet file's rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.row import Row, Rows

_BATCH: Final = 4_096  # rows decoded at once


class ParquetRows(Rows):
    """Rows numbered from 1; what is kept of a bad one are its values as JSON."""

    def __init__(self, path: Path) -> None:
        import pyarrow  # half a second, which only a Parquet file is worth
        from pyarrow.parquet import ParquetFile

        self._wrong = (pyarrow.ArrowException, OSError)
        try:
            self._file = ParquetFile(path)
        except self._wrong as error:
            raise MappingError(f"{path.name} cannot be read as Parquet: {error}") from error
        self.known = tuple(self._file.schema_arrow.names)
        self.total, self._done, self._name = self._file.metadata.num_rows, 0, path.name

    @property
    def done(self) -> int:
        return self._done

    def __iter__(self) -> Iterator[Row]:
        with self._file:
            for batch in self._batches():
                for value, bad in _values(batch):
                    self._done += 1
                    yield Row(self._done, value, None, bad)

    def _batches(self) -> Iterator[Any]:
        try:
            yield from self._file.iter_batches(_BATCH)
        except self._wrong as error:
            said = str(error).strip().splitlines()[0].rstrip(" :")
            raise MappingError(f"{self._name} is damaged after row {self._done:,}: {said}; fetch it again") from error


def _values(batch: Any) -> Iterator[tuple[Any, str]]:
    """Rows with what is wrong with them: one by one where some value is none of Python's, such as a stamp of the year 148,107."""
    try:
        whole = batch.to_pylist()
    except (OverflowError, ValueError):
        for place in range(batch.num_rows):
            try:
                yield batch.slice(place, 1).to_pylist()[0], ""
            except (OverflowError, ValueError) as error:
                yield None, f"a value of the row cannot be read ({error})"
    else:
        yield from ((value, "") for value in whole)
