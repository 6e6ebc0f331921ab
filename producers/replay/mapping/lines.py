"""A file of lines, gzipped or not, whatever ends them."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final

from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.row import Rows

_LOOK: Final = 1 << 16  # bytes by which a file is judged
_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class Lines(Rows):
    """The rows of a file of lines. What its first bytes tell of its encoding is no part of them."""

    def __init__(self, path: Path) -> None:
        self.path, self.total = path, path.stat().st_size
        self._opened: list[BufferedReader] = []

    @property
    def done(self) -> int:
        if not self._opened:
            return 0
        return self.total if self._opened[0].closed else self._opened[0].tell()

    def lines(self) -> Iterator[bytes]:
        """Lines with their ends, once. Raises MappingError where an archive is damaged, or where the file is UTF-16."""
        return _lines(self.path, self._opened)


def _lines(path: Path, opened: list[BufferedReader]) -> Iterator[bytes]:
    raw: BufferedReader = BufferedReader(FileIO(path), _LOOK)
    with raw:
        opened[:] = [raw]
        file: gzip.GzipFile | BufferedReader = gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == b"\x1f\x8b" else raw
        try:
            start = file.peek(_LOOK)[:_LOOK]
            _refuse_wide(start, path.name)
            if start.startswith(_BOM):
                file.read(len(_BOM))
            yield from _ended_by_returns(file) if b"\r" in start[:-1] and b"\n" not in start else file
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise MappingError(f"{path.name} is damaged: {error}; fetch it again") from error


def _refuse_wide(start: bytes, name: str) -> None:
    if start.startswith(_UTF16) or start.count(0) > len(start) // 10:
        raise MappingError(
            f"{name} is UTF-16 or no text at all; turn it into UTF-8 first: "
            f"iconv -f utf-16 -t utf-8 {name} > utf8-{name.removesuffix('.gz')}"
        )


def _ended_by_returns(file: gzip.GzipFile | BufferedReader) -> Iterator[bytes]:
    """Lines as old Macs and some exports end them: by a carriage return alone."""
    rest = b""
    while block := file.read(_LOOK):
        *whole, rest = (rest + block).split(b"\r")
        yield from (line + b"\r" for line in whole)
    if rest:
        yield rest
