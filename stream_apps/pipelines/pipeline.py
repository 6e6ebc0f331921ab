"""What every pipeline is: a pure function of (state, record) to rows, the same wherever batches are cut."""

from typing import Protocol

from contracts.rows import Origin


class StateError(Exception):
    """A dump that this program cannot go on from: one of another version, or a damaged one."""


class Record(Protocol):
    """One message of a log, as aiokafka gives it. timestamp is when it was sent, ms since 1970 UTC; -1 where unknown."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


Out = list[tuple[str, bytes, Origin]]  # table, message key, row


class Pipeline(Protocol):
    """The state of one partition of one topic."""

    @property
    def offset(self) -> int:
        """The last record it has taken in; -1 before the first."""

    def apply(self, record: Record, out: Out) -> None:
        """Takes in one record and appends the rows that follow from it. Records come in the order of the log."""

    def dump(self) -> bytes:
        """The state as bytes, from which the pipeline's `load` goes on exactly as this one would."""
