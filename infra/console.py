"""What the command line shows and how: messages, progress, tables, JSON, settings at hand."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from contracts.settings import Settings
from infra.configuration import configuration

console: Final = Console()
problems: Final = Console(stderr=True)
_LOG_EVERY: Final = 2.0  # s
_PROSE: Final = 12  # letters wide that a column of sentences is left at least


def settings() -> Settings:
    """The settings of this invocation. Raises SettingsError."""
    return configuration(os.environ)


def fail(sentence: str, code: int = 1) -> int:
    """Tells what is wrong; returns the exit code."""
    problems.print(f"[bold red]storepulse:[/] {_escaped(sentence)}", soft_wrap=True, highlight=False)
    return code


def warn(sentence: str) -> None:
    """Tells what is not as it should be, without failing; nothing where there is nothing to tell."""
    if sentence:
        problems.print(f"[bold yellow]storepulse:[/] {_escaped(sentence)}", soft_wrap=True, highlight=False)


def json_out(value: Any) -> None:
    """One line of JSON, stamps in ISO form."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table; numbers to the right. Where it is too wide sentences take several lines, or else each row is told by itself."""
    shown = Table(title=_escaped(title), title_justify="left", header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    cells = [[_cell(row[number]) for row in rows] for number in range(len(columns))]
    whole = [all(" " not in cell for cell in column) for column in cells]
    widths = [max(map(len, (title, *column))) if kept else _PROSE for title, column, kept in zip(columns, cells, whole, strict=True)]
    fits = sum(widths) + 2 * len(columns) <= console.width
    if not fits and len(columns) > 2:
        return _told(columns, list(zip(*cells, strict=True)))
    for number, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) or row[number] is None for row in rows)
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=whole[number] and fits)
    for row in zip(*cells, strict=True):
        shown.add_row(*row)
    return console.print(shown)


def _told(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for first, *others in rows:
        console.print(f"[bold]{first}[/]", highlight=False)
        told = [f"{column} {cell}" for column, cell in zip(columns[1:], others, strict=True) if cell not in ("", "-")]
        console.print(Padding("; ".join(told), (0, 0, 0, 2)), highlight=False)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return _escaped(str(value))


def number(value: float) -> str:
    """A number as people read it.

    >>> number(165474), number(3.14159)
    ('165,474', '3.14')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")


class Steps:
    """One line a part, which turns while something happens with it and stays with its last word."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._lines, self._told = progress, dict[str, TaskID](), 0.0

    def __call__(self, name: str, what: str) -> None:
        done = what == "ready" or what.startswith("off")
        text = f"{name:<11}{_escaped(what)}"
        if not console.is_terminal:
            return self._print(text, done)
        if name not in self._lines:
            self._lines[name] = self._progress.add_task(text, total=1)
        return self._progress.update(self._lines[name], description=text, completed=int(done))

    def _print(self, text: str, done: bool) -> None:
        """In a log, a step of many lines is told by one every few seconds."""
        if done or time.monotonic() > self._told + _LOG_EVERY:
            console.print(text, highlight=False, soft_wrap=True)
            self._told = time.monotonic()


@contextmanager
def steps() -> Iterator[Steps]:
    """Progress of many things at once; plain lines where the output is no terminal."""
    text = TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1))
    columns = (SpinnerColumn(finished_text="[green]✓[/]"), text, TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, expand=True) as progress:
        yield Steps(progress)
