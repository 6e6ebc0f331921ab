"""A file's rows, whatever it is written as."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


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
