"""A row that is no event."""

from typing import Any


class BadRowError(Exception):
    """A row, or one of its events, that cannot be mapped. reason is what such rows are counted by; value is what stood there."""

    def __init__(self, reason: str, value: Any = None) -> None:
        super().__init__(reason if value is None else f"{reason}: {_shown(value)}")
        self.reason = reason


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
