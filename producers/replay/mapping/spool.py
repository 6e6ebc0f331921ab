"""A file's entries on disk, in order of time: any place of a history of any length is one read away, and memory stays as it is."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from contracts.events import STREAMS, Unmapped
from producers.replay.history import Entry, History
from producers.replay.mapping.sorting import Timed

CHUNK: Final = 2_048  # entries read from disk at once
GROW: Final = 20_000  # entries written at once
_UNMAPPED: Final = b'{"type":"unmapped"'


class Spool(History):
    """Entries written one after another into a folder as they are asked for, and read back from there.

    entries: times and lines, in order of time; finish is called once when they are at their end; stream: of its events.
    """

    def __init__(
        self, folder: Path, entries: Iterator[Timed], finish: Callable[[int], None] = lambda _: None, stream: str = "shop"
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines, self._index = (folder / "lines").open("w+b"), (folder / "index").open("w+b")
        self._entries: Iterator[Timed] | None = entries
        self._finish, self._count, self._end = finish, 0, 0
        self._open(folder, stream)

    @classmethod
    def kept(cls, folder: Path, stream: str = "shop") -> "Spool":
        """What was written to its end before."""
        spool = cls.__new__(cls)
        spool._lines, spool._index = (folder / "lines").open("r+b"), (folder / "index").open("r+b")
        spool._entries = None
        spool._count, spool._end = (folder / "index").stat().st_size // 16, (folder / "lines").stat().st_size
        spool._open(folder, stream)
        return spool

    def _open(self, folder: Path, stream: str) -> None:
        self._stream = stream
        self._path, self._chunk, self._chunk_at = folder / "index", list[Entry](), -1
        self._rows: Any = np.zeros((0, 2), np.int64)
        self._decode, self._decode_bad = msgspec.json.Decoder(STREAMS[stream]).decode, msgspec.json.Decoder(Unmapped).decode
        self._map()

    def close(self) -> None:
        self._lines.close()
        self._index.close()

    @property
    def streams(self) -> tuple[str, ...]:
        """Rows that no mapping fits are refused at the shop's door, so it is always among them."""
        return tuple(dict.fromkeys(("shop", self._stream)))

    @property
    def total(self) -> int | None:
        return self._count if self._entries is None else None

    def has(self, place: int) -> bool:
        while place >= self._count and self._entries is not None:
            self._grow()
        return place < self._count

    def entry(self, place: int) -> Entry:
        if not self.has(place):
            raise IndexError(place)
        first = place - place % CHUNK
        if first != self._chunk_at or place - first >= len(self._chunk):
            self._chunk, self._chunk_at = self._read(first), first
        return self._chunk[place - first]

    def at(self, place: int) -> int:
        return int(self._rows[place if self.has(place) else self._count - 1, 0])

    def place(self, at: int) -> int:
        while self._entries is not None and (not self._count or self.at(self._count - 1) < at):
            self._grow()
        return bisect_left(range(self._count), at, key=lambda place: int(self._rows[place, 0]))

    def last(self) -> int:
        self.complete()
        return self.at(self._count)

    def complete(self) -> None:
        """Reads the rest."""
        while self._entries is not None:
            self._grow()

    def _grow(self) -> None:
        assert self._entries is not None  # noqa: S101  whoever calls has looked
        index, lines = array("q"), []
        for at, line in islice(self._entries, GROW):
            index.extend((at, self._end))
            lines.append(line)
            self._end += len(line)
        self._lines.writelines(lines)
        self._lines.flush()
        self._index.write(index.tobytes())
        self._index.flush()
        self._count += len(lines)
        self._map()
        if len(lines) < GROW:
            self._entries = None
            self._finish(self._count)

    def _map(self) -> None:
        if self._count:
            self._rows = np.memmap(self._path, np.int64, "r", shape=(self._count, 2))

    def _read(self, first: int) -> list[Entry]:
        last = min(first + CHUNK, self._count)
        start = int(self._rows[first, 1])
        end = int(self._rows[last, 1]) if last < self._count else self._end
        self._lines.seek(start)
        lines = self._lines.read(end - start).splitlines()
        self._lines.seek(0, 2)
        return [self._decode_bad(line) if line.startswith(_UNMAPPED) else self._decode(line) for line in lines]
