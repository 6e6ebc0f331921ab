"""CSV as records, each with the lines it stands on. A quotation mark that is never closed costs its own line, not those behind it."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from producers.replay.mapping.row import Row

MOST_LINES: Final = 100  # that one record may stand on: a text of more is rather a quotation mark too many
_SEPARATOR: Final = re.compile(rb"[\"']?sep=.[\"']?\s*", re.IGNORECASE)
OPEN: Final = 'a quotation mark opens here and is not closed (if it is none, quote = "" may help)'


def below_separator(lines: Iterator[bytes]) -> tuple[Iterator[bytes], int]:
    """The lines but the first where that only tells Excel how values are separated, as in `sep=;`; and the number of the first of them."""
    first = list(islice(lines, 1))
    told = bool(first) and _SEPARATOR.fullmatch(first[0])
    return (lines, 2) if told else (chain(first, lines), 1)


class _EndlessError(Exception):
    """More lines than a record has."""


class Records:
    """Lines as records. width: how many values each has, None while that is not known; begins: the first line's number.

    >>> records = Records([b'a,"b\\n', b'c,d\\n'], ",", '"', "utf-8")
    >>> [(record.line, record.value, record.bad[:16]) for record in records]
    [(1, [], 'a quotation mark'), (2, ['c', 'd'], '')]
    """

    def __init__(self, lines: Iterable[bytes], delimiter: str, quote: str, encoding: str, begins: int = 1, escape: str = "") -> None:
        self.width: int | None = None
        self.is_row: Callable[[str], bool] = lambda _: False  # whether a line is one in itself, and so no part of a text
        self._encoding, self._line, self._feed = encoding, begins, _Feed(iter(lines))
        self._how: Any = {"delimiter": delimiter} | ({"quotechar": quote, "strict": True} if quote else {"quoting": csv.QUOTE_NONE})
        self._how["escapechar"] = escape or None
        self._reader = self._anew()

    def _anew(self) -> Iterator[list[str]]:
        return csv.reader(_texts(self._feed, self._encoding), **self._how)

    def __iter__(self) -> Iterator[Row]:
        feed, read = self._feed, self._feed.read
        while True:
            values, bad = list[str](), ""
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except _EndlessError:
                bad = OPEN
            except csv.Error as error:
                bad = f"the line is no CSV ({error})"
            if len(read) > 1 and (bad or self._is_swallowing(values)):
                feed.again.extendleft(reversed(read[1:]))
                del read[1:]
                values, bad, self._reader = [], OPEN, self._anew()
            elif feed.undecodable:
                bad = f"the line is not {self._encoding}" + ('; encoding = "cp1252" may help' if self._encoding == "utf-8" else "")
            elif len(values) != self.width and self.width is not None and not bad:
                bad = f"the line has {len(values)} value{'s' * (len(values) != 1)}, not {self.width}" if values else ""
            row = Row(self._line, values, read[0] if len(read) == 1 else b"".join(read), bad)
            self._line += len(read)
            feed.undecodable = False
            read.clear()
            if values or bad:
                yield row

    def _is_swallowing(self, values: list[str]) -> bool:
        """Whether a record of several lines holds rows of their own."""
        if self.width is not None and len(values) != self.width:
            return True
        return any(self.is_row(line.decode(self._encoding, "replace")) for line in self._feed.read[1:])


class _Feed:
    """Where lines come from. read: those of the record at hand; again: those that a record gave back."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.read, self.again, self.undecodable = lines, list[bytes](), deque[bytes](), False


def _texts(feed: _Feed, encoding: str) -> Iterator[str]:
    """Lines for csv.reader, which asks for as many as it wants. No method: a cycle of references would leave its file open."""
    lines, read, again = feed.lines, feed.read, feed.again
    while True:
        if len(read) >= MOST_LINES:
            raise _EndlessError
        line = again.popleft() if again else next(lines, None)
        if line is None:
            return
        read.append(line)
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError:
            feed.undecodable = True
            yield line.decode(encoding, "replace")
