"""Files on their way into a replay: which were named, and how far they are read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from re import sub

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from infra.console import console
from producers.replay.datasets import DATASETS
from producers.replay.filed import Tell

_PLAIN_EVERY = timedelta(seconds=5)  # between two lines where the output is no terminal


def named(names: Sequence[str]) -> list[Path]:
    """The files among what a replay was asked for: whatever is one, or is written like one."""
    known = {dataset.name for dataset in DATASETS}
    return [Path(name) for name in names if name not in known and (Path(name).is_file() or Path(name).suffix or "/" in name)]


def source_of(path: Path) -> str:
    """A source's name from a file's.

    >>> source_of(Path("data/2019-Oct (1).csv.gz"))
    '2019-oct-1'
    """
    return sub(r"[^a-z0-9_-]+", "-", path.name.split(".")[0].lower()).strip("-_")[:64] or "file"


@contextmanager
def reading(*, quiet: bool = False) -> Iterator[Tell]:
    """Tells what is done with a file and how much of it: a bar, or a line every few seconds where the output is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task, due = bar.add_task("", total=None), datetime.now(UTC) + _PLAIN_EVERY

        def tell(what: str, done: int, total: int) -> None:
            nonlocal due
            bar.update(task, description=what, completed=done, total=total)
            if not quiet and not console.is_terminal and datetime.now(UTC) > due:
                due = datetime.now(UTC) + _PLAIN_EVERY
                console.print(f"{what}: {100 * done / max(total, 1):.0f}%", highlight=False)

        yield tell
