"""What running sessions have looked at so far: a line of a table each, for an object each would keep Python's memory busy."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.products import grown

NEAR: Final = 12  # products back that what comes next is near to
SEEN: Final = 50  # different products remembered
MOST_TIMES: Final = 2**16 - 1

# The last two looks by product and group, 0 where there was none; different products and how often each was seen, the longest unseen first.
JOURNEY: Final = np.dtype(
    [
        ("last", "u2"), ("before", "u2"), ("group", "u2"), ("group_before", "u2"),
        ("length", "u2"), ("seen", "u2", (SEEN,)), ("times", "u2", (SEEN,)),
    ]
)  # fmt: skip
# A look that waits to be counted, and what its session had looked at before: the last two, and the last different ones, the newest last.
LOOK: Final = np.dtype(
    [
        ("product", "u2"), ("group", "u2"),
        ("last", "u2"), ("before", "u2"), ("group_last", "u2"), ("group_before", "u2"),
        ("length", "u2"), ("near", "u2", (NEAR,)),
    ]
)  # fmt: skip


class Journeys:
    """Lines of JOURNEY by session, and looks so far. Line 0 is nobody's and stays empty.

    >>> journeys, waiting = Journeys(most=2), np.zeros(1, LOOK)
    >>> for session in ("a", "b", "a", "c"):
    ...     look(journeys.lines, journeys.meet(session), waiting, 0, 7, 1)
    >>> list(journeys), journeys.lines[journeys.line("a")]["times"][0].item(), journeys.line("b")
    (['a', 'c'], 2, 0)
    """

    def __init__(self, most: int) -> None:
        """most: sessions remembered; the longest silent goes first."""
        self.most = most
        self.lines: NDArray[Any] = np.zeros(64, JOURNEY)
        self.looks = [0]  # by line
        self._numbers: dict[str, int] = {}  # the longest silent first

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def line(self, session: str) -> int:
        """0 where it is not known."""
        return self._numbers.get(session, 0)

    def meet(self, session: str) -> int:
        """A session's line, a new one where it is new."""
        number = self._numbers.pop(session, 0) or self._new()
        self._numbers[session] = number
        return number

    def forget(self, gone: NDArray[np.bool_]) -> None:
        """Forgets products whose numbers will be given to others."""
        _forget(self.lines, gone)

    def _new(self) -> int:
        if len(self._numbers) >= self.most:
            oldest = self._numbers.pop(next(iter(self._numbers)))
            self.lines[oldest], self.looks[oldest] = np.zeros((), JOURNEY), 0
            return oldest
        number = len(self.looks)
        self.looks.append(0)
        if number >= len(self.lines):
            self.lines = grown(self.lines, number + 1)
        return number


@compiled
def look(lines: Any, line: int, waiting: Any, place: int, product: int, group: int) -> None:
    """Puts a session's next look among those that wait, of JOURNEY and LOOK, then adds it to the session."""
    journey, new = lines[line], waiting[place]
    length, found = journey.length, 0
    new.product, new.group, new.last, new.before = product, group, journey.last, journey.before
    new.group_last, new.group_before = journey.group, journey.group_before
    first = max(0, length - NEAR)
    new.length = length - first
    for each in range(first, length):
        new.near[each - first] = journey.seen[each]
    while found < length and journey.seen[found] != product:
        found += 1
    times = journey.times[found] if found < length else 0
    if found == SEEN:  # no room: the longest unseen goes
        found = 0
    end = length - 1 if found < length else length
    for each in range(found, end):
        journey.seen[each], journey.times[each] = journey.seen[each + 1], journey.times[each + 1]
    journey.seen[end], journey.times[end], journey.length = product, min(times + 1, MOST_TIMES), end + 1
    journey.before, journey.last = journey.last, product
    journey.group_before, journey.group = journey.group, group


@compiled
def _forget(lines: Any, gone: Any) -> None:
    for line in range(len(lines)):
        journey, kept = lines[line], 0
        for each in range(journey.length):
            if not gone[journey.seen[each]]:
                journey.seen[kept], journey.times[kept] = journey.seen[each], journey.times[each]
                kept += 1
        journey.length = kept
        if gone[journey.last]:
            journey.last = 0
        if gone[journey.before]:
            journey.before = 0
