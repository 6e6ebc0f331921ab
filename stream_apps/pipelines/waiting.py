"""What waits for its answer in one partition, by that partition's own clock: in a replay one runs days ahead of another."""

from collections import deque
from collections.abc import Iterator
from typing import Final

from stream_apps.models.judged import Example

MOST_WAITING: Final = 5_000  # examples of a partition that wait for their answers


class Lane:
    """Examples without an answer, leads that have not ended, and the newest end of a visit."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[int, str, Example]] = deque()  # lot, person, example; the oldest first
        self.halvings = 0  # of one lot in 2 ** halvings the example is kept
        self.opened: deque[tuple[float, str, str]] = deque()  # until when, person, lead; the oldest first
        self.clock = 0.0

    def wait(self, lot: int, name: str, example: Example, most: int | None = None) -> None:
        """Keeps an example until its answer comes, or only every other lot's where more than most wait, and so on."""
        if not _drawn(lot, self.halvings):
            return
        self.waiting.append((lot, name, example))
        if len(self.waiting) > (most or MOST_WAITING):
            self.halvings += 1
            self.waiting = deque(each for each in self.waiting if _drawn(each[0], self.halvings))

    def answered(self, made_before: float) -> Iterator[tuple[str, Example]]:
        """Removes and returns what was promised before then."""
        while self.waiting and self.waiting[0][2].at < made_before:
            _, name, example = self.waiting.popleft()
            yield name, example

    def unfulfilled(self, known: float) -> Iterator[tuple[str, str]]:
        """Removes and returns the persons and leads for which no purchase can come any more."""
        while self.opened and self.opened[0][0] < known:
            _, name, lead = self.opened.popleft()
            yield name, lead


def _drawn(lot: int, halvings: int) -> bool:
    return lot & ((1 << halvings) - 1) == 0
