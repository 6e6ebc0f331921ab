"""Writing a layout: the file that `load` reads, replaced whole."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from producers.camera.layout import Camera, Layout, load, parse


def text(layout: Layout) -> str:
    """A layout as TOML, a line a value. What is as it would be without saying so is left out.

    >>> print(text(Layout(store="main", cameras={"door": Camera(title="Door")})), end="")
    store = "main"
    <BLANKLINE>
    [cameras."door"]
    title = "Door"
    """
    return "\n".join(_lines(msgspec.to_builtins(layout))) + "\n"


def save(path: Path, camera: str, drawn: Camera) -> Layout:
    """Puts one camera's part into a layout file, which is made where there is none; comments in it are not kept. Raises LayoutError."""
    before = load(path) if path.exists() else Layout()
    layout = msgspec.structs.replace(before, cameras={**before.cameras, camera: drawn})
    written = text(layout)
    parse(written, str(path))  # a file that could not be read again is not written
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(written, "utf-8")
    partial.replace(path)
    return layout


def _lines(layout: dict[str, Any]) -> Iterator[str]:
    yield from _values(layout)
    for name, camera in layout["cameras"].items():
        where = f"cameras.{_json(name)}"
        yield from ("", f"[{where}]", *_values(camera))
        for kind in ("zones", "lines"):
            for drawn in camera[kind]:
                yield from ("", f"[[{where}.{kind}]]", *_values(drawn))


def _values(fields: dict[str, Any]) -> Iterator[str]:
    """Fields of text and of points that say something; TOML has no null."""
    for name, value in fields.items():
        if value not in (None, "") and name not in ("cameras", "zones", "lines"):
            yield f"{name} = {_json(value)}"


def _json(value: Any) -> str:
    """Texts and lists of numbers are written in JSON as in TOML."""
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
