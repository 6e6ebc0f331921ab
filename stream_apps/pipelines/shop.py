"""Stage 1 of the shop: events of one partition to clicks, sessions, rejects and flow rows."""

from typing import Any

import msgspec

from contracts.events import LATEST, ShopEvent
from contracts.rows import Click, Flow, Reject, Reset, Session
from contracts.topics import EVENTS_SHOP
from stream_apps.pipelines.door import CONTROLS, KEPT_KEY, EventError, admit, describe
from stream_apps.pipelines.open_session import OpenSession, summary
from stream_apps.pipelines.pipeline import Out, Record, StateError
from stream_apps.pipelines.source import COUNTERS, Rules, Source

FLOW_EVERY = 1000  # ms of sending time between two flow rows of a source
OWN_TABLES = ("clicks", "sessions", "rejects", "flow")
STATE_VERSION = 2  # to be raised with every change of what is kept


class _State(msgspec.Struct, array_like=True):
    version: int = STATE_VERSION
    offset: int = -1
    sources: dict[str, Source] = {}


class ShopPipeline:
    """Clicks of one partition of events.shop, in the order of the log.

    A click is written when it arrives, a session when it closes: once the watermark (the newest event time less the
    allowed lateness) has passed its last click by the gap, or its source has sent `end`.
    """

    def __init__(self, partition: int, epoch: str, rules: Rules, state: bytes | None = None) -> None:
        """epoch names the log (Kafka's cluster id); state is an earlier pipeline's dump. Raises StateError."""
        self._rules = rules
        self._origin: dict[str, Any] = {"origin_epoch": epoch, "origin_topic": EVENTS_SHOP, "origin_partition": partition}
        self._epoch, self._partition = epoch, partition
        self._state = _restored(state) if state else _State()

    @property
    def offset(self) -> int:
        return self._state.offset

    def dump(self) -> bytes:
        return msgspec.msgpack.encode(self._state)

    def apply(self, record: Record, out: Out) -> None:
        self._state.offset = record.offset
        try:
            event, at = admit(record, self._rules.max_bytes, self._rules.future)
        except EventError as error:
            self._refuse(record, error, out)
            return
        if event.type in CONTROLS:
            self._control(record, event, at, out)
            return
        source = self._source(event.source, record)
        source.counts["events"] += 1
        if at < source.clock - self._rules.lateness:
            behind = (source.clock - at) / 1000
            self._reject(record, "late", f"{behind:.0f} s behind the newest event", event.source, source, "late", out)
        elif not source.is_new(event.id):
            self._reject(record, "duplicate", f"id {event.id} was seen before", event.source, source, "duplicates", out)
        elif event.type == "user_engagement":
            source.advance(at, self._rules.lateness)
            source.sessions.engage(event, at, self._rules.gap)
            source.counts["controls"] += 1
        else:
            self._click(record, event, at, source, out)
        self._flow(record, event.source, source, out)

    def _click(self, record: Record, event: ShopEvent, at: int, source: Source, out: Out) -> None:
        rules, sessions = self._rules, source.sessions
        source.advance(at, rules.lateness)
        watermark = source.clock - rules.lateness
        closed = sessions.close(watermark, rules.gap) if sessions.is_due(watermark) else None
        place = sessions.add(event, at, record.offset, rules.gap)
        source.counts["clicks"] += 1
        row = Click(  # by position, in the order of contracts.rows: this is the hottest line of the worker
            self._epoch,
            EVENTS_SHOP,
            self._partition,
            record.offset,
            0,
            event.source,
            event.id,
            event.type,
            at / 1000,
            _sent(record),
            place.session,
            place.step,
            place.step == 1,
            event.visitor,
            place.gap,
            event.page or "",
            event.page_number,
            event.position,
            event.product or "",
            event.category or "",
            event.colour or "",
            event.photo or "",
            event.price,
            event.quantity,
            event.currency or "",
            event.country or "",
            event.precision,
            event.customer,
            event.order,
            event.device or "",
            event.channel or "",
            event.referrer or "",
            event.engaged,
            event.age,
            event.gender or "",
        )
        out.append(("clicks", record.key or b"", row))
        if closed:
            self._close(record, event.source, source, closed, "gap", out)

    def _control(self, record: Record, event: ShopEvent, at: int, out: Out) -> None:
        if event.type == "reset":
            self._state.sources.pop(event.source, None)
            mark = Reset(**self._origin, origin_offset=record.offset, origin_index=0, source=event.source, reset=True)
            out.extend((table, b"", mark) for table in OWN_TABLES)
            return
        source = self._source(event.source, record)
        source.counts["events"] += 1
        source.counts["controls"] += 1
        source.advance(at, self._rules.lateness)
        ended = event.type == "end"
        sessions = source.sessions
        closed = sessions.close_all() if ended else sessions.close(source.clock - self._rules.lateness, self._rules.gap)
        self._close(record, event.source, source, closed, event.type if ended else "gap", out)
        self._flow(record, event.source, source, out, now=True)

    def _close(self, record: Record, name: str, source: Source, closed: list[OpenSession], by: str, out: Out) -> None:
        for index, session in enumerate(closed):
            facts = summary(session)
            returning, gap = source.recall(session.visitor, facts["start"], facts["end"], self._rules.visitor_memory)
            row = Session(
                **self._origin,
                **facts,
                origin_offset=record.offset,
                origin_index=index,
                source=name,
                sent=_sent(record),
                returning=returning,
                gap_since_last=gap,
                closed_by=by,
            )
            out.append(("sessions", (session.visitor or session.id).encode(), row))
        source.counts["sessions"] += len(closed)

    def _refuse(self, record: Record, error: EventError, out: Out) -> None:
        source = self._source(error.source, record)
        source.counts["events"] += 1
        self._reject(record, error.reason, str(error), error.source, source, "rejected", out)
        self._flow(record, error.source, source, out)

    def _reject(self, record: Record, reason: str, detail: str, name: str, source: Source, counter: str, out: Out) -> None:
        source.counts[counter] += 1
        key = (record.key or b"")[:KEPT_KEY]
        place: dict[str, Any] = {"origin_offset": record.offset, "origin_index": 0, "source": name, "sent": _sent(record)}
        what: dict[str, Any] = {"reason": reason, "detail": detail, "key": key.decode(errors="backslashreplace")}
        row = Reject(**self._origin, **place, **describe(record.value), **what)
        out.append(("rejects", key, row))

    def _flow(self, record: Record, name: str, source: Source, out: Out, *, now: bool = False) -> None:
        if not now and abs(record.timestamp - source.flow_sent) < FLOW_EVERY:
            return
        known = source.clock >= 0
        counts: dict[str, Any] = source.counts
        row = Flow(
            **self._origin,
            **counts,
            origin_offset=record.offset,
            origin_index=0,
            source=name,
            clock=source.clock / 1000 if known else None,
            watermark=max(0, source.clock - self._rules.lateness) / 1000 if known else None,
            sent=_sent(record),
        )
        out.append(("flow", b"", row))
        source.flow_sent = record.timestamp
        source.counts = dict.fromkeys(COUNTERS, 0)

    def _source(self, name: str, record: Record) -> Source:
        source = self._state.sources.get(name)
        if source is None:
            source = self._state.sources[name] = Source(flow_sent=record.timestamp)
        return source


def _restored(state: bytes) -> _State:
    try:
        found = msgspec.msgpack.decode(state, type=_State)
    except msgspec.DecodeError as error:
        raise StateError(str(error)) from error
    if found.version != STATE_VERSION:
        raise StateError(f"it is of version {found.version}, not {STATE_VERSION}")
    return found


def _sent(record: Record) -> float:
    """When a record was sent, in s; a stamp that no row can hold is brought within bounds."""
    sent = record.timestamp
    return (sent if 0 <= sent <= LATEST else min(max(sent, 0), LATEST)) / 1000
