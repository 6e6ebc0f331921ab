"""Files to events, as a replay makes them of a mapping."""

from pathlib import Path
from typing import Any

import msgspec

from producers.replay.filed import Filed, files
from producers.replay.history import Entry
from producers.replay.journal import Plan
from producers.replay.mapping.bounds import ANY, Bounds
from producers.replay.parts import parts

FILES = Path(__file__).with_name("files")
# A shop's own log: when, who, what, which product at what price.
SHOP = """
format = "csv"
[time]
column = "when"
[type]
column = "what"
names = { view = "view_item", buy = "purchase" }
[fields]
visitor = "who"
product = "product"
price = "price"
"""
HEADER = "when,who,what,product,price\n"


def quiet(_what: str, _done: int, _total: int) -> None:
    """Tells nobody how far a file is read."""


def filed(folder: Path, *paths: Path, mapping: str = "", bounds: Bounds = ANY, **plan: Any) -> Filed:
    """What files make, by the mapping of that text, else by what they are recognised as. Close its history."""
    toml = folder / "mapping.toml"
    toml.write_text(mapping)
    made = files(parts(paths, toml if mapping else None, bounds), Plan(dataset="file", source="file", **plan), folder / "spool", quiet)
    made.history.complete()
    return made


def entries(folder: Path, *paths: Path, mapping: str = "", bounds: Bounds = ANY, **plan: Any) -> list[Entry]:
    """The same as a list."""
    made = filed(folder, *paths, mapping=mapping, bounds=bounds, **plan)
    found = [made.history.entry(place) for place in range(made.history.total or 0)]
    made.history.close()
    return found


def told(entry: Entry) -> dict[str, Any]:
    """An entry without its source and what it leaves out."""
    return {name: value for name, value in msgspec.to_builtins(entry).items() if name != "source"}


def shop(folder: Path, *lines: str) -> Path:
    """A file of the shop's own log."""
    path = folder / "shop.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return path
