"""Files as a history: mapped, brought into order of time, spooled to disk, and told about."""

import hashlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from producers.replay.history import Entry
from producers.replay.journal import Plan, ReplayError
from producers.replay.mapping.bounds import Bounds
from producers.replay.mapping.files import rows
from producers.replay.mapping.mapper import mapped
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.periods import in_period, rising
from producers.replay.mapping.report import Report
from producers.replay.mapping.row import Row
from producers.replay.mapping.sorting import Timed, ordered, timed
from producers.replay.mapping.spool import Spool
from producers.replay.parts import Part, mapper

VERSION: Final = 2  # to be raised when the same file and mapping make other events than before
_TELL_EVERY: Final = 10_000  # rows
_END: Final = 1 << 62
Tell = Callable[[str, int, int], None]  # what is done, how much of it, of how much


class Filed(NamedTuple):
    """What files make. The report is whole once the history has been read to its end."""

    history: Spool
    report: Report


class _Begun(msgspec.Struct):
    """Beside a spool from its beginning: what of, and what the log took then."""

    plan: Plan
    bounds: Bounds


class _Kept(msgspec.Struct):
    """Beside a spool that is complete: what of, and the report."""

    plan: Plan
    report: Report


def fingerprint(found: Sequence[Part], tell: Tell) -> str:
    """Names what the files hold and how they are mapped: reads them whole."""
    digest = hashlib.sha256(f"{VERSION}".encode())
    for part in found:
        digest.update(msgspec.json.encode(part.mapping))
        total, done = part.path.stat().st_size, 0
        with part.path.open("rb") as file:
            while block := file.read(1 << 22):
                digest.update(block)
                tell(f"checking {part.path.name}", done := done + len(block), total)
    return digest.hexdigest()


def files(found: Sequence[Part], plan: Plan, folder: Path, tell: Tell) -> Filed:
    """The plan's history of the files. folder: of its spool, which is used again where it is whole and of the same plan.

    Files that are sorted are read while they are played; others are read whole and sorted first. Raises MappingError, and ReplayError
    where the plan leaves nothing.
    """
    kept, stream = folder / "kept.json", found[0].mapping.stream
    if kept.exists():
        before = msgspec.json.decode(kept.read_bytes(), type=_Kept)
        if before.plan == plan:
            return Filed(Spool.kept(folder, stream), before.report)
        kept.unlink()
    found, report = _bounded(found, plan, folder), Report()
    spool = Spool(folder, _chosen(found, plan, folder, report, tell), lambda _: _keep(kept, _Kept(plan, report)), stream)
    try:
        if not all(part.mapping.sorted for part in found):
            spool.complete()
        if not spool.has(0):
            where = " in that period" if plan.start or plan.end else ""
            raise ReplayError(f"{plan.dataset} has no events{where} ({report.rows:,} rows read)")
    except (MappingError, ReplayError):
        spool.close()
        (folder / "begun.json").unlink()
        raise
    return Filed(spool, report)


def _bounded(found: Sequence[Part], plan: Plan, folder: Path) -> tuple[Part, ...]:
    """The parts as they were bounded when this plan was begun: time has passed, but a run that goes on must make the same of the files."""
    path = folder / "begun.json"
    if path.exists():
        before = msgspec.json.decode(path.read_bytes(), type=_Begun)
        if before.plan == plan:
            return tuple(part._replace(bounds=before.bounds) for part in found)
    folder.mkdir(parents=True, exist_ok=True)
    _keep(path, _Begun(plan, found[0].bounds))
    return tuple(found)


def _keep(path: Path, what: msgspec.Struct) -> None:
    """Writes it whole or not at all."""
    partial = path.with_suffix(".partial")
    partial.write_bytes(msgspec.json.encode(what))
    partial.replace(path)


def _chosen(found: Sequence[Part], plan: Plan, folder: Path, report: Report, tell: Tell) -> Iterator[Timed]:
    """The plan's entries in order of time."""
    streams = [timed(_of_period(part, plan, report, tell, f"{number}:" if len(found) > 1 else "")) for number, part in enumerate(found, 1)]
    if all(part.mapping.sorted for part in found):
        merged = rising(heapq.merge(*streams, key=lambda entry: entry[0]) if len(streams) > 1 else streams[0], report)
    else:
        merged = ordered(chain.from_iterable(streams), folder)
    return islice(merged, plan.limit)


def _of_period(part: Part, plan: Plan, report: Report, tell: Tell, prefix: str) -> Iterator[Entry]:
    source, start, end = rows(part.path, part.mapping), plan.start or 0, _END if plan.end is None else plan.end

    def counted() -> Iterator[Row]:
        for number, row in enumerate(source):
            if not number % _TELL_EVERY:
                tell(f"reading {part.path.name}", source.done, source.total)
            yield row

    entries = mapped(counted(), mapper(part, source, report, prefix))
    for entry in in_period(entries, start, end, report, is_sorted=part.mapping.sorted):
        report.note(entry)
        yield entry
    tell(f"reading {part.path.name}", source.total, source.total)
