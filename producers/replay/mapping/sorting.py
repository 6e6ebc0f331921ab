"""Entries in order of time, however many: runs of them are sorted in memory, kept as files, and merged."""

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from producers.replay.history import Entry
from producers.replay.mapping.mapping import MappingError

RUN: Final = 250_000  # entries sorted at once: some 200 MB
MOST_RUNS: Final = 900  # files open at once while they are merged

Timed = tuple[int, bytes]  # ms, and the entry as a line of JSON


def timed(entries: Iterable[Entry]) -> Iterator[Timed]:
    """Entries with their times, as lines. What a file brings is stamped in ms."""
    encode, buffer = msgspec.json.Encoder().encode, b"\n"
    for entry in entries:
        yield entry.at, encode(entry) + buffer  # type: ignore[misc]  # an event's `at` may be a datetime elsewhere


def ordered(entries: Iterator[Timed], folder: Path, run: int = RUN) -> Iterator[Timed]:
    """The same in order of time, equal times in the order they came. Needs memory for one run, and disk in the folder for all.

    Raises MappingError above MOST_RUNS runs.
    """
    runs: list[Path] = []
    while True:
        part = sorted(_part(entries, run), key=lambda timed: timed[0])
        if not runs and len(part) < run:
            yield from part
            return
        if part:
            runs.append(_keep(part, folder / f"run-{len(runs)}"))
        if len(part) < run:
            break
        if len(runs) >= MOST_RUNS:
            raise MappingError(f"more than {MOST_RUNS * run:,} events out of order: sort the file by time and write sorted = true")
    try:
        yield from heapq.merge(*map(_kept, runs), key=lambda timed: timed[0])
    finally:
        for path in runs:
            _times(path).unlink(missing_ok=True)
            path.unlink(missing_ok=True)


def _part(entries: Iterator[Timed], count: int) -> Iterator[Timed]:
    for _, timed in zip(range(count), entries, strict=False):
        yield timed


def _keep(part: list[Timed], path: Path) -> Path:
    np.fromiter((at for at, _ in part), np.int64, len(part)).tofile(_times(path))
    with path.open("wb") as file:
        file.writelines(line for _, line in part)
    return path


def _kept(path: Path) -> Iterator[Timed]:
    with path.open("rb") as file, _times(path).open("rb") as stamps:
        while len(times := np.fromfile(stamps, np.int64, 8_192)):
            yield from zip(times.tolist(), file, strict=False)


def _times(path: Path) -> Path:
    return path.with_name(f"{path.name}.times")
