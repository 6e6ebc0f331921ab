"""The store's layout: which camera sees which zones and entrances. One TOML file, drawn by `storepulse camera setup` or written by hand."""

import tomllib
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from producers.camera.geometry import Point, area, crosses_itself, turn

Share = Annotated[float, Meta(ge=0, le=1)]
Place = tuple[Share, Share]
Name = Annotated[str, Meta(min_length=1, max_length=128)]
WHOLE: Final = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))  # corners of a picture, clockwise from the upper left
_SMALLEST: Final = 0.001  # share of the picture that a zone covers at least


class LayoutError(ValueError):
    """A layout cannot be used; the message says where and what to change."""


class Zone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named part of the floor: whose feet are in its polygon is in it. Without a polygon it is all the camera sees."""

    name: Name
    polygon: tuple[Place, ...] = WHOLE


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """A line that people cross. `inside` is any point on the inner side of an entrance; without it whoever crosses passes by."""

    name: Name
    start: Place
    end: Place
    inside: Place | None = None


class Camera(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one camera sees. `floor`: where the corners of its picture lie on the floor picture, clockwise from the upper left."""

    title: str = ""
    zones: tuple[Zone, ...] = ()
    lines: tuple[Line, ...] = ()
    floor: tuple[Place, Place, Place, Place] | None = None


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A store: its name, its cameras by name, and the file of its floor picture, if there is one."""

    store: Annotated[str, Meta(max_length=128)] = ""
    floor_picture: str = ""
    cameras: dict[Name, Camera] = {}

    def camera(self, name: str) -> Camera:
        """The camera of that name. Raises LayoutError."""
        try:
            return self.cameras[name]
        except KeyError:
            known = ", ".join(sorted(self.cameras)) or "none yet"
            raise LayoutError(
                f"the layout has no camera {name!r} (it has {known}): add it, or draw it with `storepulse camera setup`"
            ) from None


def load(path: Path) -> Layout:
    """Reads and checks a layout. Raises LayoutError."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise LayoutError(f"there is no layout {path}: draw one with `storepulse camera setup VIDEO --layout {path}`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"{path} cannot be read ({error}): it is to be a TOML file in UTF-8") from None
    return parse(text, str(path))


def parse(text: str, name: str = "the layout") -> Layout:
    """A layout from TOML. Raises LayoutError.

    >>> parse('[[cameras.door.zones]]\\nname = "shoes"').cameras["door"].zones[0].name
    'shoes'
    """
    try:
        return of(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"{name} is no TOML: {error}") from None


def of(document: object, name: str = "the layout") -> Layout:
    """A layout from what a TOML or JSON document holds. Raises LayoutError."""
    try:
        layout = msgspec.convert(document, Layout)
    except msgspec.ValidationError as error:
        raise LayoutError(f"{name}: {error}; points are [x, y] in shares of the picture, 0 to 1 (docs/camera.md has an example)") from None
    for camera, seen in layout.cameras.items():
        _check(f"{name}: camera {camera!r}", seen)
    return layout


def _check(where: str, camera: Camera) -> None:
    for kind, names in (("zone", [zone.name for zone in camera.zones]), ("line", [line.name for line in camera.lines])):
        if twice := sorted({each for each in names if names.count(each) > 1}):
            raise LayoutError(f"{where} has two {kind}s named {twice[0]!r}: give each its own name")
    for zone in camera.zones:
        _check_polygon(f"{where}, zone {zone.name!r}", zone.polygon)
    for line in camera.lines:
        _check_line(f"{where}, line {line.name!r}", line)
    if camera.floor is not None:
        _check_polygon(f"{where}, its place on the floor picture", camera.floor)


def _check_polygon(where: str, polygon: tuple[Point, ...]) -> None:
    if len(polygon) < 3:
        raise LayoutError(f"{where} has {len(polygon)} corners: a polygon needs at least three")
    if crosses_itself(polygon):
        raise LayoutError(f"{where}: its sides cross each other: give the corners in the order of a walk around it")
    if area(polygon) < _SMALLEST:
        raise LayoutError(f"{where} covers less than {_SMALLEST:.1%} of the picture: nobody's feet would be found in it")


def _check_line(where: str, line: Line) -> None:
    if line.start == line.end:
        raise LayoutError(f"{where} begins where it ends: give it two points")
    if line.inside is not None and abs(turn(line.start, line.end, line.inside)) < 1e-6:
        raise LayoutError(f"{where}: `inside` lies on the line itself: take a point on its inner side")
