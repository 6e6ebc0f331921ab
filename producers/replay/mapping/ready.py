"""Mappings that are ready: formats that a file is recognised as, by its columns or its name."""

from fnmatch import fnmatch
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from producers.replay.mapping.files import format_of, rows
from producers.replay.mapping.loading import load
from producers.replay.mapping.mapping import Mapping, MappingError
from producers.replay.mapping.paths import walk

FOLDER: Final = Path(__file__).parent.with_name("mappings")
NAMES: Final = (
    "rees46",
    "retailrocket",
    "otto",
    "yoochoose-clicks",
    "yoochoose-buys",
    "ga4",
    "segment",
    "shopify-orders",
    "labelled-sentences",
)
SAMPLED: Final = 50  # rows looked at


@cache
def ready(name: str) -> Mapping:
    """The ready mapping of that name."""
    return load(FOLDER / f"{name}.toml")


def recognised(path: Path) -> str | None:
    """The name of the ready mapping that fits a file best, if one does. Raises MappingError where the file cannot be read."""
    fitting = {name: fit for name in NAMES if (fit := _fit(path, ready(name)))}
    return max(fitting, key=lambda name: fitting[name], default=None)


def _fit(path: Path, mapping: Mapping) -> int:
    """How many of the mapping's columns the file has: all of them, or it does not fit."""
    kind = format_of(path)
    if kind != (mapping.format or kind):
        return 0
    if mapping.match.name:
        fits = fnmatch(path.name.lower(), mapping.match.name) and _width(path, mapping) == len(mapping.columns)
        return len(mapping.columns) if fits else 0
    wanted = set(mapping.match.columns)
    return len(wanted) if wanted and wanted <= _present(path, mapping, wanted) else 0


def _present(path: Path, mapping: Mapping, wanted: set[str]) -> set[str]:
    try:
        found = rows(path, mapping)
    except MappingError:
        return set()  # a CSV without a header is none that is known by its columns
    if found.columns is not None:
        return set(found.columns)
    sample = [row.value for row in islice(found, SAMPLED) if not row.bad]
    return {name for name in wanted if any(walk(value, tuple(name.split("."))) is not None for value in sample)}


def _width(path: Path, mapping: Mapping) -> int:
    """Values in the first line."""
    first = next(iter(rows(path, replace(mapping, columns=["?"]))), None)
    return 0 if first is None else len(first.value)
