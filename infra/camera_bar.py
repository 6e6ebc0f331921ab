"""How a watched camera shows where it is: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from infra.console import console

if TYPE_CHECKING:  # with it comes OpenCV, which other commands need not wait for
    from producers.camera.watching import Standing

_PLAIN_EVERY: Final = 10.0  # s between two lines where the output is no terminal
_LOOK_EVERY: Final = 0.1  # s between two looks of a terminal


class Shown:
    """A camera's line: frames a second, people in sight, events, frames not looked at, and how it sees."""

    def __init__(self, bar: Progress, camera: str, expected: int, *, quiet: bool) -> None:
        self._bar, self._camera, self._quiet = bar, camera, quiet
        self._task = bar.add_task(camera, total=expected or None, what="waits for a picture", visible=console.is_terminal and not quiet)
        self._began, self._next = time.monotonic(), 0.0

    def __call__(self, standing: "Standing") -> None:
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        self._next = now + (_LOOK_EVERY if console.is_terminal else _PLAIN_EVERY)
        self._bar.update(self._task, completed=standing.frames, what=self._text(standing, now))
        if not console.is_terminal:
            console.print(f"{self._camera}: {self._text(standing, now)}", highlight=False, soft_wrap=True)

    def _text(self, standing: "Standing", now: float) -> str:
        rate = standing.frames / max(now - self._began, 1e-9)
        state = {"ok": "", None: "no picture yet, "}.get(standing.state, f"[bold red]{standing.state}[/], ")
        dropped = f", {standing.dropped:,} dropped" if standing.dropped else ""
        return f"{state}{rate:,.1f} frames/s, {standing.people} in sight, {standing.events:,} events{dropped}"


@contextmanager
def bar() -> Iterator[Progress]:
    """One line a camera."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(10), TextColumn("{task.fields[what]}"))
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        yield shown
