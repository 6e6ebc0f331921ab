"""Plays a dataset into the log: paced, steerable, and after a kill exactly where it stood."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from contracts.events import Control, ControlEvent, Event
from producers.replay.history import Entry, History, history
from producers.replay.journal import Desk, Journal, Wish
from producers.replay.outlet import Lane, Outlet
from producers.replay.pace import Live, Pace

KEEP_EVERY: Final = 2.0  # s between two looks at the journal
LOOK_EVERY: Final = 0.1  # s between two looks at what is wished
TICK_EVERY: Final = 1.0  # s between two ticks of a paced replay
BURST: Final = 1_000  # events between two looks at the clock at full speed
DAY: Final = 86_400_000  # ms


class Standing(NamedTuple):
    """Where a replay is, for whoever shows it. at is the next event's time in the dataset's own time, ms."""

    sent: int
    total: int | None  # None while a file is still being read
    at: int
    paused: bool


class Player:
    """One run of one replay. `events` are the plan's, in order, stamped in the dataset's own time; times are int ms."""

    def __init__(self, events: Sequence[Event] | History, journal: Journal, desk: Desk, outlet: Outlet, speed: float) -> None:
        self._history, self._journal, self._desk, self._outlet = history(events), journal, desk, outlet
        self._already: Counter[tuple[Lane, str]] = Counter()  # (lane, id) of what the log holds although the journal does not say so
        self._streams = self._history.streams
        self._midnight = -1  # of the event sent last, shifted, ms
        self._pace = self._live() if journal.plan.live else Pace(speed, self._here(), time.monotonic())
        self._next_keep = self._next_look = self._next_tick = 0.0
        self._stopped = False

    def _live(self) -> Pace:
        return Live(round(time.time() * 1000) - self._journal.shift, time.monotonic())

    def stop(self) -> None:
        """Ends the run at the next chance; the same command goes on from there."""
        self._stopped = True

    def play(self, wishes: Callable[[], Wish | None], show: Callable[[Standing], None]) -> bool:
        """Sends what the log does not hold yet. Returns whether it came to the end.

        wishes: what the terminal asks for, if anything; show: told where the replay stands, about ten times a second.
        """
        self._recover()
        journal = self._journal
        while not self._stopped and (journal.paused or self._history.has(journal.next)):
            self._look(wishes, show)
            if journal.paused:
                self._wait(time.monotonic() + LOOK_EVERY)
            else:
                self._send_due()
        if not self._history.has(journal.next):
            self._tell("end", self._history.ends())
            journal.finished = True
        self._outlet.flush()
        self._keep()
        show(self._standing())
        return journal.finished

    def _recover(self) -> None:
        """Finds in the log what was sent after the journal was last kept."""
        if self._journal.seeking is not None:
            self._seek_back(self._journal.seeking)
            return
        self._already = self._outlet.ids_since(self._journal.plan.source, self._journal.offsets)

    def _send_due(self) -> None:
        journal, now = self._journal, time.monotonic()
        for _ in range(BURST):
            if not self._history.has(journal.next):
                return
            due = self._pace.due(self._history.at(journal.next))
            if due > now:
                self._wait(min(due, now + LOOK_EVERY))
                return
            entry = self._stamped(self._history.entry(journal.next))
            lane = self._outlet.place(entry)
            if not self._is_sent(entry, lane):
                self._pass_midnight()
                self._outlet.send(entry, lane)
            journal.next += 1

    def _pass_midnight(self) -> None:
        """Days are complete everywhere once all partitions know of the next, also those that nothing goes to for long."""
        at = self._history.at(self._journal.next)
        midnight = (at + self._journal.shift) // DAY * DAY
        if midnight > self._midnight:
            self._midnight = midnight
            self._tell("tick", at)

    def _is_sent(self, entry: Entry, lane: Lane) -> bool:
        """Whether the log holds it already: each of the ids found there stands for one entry, so that ids may repeat."""
        key = (lane, entry.id)
        if not self._already or key not in self._already:
            return False
        self._already[key] -= 1
        if not self._already[key]:
            del self._already[key]
        return True

    def _look(self, wishes: Callable[[], Wish | None], show: Callable[[Standing], None]) -> None:
        """Everything that happens by the clock rather than by the event."""
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + LOOK_EVERY
        for wish in (self._desk.asked(self._journal.plan.source), wishes()):
            if wish is not None:
                self._grant(wish)
        if now >= self._next_tick and not self._journal.paused and self._pace.speed != float("inf"):
            self._next_tick = now + TICK_EVERY
            self._tell("tick", min(self._pace.now(now), self._here()))
        if now >= self._next_keep:
            self._next_keep = now + KEEP_EVERY
            self._keep()
        show(self._standing())

    def _grant(self, wish: Wish) -> None:
        if wish.seek is not None:
            self._seek(wish.seek)
        if wish.paused is not None:
            self._journal.paused = wish.paused
        self._pace.anchor(self._here(), time.monotonic())
        self._keep()

    def _seek(self, at: int) -> None:
        place = self._history.place(at)
        if place < self._journal.next:
            self._seek_back(at)
        else:
            self._journal.next = place

    def _seek_back(self, at: int) -> None:
        """What was sent would be late or doubled, so the source is forgotten, in the log itself, and begins at `at`."""
        self._journal.seeking = at
        self._desk.keep(self._journal)
        self._tell("reset", max(at, self._history.at(0)))  # no stamp is before 1970
        self._already, self._midnight = Counter(), -1
        self._journal.next = self._history.place(at)
        self._journal.seeking = None
        self._keep()

    def _keep(self) -> None:
        self._outlet.flush()
        if not self._already:  # what the log holds past `next` must be found again after the next kill
            self._journal.offsets = self._outlet.ends(self._streams)
        self._desk.keep(self._journal)

    def _stamped(self, entry: Entry) -> Entry:
        return replace(entry, source=self._journal.plan.source, at=_ms(entry) + self._journal.shift)

    def _tell(self, type: Control, at: int) -> None:
        """Tells all partitions of all its streams; at: the dataset's own time; never ahead of the clock, where it would be refused."""
        stamp = min(at + self._journal.shift, round(time.time() * 1000))
        id, source = f"{type}-{self._journal.next}", self._journal.plan.source
        streams = list(self._streams) if len(self._streams) > 1 else None
        self._outlet.broadcast(ControlEvent(id=id, source=source, type=type, at=stamp, streams=streams), self._streams)

    def _standing(self) -> Standing:
        return Standing(self._journal.next, self._history.total, self._here(), self._journal.paused)

    def _here(self) -> int:
        """The next event's time; the last one's at the end, where a seek may have led."""
        return self._history.at(self._journal.next)

    def _wait(self, until: float) -> None:
        time.sleep(max(0.0, until - time.monotonic()))  # the pace of a replay is the wall clock's


def _ms(entry: Entry) -> int:
    """An entry's own time, which is before the one it is reached by where a file that says it is sorted is not."""
    assert isinstance(entry.at, int)  # noqa: S101  histories are stamped in ms
    return entry.at
