"""Why something sent was not taken: one event of a body, or the whole body."""

from typing import Any, Final

import msgspec

_LONGEST: Final = 500  # letters of a detail: it may quote what was sent, and that may be a megabyte


class EventError(Exception):
    """One event cannot be used. reason is a word to count by, the same that the worker's door uses; the text says what exactly is wrong.
    event is the part that it is about, where that is less than the event."""

    def __init__(self, reason: str, detail: str, event: Any = None) -> None:
        super().__init__(detail[:_LONGEST])
        self.reason, self.detail, self.event = reason, detail[:_LONGEST], event


class ShapeError(Exception):
    """A body in no shape we know; the message says what to send."""


class Refusal(msgspec.Struct, frozen=True):
    """A refused event: its place in the body, why, and what it was."""

    index: int
    reason: str
    detail: str
    event: Any

    def told(self) -> dict[str, Any]:
        """What its sender is told."""
        return {"index": self.index, "reason": self.reason, "detail": self.detail}
