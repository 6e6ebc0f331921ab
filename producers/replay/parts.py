"""Files that are to be replayed, each with the mapping that fits it."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import Final, NamedTuple

from producers.replay.mapping.bounds import ANY, Bounds
from producers.replay.mapping.files import rows
from producers.replay.mapping.loading import load
from producers.replay.mapping.mapper import Mapper, mapped
from producers.replay.mapping.mapping import Mapping, MappingError
from producers.replay.mapping.ready import NAMES, ready, recognised
from producers.replay.mapping.report import Report
from producers.replay.mapping.row import Rows

TRIED: Final = 1_000  # rows of which at least one must fit


class Part(NamedTuple):
    """A file and its mapping; format names a ready one; bounds: what the log takes."""

    path: Path
    mapping: Mapping
    format: str
    bounds: Bounds = ANY


def parts(paths: Sequence[Path], mapping: Path | None = None, bounds: Bounds = ANY) -> tuple[Part, ...]:
    """The files with the mapping given, else each with the ready one it is recognised by.

    Raises MappingError where there is none, or where none of a file's first rows fits it.
    """
    given = load(mapping) if mapping else None
    found = tuple(Part(path, given, "", bounds) if given else _recognised(path, bounds) for path in paths)
    if len({part.mapping.stream for part in found}) > 1:
        raise MappingError("clicks and comments are of different streams: replay their files one after the other, as the same source")
    for part in found:
        _try(part)
    return found


def _recognised(path: Path, bounds: Bounds) -> Part:
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    name = recognised(path)
    if name is None:
        raise MappingError(
            f"{path.name} is of no format known here ({', '.join(NAMES)}): `storepulse datasets inspect {quote(str(path))} --out M.toml` "
            "proposes a mapping, then replay it with --mapping M.toml"
        )
    return Part(path, ready(name), name, bounds)


def _try(part: Part) -> None:
    report, source = Report(), rows(part.path, part.mapping)
    for entry in mapped(islice(source, TRIED), mapper(part, source, report)):
        report.note(entry)
    if not report.events and report.bad:
        reason, bad = max(report.bad.items(), key=lambda item: item[1].rows)
        raise MappingError(
            f"the mapping does not fit {part.path.name}: of its first {report.rows:,} rows none makes an event, most because {reason} "
            f"({bad.lines[0]}: {bad.example}); `storepulse datasets inspect {quote(str(part.path))}` looks at it"
        )


def mapper(part: Part, source: Rows, report: Report, prefix: str = "") -> Mapper:
    """What maps the part's rows; prefix: of ids by line. Raises MappingError."""
    return Mapper(part.mapping, part.path.name, source, report, prefix, part.bounds, optional=bool(part.format))
