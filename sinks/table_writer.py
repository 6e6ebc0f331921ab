"""One rows topic on its way into its table."""

import base64
import time
from typing import Final

import msgspec
from confluent_kafka import Message

from contracts.rows import TABLES, Origin, Reject, Reset, Whole
from sinks.store import Store

_decode_mark: Final = msgspec.json.Decoder(Reset).decode
_decode_whole: Final = msgspec.json.Decoder(Whole).decode
MOST_BYTES: Final = 64 << 20  # that wait: a reject may be as large as a message, and an insert must fit into one request
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class TableWriter:
    """Collects rows that the table does not hold yet, and stores them in one insert."""

    def __init__(self, table: str, store: Store) -> None:
        self.table = table
        self._store = store
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(TABLES[table]).decode
        self._positions = store.positions(table)
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._since = 0.0
        self.read: dict[int, int] = {}  # partition -> offset to go on from once the waiting rows are stored
        self.stored = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, message: Message, epoch: str) -> Reject | None:
        """Takes in one message; returns a reject where it is no row of this table."""
        value = message.value() or b""
        self.read[message.partition()] = message.offset() + 1
        try:
            row = self._decode(value)
        except _UNREADABLE as error:
            return self._other(message, value, str(error), epoch)
        if self._positions.take(row):
            self._wait(row)
        return None

    def add(self, reject: Reject) -> None:
        """Takes in a reject that the sink itself has made (for the writer of `rejects`)."""
        if self._positions.take(reject):
            self._wait(reject)

    def due(self, now: float, rows: int, seconds: float) -> bool:
        """Whether it is time to write."""
        return len(self._waiting) >= rows or bool(self._waiting and now - self._since >= seconds)

    def flush(self) -> None:
        """Stores what waits."""
        if self._waiting:
            self._store.insert(self.table, self._waiting)
            self.stored += len(self._waiting)
            self._waiting, self._bytes = [], 0

    def _wait(self, row: Origin) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        # Encoded anew: of what msgspec passes over, such as a key named twice, ClickHouse would refuse the whole insert, for ever.
        self._waiting.append(self._encode(row))
        self._bytes += len(self._waiting[-1])
        if self._bytes >= MOST_BYTES:
            self.flush()

    def _other(self, message: Message, value: bytes, why: str, epoch: str) -> Reject | None:
        try:
            mark = _decode_mark(value)
        except _UNREADABLE:
            return None if _is_whole(value) else _reject(message, value, why, epoch)
        if self._positions.take(mark):
            self.flush()
            self._store.forget(self.table, mark)
        return None


def _is_whole(value: bytes) -> bool:
    """Whether it is the mark that orders are whole, of which nothing is stored."""
    try:
        _decode_whole(value)
    except _UNREADABLE:
        return False
    return True


def _reject(message: Message, value: bytes, why: str, epoch: str) -> Reject:
    try:
        raw, encoding = value.decode(), "utf-8"
    except UnicodeDecodeError:
        raw, encoding = base64.b64encode(value).decode(), "base64"
    return Reject(
        origin_epoch=epoch,
        origin_topic=message.topic(),
        origin_partition=message.partition(),
        origin_offset=message.offset(),
        origin_index=0,
        source="",
        reason="not_a_row",
        detail=why,
        size=len(value),
        encoding=encoding,
        raw=raw,
        key=(message.key() or b"").decode(errors="backslashreplace"),
        sent=max(0, message.timestamp()[1]) / 1000,
    )
