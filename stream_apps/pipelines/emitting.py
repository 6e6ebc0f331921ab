"""Rows and their origin: what a model or an intake emits follows from the one record that is being taken in."""

from typing import Any, Protocol

from contracts.rows import TABLES
from stream_apps.pipelines.pipeline import Out


class Emit(Protocol):
    """Emits a row that follows from the record being taken in: its table, its message key, its fields but the origin."""

    def __call__(self, table: str, key: str, **fields: Any) -> None: ...


class Emitter:
    """Gives rows their origin. One for all records: making one for each click would cost more than most clicks emit."""

    def __init__(self, place: dict[str, Any]) -> None:
        """place: epoch and topic of the log that is read."""
        self._place = place
        self._index: dict[str, int] = {}

    def begin(self, offset: int, partition: int, source: str, out: Out) -> None:
        """What is emitted from now on follows from this record; partition is that of its own events."""
        self._offset, self._partition, self._source, self._out = offset, partition, source, out
        self._index.clear()

    def __call__(self, table: str, key: str, **fields: Any) -> None:
        index = self._index[table] = self._index.get(table, -1) + 1
        fields.update(self._place)
        fields["origin_partition"], fields["origin_offset"], fields["origin_index"] = self._partition, self._offset, index
        fields["source"] = self._source
        self._out.append((table, key.encode(), TABLES[table](**fields)))
