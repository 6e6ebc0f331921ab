"""How a replay shows where it is: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from infra.console import console
from producers.replay.keys import HELP
from producers.replay.player import Standing

_PLAIN_EVERY = 5.0  # s between two lines where the output is no terminal


class Shown:
    """The bar of a replay: rate, event time, time left; plain lines where the output is no terminal."""

    def __init__(self, bar: Progress, source: str, shift: int, *, quiet: bool) -> None:
        self._quiet = quiet or console.is_terminal  # a terminal has the bar, a machine that asked for JSON gets nothing else
        self._bar, self._source, self._shift = bar, source, timedelta(milliseconds=shift)
        self._task = bar.add_task(source, total=None, when="", visible=console.is_terminal)
        self._next = datetime.now(UTC)

    def __call__(self, standing: Standing) -> None:
        when = f"{_when(standing.at) + self._shift:%Y-%m-%d %H:%M}" + (" paused" if standing.paused else "")
        self._bar.update(self._task, completed=standing.sent, total=standing.total, when=when)
        now = datetime.now(UTC)
        if not self._quiet and now >= self._next:
            self._next = now + timedelta(seconds=_PLAIN_EVERY)
            of = "" if standing.total is None else f" of {standing.total:,}"
            console.print(f"{self._source}: {standing.sent:,}{of} events, at {when}", highlight=False)


class Download:
    """A download's progress as pooch tells it, shown by rich."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task = bar, bar.add_task("download", total=None, when="", visible=False)
        self.total = 0

    def update(self, size: int) -> None:
        """So many bytes more."""
        self._bar.update(self._task, total=self.total, advance=size, visible=console.is_terminal)

    def reset(self) -> None:
        """From the beginning."""
        self._bar.reset(self._task)

    def close(self) -> None:
        """It is here."""
        self._bar.update(self._task, visible=False)


@contextmanager
def bar() -> Iterator[Progress]:
    """Fits 80 columns: source, share done, event time, rate, time left."""
    columns = (TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(), TextColumn("{task.fields[when]}"), _Rate())
    if console.is_terminal:
        console.print(f"[dim]{HELP}")
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as shown:
        yield shown


class _Rate(TextColumn):
    """Events a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Any) -> Any:
        speed = task.finished_speed or task.speed
        self.text_format = "" if speed is None else f"{speed:,.0f}/s"
        return super().render(task)


def _when(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
