"""A mapping proposed for a file: what it is taken for, what of that is in doubt, what it would make."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from string import Formatter
from typing import Final

import msgspec

from producers.replay.history import Entry
from producers.replay.mapping.bounds import ANY, Bounds
from producers.replay.mapping.doubts import doubts
from producers.replay.mapping.drafting import draft
from producers.replay.mapping.files import rows
from producers.replay.mapping.guessing import SURE, guesses
from producers.replay.mapping.mapper import Mapper, mapped
from producers.replay.mapping.mapping import Mapping, MappingError
from producers.replay.mapping.ready import FOLDER, ready, recognised
from producers.replay.mapping.report import Report
from producers.replay.mapping.sniffing import SAMPLE, Sniffed, sniff
from producers.replay.mapping.toml import written

SHOWN: Final = 5  # events


class Proposal(msgspec.Struct):
    """format: the ready mapping's name, if it is one. doubts: what a person should look at. events and report: of the first rows.

    missing: what no column was found for and no event can do without; there is no mapping then, and toml is a draft.
    """

    file: str
    format: str | None
    title: str
    toml: str
    doubts: list[str]
    missing: list[str]
    unmapped: list[str]
    events: list[Entry]
    report: Report

    @property
    def bad_share(self) -> float:
        return self.report.bad_rows / max(1, self.report.rows)


def propose(path: Path, bounds: Bounds = ANY) -> Proposal:
    """Looks at a file. Raises MappingError where it cannot be read."""
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    name, sniffed = recognised(path), sniff(path)
    if name is not None:
        mapping, text = ready(name), (FOLDER / f"{name}.toml").read_text("utf-8")
        return _tried(
            path, mapping, Proposal(path.name, name, mapping.title, text, [], [], _unmapped(sniffed, mapping), [], Report()), bounds
        )
    found = guesses(sniffed.columns)
    doubted = list(doubts(sniffed, found))
    someone = bool({"visitor", "session", "customer"} & found.keys())
    missing = [what for what, there in (("time", "time" in found), ("visitor or session", someone)) if not there]
    mapping = draft(sniffed, found)
    remarks = {name: f"{guess.why}, {guess.confidence:.0%} sure" for name, guess in found.items() if guess.confidence < SURE}
    text = written(mapping, doubted, remarks)
    made = Proposal(path.name, None, "", text, doubted, missing, _unmapped(sniffed, mapping), [], Report())
    return made if missing else _tried(path, mapping, made, bounds)


def _tried(path: Path, mapping: Mapping, made: Proposal, bounds: Bounds) -> Proposal:
    """What the mapping makes of the first rows."""
    source = rows(path, mapping)
    mapper = Mapper(mapping, path.name, source, made.report, bounds=bounds, optional=bool(made.format))
    for entry in mapped(islice(source, SAMPLE), mapper):
        made.report.note(entry)
        if len(made.events) < SHOWN:
            made.events.append(entry)
    return made


def _unmapped(sniffed: Sniffed, mapping: Mapping) -> list[str]:
    """Columns that the mapping says nothing of."""
    used, names = set(_used(mapping)), mapping.columns or [column.name for column in sniffed.columns]
    return [name for name in names if name not in used]


def _used(mapping: Mapping) -> Iterator[str]:
    """The paths that a mapping names."""
    rules = [mapping.field(name) for name in mapping.fields]
    for column in (mapping.time.column, mapping.type.column, *(rule.column for rule in rules)):
        yield from [column] if isinstance(column, str) else column or []
    for template in (mapping.id, *(rule.template or "" for rule in rules)):
        yield from (path for _, path, *_ in Formatter().parse(template) if path)
