"""Stage 1 of any stream: what all pipelines of an events topic do with messages that are refused, and what they say of their work."""

from typing import Any

from contracts.events import LATEST
from contracts.rows import Flow, Reject, Reset, Whole
from stream_apps.pipelines.door import KEPT_KEY, EventError, describe
from stream_apps.pipelines.gate import COUNTERS, Gate
from stream_apps.pipelines.pipeline import Out, Record
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.whole_orders import APART

FLOW_EVERY = 1000  # ms of sending time between two flow rows of a source


class EventsPipeline:
    """What became of the events of one partition: reject and flow rows, and the marks of a reset."""

    def __init__(self, topic: str, partition: int, epoch: str, rules: Rules) -> None:
        """epoch names the log (Kafka's cluster id)."""
        self._rules = rules
        self._origin: dict[str, Any] = {"origin_epoch": epoch, "origin_topic": topic, "origin_partition": partition}

    def reset(self, record: Record, source: str, tables: tuple[str, ...], out: Out) -> None:
        """Marks the tables whose rows of this source and partition are to be forgotten."""
        mark = Reset(**self._origin, origin_offset=record.offset, origin_index=0, source=source, reset=True)
        out.extend((table, b"", mark) for table in tables)

    def is_usable(self, record: Record, id: str, source: str, at: int, gate: Gate, out: Out) -> bool:
        """Whether an event is neither late nor a duplicate; one that is becomes a reject row."""
        if at < gate.clock - self._rules.lateness:
            self.reject(record, "late", f"{(gate.clock - at) / 1000:.0f} s behind the newest event", source, gate, "late", out)
            return False
        if id in gate.seen or id in gate.seen_before:
            self.reject(record, "duplicate", f"id {id} was seen before", source, gate, "duplicates", out)
            return False
        gate.seen.add(id)
        return True

    def refuse(self, record: Record, error: EventError, gate: Gate, out: Out) -> None:
        """Keeps a message that is no event."""
        gate.counts["events"] += 1
        self.reject(record, error.reason, str(error), error.source, gate, "rejected", out)
        self.flow(record, error.source, gate, out)

    def reject(self, record: Record, reason: str, detail: str, name: str, gate: Gate, counter: str, out: Out) -> None:
        """Keeps a message that cannot be used."""
        gate.counts[counter] += 1
        key = (record.key or b"")[:KEPT_KEY]
        place: dict[str, Any] = {"origin_offset": record.offset, "origin_index": 0, "source": name, "sent": sent(record)}
        what: dict[str, Any] = {"reason": reason, "detail": detail, "key": key.decode(errors="backslashreplace")}
        row = Reject(**self._origin, **place, **describe(self.kept(record.value)), **what)
        out.append(("rejects", key, row))

    def kept(self, value: bytes | None) -> bytes | None:
        """A refused message as it is kept: here, as it is."""
        return value

    def flow(self, record: Record, name: str, gate: Gate, out: Out, *, now: bool = False, ended: bool = False) -> None:
        """Says what was done with a source's events since last time, where it is time to; and that its orders are whole, where they are.

        They are once the clock has passed their newest line by the lateness, or the source has ended: without a word nobody who learns
        from lines could know it of the last one.
        """
        if gate.sold >= 0 and (ended or gate.sold < gate.clock - max(self._rules.lateness, 1000 * APART)):
            gate.sold = -1
            out.append(("order_lines", b"", Whole(**self._origin, origin_offset=record.offset, origin_index=0, source=name, whole=True)))
        if not now and abs(record.timestamp - gate.flow_sent) < FLOW_EVERY:
            return
        known = gate.clock >= 0
        counts: dict[str, Any] = gate.counts
        row = Flow(
            **self._origin,
            **counts,
            origin_offset=record.offset,
            origin_index=0,
            source=name,
            clock=gate.clock / 1000 if known else None,
            watermark=max(0, gate.clock - self._rules.lateness) / 1000 if known else None,
            sent=sent(record),
            precision=gate.precision,
        )
        out.append(("flow", b"", row))
        gate.flow_sent = record.timestamp
        gate.counts = dict.fromkeys(COUNTERS, 0)


def sent(record: Record) -> float:
    """When a record was sent, in s; a stamp that no row can hold is brought within bounds."""
    stamp = record.timestamp
    return (stamp if 0 <= stamp <= LATEST else min(max(stamp, 0), LATEST)) / 1000
