"""Writing a layout: the file that `load` reads, replaced whole."""

import os
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from producers.camera.layout import Camera, Layout, load


def text(layout: Layout) -> str:
    """A layout as TOML. What is as it would be without saying so is left out.

    >>> print(text(Layout(store="main", cameras={"door": Camera(title="Door")})))
    store = "main"
    <BLANKLINE>
    [cameras.door]
    title = "Door"
    <BLANKLINE>
    """
    document = msgspec.to_builtins(layout)
    document["cameras"] = {name: _said(camera) for name, camera in document["cameras"].items()}
    return tomli_w.dumps(_said(document))


def save(path: Path, camera: str, drawn: Camera) -> Layout:
    """Puts one camera's part into a layout file, which is made where there is none; comments in it are not kept. Raises LayoutError."""
    before = load(path) if path.exists() else Layout()
    layout = msgspec.structs.replace(before, cameras={**before.cameras, camera: drawn})
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(text(layout), "utf-8")
    partial.replace(path)
    return layout


def _said(document: Any) -> Any:
    """Without what is empty: TOML has no null."""
    if isinstance(document, dict):
        return {name: _said(value) for name, value in document.items() if value not in (None, "", (), [], {})}
    return [_said(each) for each in document] if isinstance(document, list | tuple) else document
