"""Stage 2: what models learn from one rows topic, in the order of its one log, of each source by itself."""

import pickle
from collections.abc import Callable
from typing import Any, ClassVar, Final, NamedTuple, Protocol, runtime_checkable

import msgspec

from contracts.origins import Positions
from contracts.rows import ModelCost, Origin, Reset, Whole
from stream_apps.pipelines.emitting import Emit, Emitter
from stream_apps.pipelines.pipeline import Out, Record, StateError
from stream_apps.pipelines.source import Rules

STATE_VERSION: Final = 1  # to be raised with every change of what this module keeps; a learner has its own

MEASURED: Final = 32  # one row in so many is timed: to ask for a thread's time takes a microsecond
COSTS: Final = "model_costs"
UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
# What pickle raises for a dump that is damaged, or of a class that has moved or lost a field.
NO_STATE: Final = (pickle.UnpicklingError, AttributeError, ImportError, IndexError, EOFError, KeyError, TypeError, ValueError)
_decode_mark = msgspec.json.Decoder(Reset).decode
_decode_whole = msgspec.json.Decoder(Whole).decode


class Learner(Protocol):
    """What one model has learned of one source. It is kept by pickling it, so it must hold no function and no file.

    A learner predicts before it learns, and what it does follows from the rows alone.
    """

    TABLES: ClassVar[tuple[str, ...]]  # it emits to
    SCORED_AS: ClassVar[str]  # its model in model_scores; "" where it promises nothing
    VERSION: ClassVar[int]  # to be raised with every change of what it keeps, its models' fields included

    def take(self, row: Any, rules: Rules, emit: Emit) -> None:
        """Takes in the source's next row."""


@runtime_checkable
class Finisher(Protocol):
    """A learner that waits for what a mark tells to be whole."""

    def finish(self, mark: Whole, rules: Rules, emit: Emit) -> None:
        """Takes in the mark."""


class Feed(NamedTuple):
    """A rows topic and who learns from it. is_sound: somebody else's message may have a row's form and no sense."""

    topic: str
    row: type[Origin]
    is_sound: Callable[[Any], bool]
    learners: tuple[type[Learner], ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Where its learners' rows go, each named once."""
        return tuple(dict.fromkeys((*(table for learner in self.learners for table in learner.TABLES), COSTS)))

    @property
    def version(self) -> tuple[Any, ...]:
        """Names and versions of all that a checkpoint holds."""
        return (STATE_VERSION, *((learner.__qualname__, learner.VERSION) for learner in self.learners))


class LearningPipeline:
    """Runs the learners of one feed.

    A row's origin is the place in the feed's log of the row it follows from, under the partition of that row's own events: a reset
    comes partition by partition, and forgets of each what came before it, not what another has sent since.
    """

    def __init__(self, feed: Feed, epoch: str, rules: Rules, state: bytes | None = None, clock: Callable[[], int] | None = None) -> None:
        """epoch names the log; state is an earlier pipeline's dump; clock (ns) times the learners. Raises StateError."""
        self._feed, self._rules = feed, rules
        self._decode = msgspec.json.Decoder(feed.row).decode
        self._place: dict[str, Any] = {"origin_epoch": epoch, "origin_topic": feed.topic}
        self._offset = -1
        self._positions = Positions()
        self._sources: dict[str, tuple[Learner, ...]] = {}
        self._emit = Emitter(self._place)
        self._clock = clock
        self._spent: dict[tuple[str, int], list[list[int]]] = {}  # by source and partition: of each learner, rows timed and ns they took
        if state:
            self._offset, self._positions, self._sources = _restored(state, feed.version)

    @property
    def offset(self) -> int:
        return self._offset

    def dump(self) -> bytes:
        return pickle.dumps((self._feed.version, self._offset, self._positions, self._sources), 5)

    def apply(self, record: Record, out: Out) -> None:
        self._offset = record.offset
        value = record.value or b""
        try:
            row = self._decode(value)
        except UNREADABLE:
            self._other(record, value, out)
            return
        if self._feed.is_sound(row) and self._positions.take(row):
            self._emit.begin(record.offset, row.origin_partition, row.source, out)
            learners = self._source(row.source)
            if self._clock is not None and record.offset % MEASURED == 0:
                self._timed(self._clock, learners, row)
                return
            for learner in learners:
                learner.take(row, self._rules, self._emit)

    def costs(self, now: float, out: Out) -> None:
        """Appends what each model has cost since the last call, by source and partition of its events. now: s since 1970 UTC.

        These rows are about the work, not about the shop: alone of all rows they do not follow from the log.
        """
        index = 0
        for (source, partition), spent in self._spent.items():
            place = {**self._place, "origin_partition": partition, "origin_offset": self._offset, "source": source}
            for learner, (rows, took) in zip(self._feed.learners, spent, strict=True):
                if learner.SCORED_AS:
                    cost = ModelCost(**place, origin_index=index, model=learner.SCORED_AS, at=now, rows=rows, seconds=took / 1e9)
                    out.append((COSTS, b"", cost))
                    index += 1
        self._spent.clear()

    def _timed(self, clock: Callable[[], int], learners: tuple[Learner, ...], row: Any) -> None:
        spent = self._spent.setdefault((row.source, row.origin_partition), [[0, 0] for _ in learners])
        began = clock()
        for learner, cost in zip(learners, spent, strict=True):
            learner.take(row, self._rules, self._emit)
            ended = clock()
            cost[0] += 1
            cost[1] += ended - began
            began = ended

    def _source(self, name: str) -> tuple[Learner, ...]:
        learners = self._sources.get(name)
        if learners is None:
            learners = self._sources[name] = tuple(learner() for learner in self._feed.learners)
        return learners

    def _other(self, record: Record, value: bytes, out: Out) -> None:
        try:
            mark = _decode_mark(value)
        except UNREADABLE:
            self._finish(record, value, out)
            return
        if not self._positions.take(mark):
            return
        self._sources.pop(mark.source, None)
        self._spent.pop((mark.source, mark.origin_partition), None)
        place = {**self._place, "origin_partition": mark.origin_partition, "origin_offset": record.offset, "origin_index": 0}
        own = Reset(**place, source=mark.source, reset=True)
        out.extend((table, b"", own) for table in self._feed.tables)

    def _finish(self, record: Record, value: bytes, out: Out) -> None:
        try:
            mark = _decode_whole(value)
        except UNREADABLE:
            return  # no row of ours: the sink, which reads this log too, keeps it as a reject
        if self._positions.take(mark):
            self._emit.begin(record.offset, mark.origin_partition, mark.source, out)
            for learner in self._source(mark.source):
                if isinstance(learner, Finisher):
                    learner.finish(mark, self._rules, self._emit)


def _restored(state: bytes, version: tuple[Any, ...]) -> tuple[int, Positions, dict[str, tuple[Learner, ...]]]:
    try:
        # Only this program writes the checkpoint topic; River's models have no other form to be kept in.
        found, offset, positions, sources = pickle.loads(state)  # noqa: S301
    except NO_STATE as error:
        raise StateError(f"{type(error).__name__}: {error}") from error
    if found != version:
        raise StateError(f"it is of version {found}, not {version}")
    return offset, positions, sources
