"""Files as a history: mapped, brought into order of time, spooled to disk, and told about."""

import hashlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from producers.replay.history import Entry
from producers.replay.journal import Plan, ReplayError
from producers.replay.mapping.files import Row, Rows, rows
from producers.replay.mapping.mapper import Mapper, mapped
from producers.replay.mapping.mapping import Mapping, MappingError, load
from producers.replay.mapping.ready import NAMES, ready, recognised
from producers.replay.mapping.report import Report
from producers.replay.mapping.sorting import Timed, ordered, timed
from producers.replay.mapping.spool import Spool

VERSION: Final = 1  # to be raised when the same file and mapping make other events than before
TRIED: Final = 1_000  # rows of which at least one must fit
_TELL_EVERY: Final = 10_000  # rows
_END: Final = 1 << 62
Tell = Callable[[str, int, int], None]  # what is done, how much of it, of how much


class Part(NamedTuple):
    """A file and its mapping; format names a ready one."""

    path: Path
    mapping: Mapping
    format: str


class Filed(NamedTuple):
    """What files make. The report is whole once the history has been read to its end."""

    history: Spool
    report: Report


class _Kept(msgspec.Struct):
    """Beside a spool that is complete: what of, and the report."""

    plan: Plan
    report: Report


def parts(paths: Sequence[Path], mapping: Path | None = None) -> tuple[Part, ...]:
    """The files with the mapping given, else each with the ready one it is recognised by.

    Raises MappingError where there is none, or where none of a file's first rows fits it.
    """
    given = load(mapping) if mapping else None
    found = tuple(Part(path, given, "") if given else _recognised(path) for path in paths)
    if len({part.mapping.stream for part in found}) > 1:
        raise MappingError("clicks and comments are of different streams: replay their files one after the other, as the same source")
    for part in found:
        _try(part)
    return found


def _recognised(path: Path) -> Part:
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    name = recognised(path)
    if name is None:
        raise MappingError(
            f"{path.name} is of no format known here ({', '.join(NAMES)}): `storepulse datasets inspect {path} --out M.toml` proposes a "
            "mapping, then replay it with --mapping M.toml"
        )
    return Part(path, ready(name), name)


def _try(part: Part) -> None:
    report, source = Report(), rows(part.path, part.mapping)
    for entry in mapped(islice(source, TRIED), _mapper(part, source, report)):
        report.note(entry)
    if not report.events and report.bad:
        reason, bad = max(report.bad.items(), key=lambda item: item[1].rows)
        raise MappingError(
            f"the mapping does not fit {part.path.name}: of its first {report.rows:,} rows none makes an event, most because {reason} "
            f"({bad.lines[0]}: {bad.example}); `storepulse datasets inspect {part.path}` looks at it"
        )


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
    report = Report()
    spool = Spool(folder, _chosen(found, plan, folder, report, tell), lambda _: _keep(kept, plan, report), stream)
    try:
        if not all(part.mapping.sorted for part in found):
            spool.complete()
        if not spool.has(0):
            where = " in that period" if plan.start or plan.end else ""
            raise ReplayError(f"{plan.dataset} has no events{where} ({report.rows:,} rows read)")
    except (MappingError, ReplayError):
        spool.close()
        raise
    return Filed(spool, report)


def _keep(path: Path, plan: Plan, report: Report) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(msgspec.json.encode(_Kept(plan, report)))
    partial.replace(path)


def _chosen(found: Sequence[Part], plan: Plan, folder: Path, report: Report, tell: Tell) -> Iterator[Timed]:
    """The plan's entries in order of time."""
    streams = [timed(_of_period(part, plan, report, tell, f"{number}:" if len(found) > 1 else "")) for number, part in enumerate(found, 1)]
    if all(part.mapping.sorted for part in found):
        merged = _rising(heapq.merge(*streams, key=lambda entry: entry[0]) if len(streams) > 1 else streams[0], report)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        merged = ordered(chain.from_iterable(streams), folder)
    return islice(merged, plan.limit)


def _rising(entries: Iterator[Timed], report: Report) -> Iterator[Timed]:
    """Entries under times that never fall: one after a later one is reached with that, and keeps its own stamp."""
    newest = 0
    for at, line in entries:
        if at < newest:
            report.disordered += 1
        newest = max(newest, at)
        yield newest, line


def _of_period(part: Part, plan: Plan, report: Report, tell: Tell, prefix: str) -> Iterator[Entry]:
    source, start, end = rows(part.path, part.mapping), plan.start or 0, _END if plan.end is None else plan.end

    def counted() -> Iterator[Row]:
        for number, row in enumerate(source):
            if not number % _TELL_EVERY:
                tell(f"reading {part.path.name}", source.done, source.total)
            yield row

    entries: Iterator[Any] = mapped(counted(), _mapper(part, source, report, prefix))
    for entry in takewhile(lambda entry: entry.at < end, entries) if part.mapping.sorted else entries:
        if start <= entry.at < end:
            report.note(entry)
            yield entry
    tell(f"reading {part.path.name}", source.total, source.total)


def _mapper(part: Part, source: Rows, report: Report, prefix: str = "") -> Mapper:
    return Mapper(part.mapping, part.path.name, source, report, prefix)
