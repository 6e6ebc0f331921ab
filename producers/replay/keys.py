"""Keys that steer a replay in a terminal: space pauses and goes on, arrows seek by a day, q stops."""

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

HELP: Final = "space pause · ←/→ a day · q stop"
_NAMES: Final = {b" ": "pause", b"\x1b[D": "back", b"\x1b[C": "forward", b"q": "stop"}


class Keys:
    """Keys pressed since last asked; none where standard input is no terminal."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def pressed(self) -> str | None:
        """The name of a key that means something, if one was pressed."""
        if self._descriptor is None or not select.select([self._descriptor], [], [], 0)[0]:
            return None
        return _NAMES.get(os.read(self._descriptor, 3))


@contextmanager
def keys() -> Iterator[Keys]:
    """Listens to single keys, and leaves the terminal as it was."""
    if not sys.stdin.isatty():
        yield Keys(None)
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield Keys(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
