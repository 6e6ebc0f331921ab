"""Stage 1 of every stream but the shop's: an intake makes rows of the events of one source; what all streams share is done here.

To add a stream: its events (contracts/events), its rows (contracts/rows), one intake, one line in intakes.py.
"""

import pickle
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, Protocol

import msgspec

from contracts.events import CONTROLS, STREAMS
from contracts.topics import EVENTS
from stream_apps.pipelines.door import Door, EventError
from stream_apps.pipelines.emitting import Emit, Emitter
from stream_apps.pipelines.events import EventsPipeline, sent
from stream_apps.pipelines.gate import Gate
from stream_apps.pipelines.learning import NO_STATE
from stream_apps.pipelines.pipeline import Out, Record, StateError
from stream_apps.pipelines.source import Rules

STATE_VERSION = 2  # to be raised with every change of what this module keeps; an intake has its own


class Moment(NamedTuple):
    """What an intake may know besides an event. at and watermark: event time, ms; sent: s; streams: those its producers have named."""

    at: int
    watermark: int
    sent: float
    streams: list[str]
    rules: Rules


class Intake(Protocol):
    """What one stream remembers of one source in one partition. It is kept by pickling it: no function, no file in it."""

    TABLES: ClassVar[tuple[str, ...]]  # it emits to
    VERSION: ClassVar[int]  # to be raised with every change of what it keeps

    def take(self, event: Any, moment: Moment, emit: Emit) -> None:
        """Takes in an event that is neither late nor seen before."""

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        """Told after each event and each tick where the watermark is: emits what is complete by it, or all there is."""


class Inlet(NamedTuple):
    """A stream and what makes rows of it. check raises EventError for what a message must hold beyond its form.

    kept: a refused message as it may be kept.
    """

    stream: str
    check: Callable[[Any, Record], None]
    intake: type[Intake]
    kept: Callable[[bytes], bytes] = bytes

    @property
    def topic(self) -> str:
        return EVENTS[self.stream]

    @property
    def tables(self) -> tuple[str, ...]:
        """Where its rows go."""
        return ("rejects", "flow", *self.intake.TABLES)


class IntakePipeline(EventsPipeline):
    """One partition of one stream, in the order of its log."""

    def __init__(self, inlet: Inlet, partition: int, epoch: str, rules: Rules, state: bytes | None = None) -> None:
        """epoch names the log; state is an earlier pipeline's dump. Raises StateError."""
        super().__init__(inlet.topic, partition, epoch, rules)
        self._inlet, self._partition = inlet, partition
        self._admit = Door(STREAMS[inlet.stream], inlet.check).admit
        self._emit = Emitter({"origin_epoch": epoch, "origin_topic": inlet.topic})
        self._offset = -1
        self._sources: dict[str, tuple[Gate, Intake]] = {}
        if state:
            self._offset, self._sources = _restored(state, self._version)

    @property
    def offset(self) -> int:
        return self._offset

    @property
    def _version(self) -> tuple[Any, ...]:
        return STATE_VERSION, self._inlet.intake.__qualname__, self._inlet.intake.VERSION

    def dump(self) -> bytes:
        kept = {name: (msgspec.msgpack.encode(gate), intake) for name, (gate, intake) in self._sources.items()}
        return pickle.dumps((self._version, self._offset, kept), 5)

    def kept(self, value: bytes | None) -> bytes | None:
        return self._inlet.kept(value) if value else value

    def apply(self, record: Record, out: Out) -> None:
        self._offset = record.offset
        try:
            event, at = self._admit(record, self._rules.max_bytes, self._rules.future)
        except EventError as error:
            self.refuse(record, error, self._source(error.source)[0], out)
            return
        if event.type == "reset":
            self._sources.pop(event.source, None)
            self.reset(record, event.source, self._inlet.tables, out)
            return
        gate, intake = self._source(event.source)
        gate.counts["events"] += 1
        is_control = event.type in CONTROLS
        self._emit.begin(record.offset, self._partition, event.source, out)
        if is_control:
            gate.counts["controls"] += 1
            gate.streams = gate.streams if event.streams is None else list(event.streams)
        elif not self.is_usable(record, event.id, event.source, at, gate, out):
            self.flow(record, event.source, gate, out)
            return
        gate.advance(at, self._rules.lateness)
        moment = Moment(at, gate.clock - self._rules.lateness, sent(record), gate.streams, self._rules)
        if not is_control:
            gate.counts["clicks"] += 1
            gate.precision = event.precision
            if "order_lines" in self._inlet.tables:
                gate.sell(at)
            intake.take(event, moment, self._emit)
        intake.advance(moment, self._emit, event.type == "end")
        self.flow(record, event.source, gate, out, now=is_control, ended=event.type == "end")

    def _source(self, name: str) -> tuple[Gate, Intake]:
        found = self._sources.get(name)
        if found is None:
            found = self._sources[name] = (Gate(), self._inlet.intake())  # a first flow row at once: it says when the source begins
        return found


def _restored(state: bytes, version: tuple[Any, ...]) -> tuple[int, dict[str, tuple[Gate, Intake]]]:
    try:
        found, offset, kept = pickle.loads(state)  # noqa: S301  only this program writes the checkpoint topic
        if found != version:
            raise StateError(f"it is of version {found}, not {version}")
        return offset, {name: (msgspec.msgpack.decode(gate, type=Gate), intake) for name, (gate, intake) in kept.items()}
    except (*NO_STATE, msgspec.DecodeError) as error:
        raise StateError(f"{type(error).__name__}: {error}") from error
