"""A layout is checked when it is read: what is wrong is told with its place and its remedy."""

from pathlib import Path

import pytest

from producers.camera.layout import Camera, LayoutError, Line, Zone, load, parse
from producers.camera.layout_file import save

GOOD = """
store = "main"
floor_picture = "plan.png"

[cameras.door]
title = "Above the door"
floor = [[0.1, 0.1], [0.4, 0.1], [0.5, 0.6], [0.1, 0.5]]

[[cameras.door.zones]]
name = "shoes"
polygon = [[0.1, 0.2], [0.5, 0.2], [0.5, 0.9]]

[[cameras.door.lines]]
name = "main door"
from = [0.2, 0.5]
to = [0.6, 0.5]
inside = [0.4, 0.9]
"""
CAMERA = "[[cameras.door.zones]]\nname = 'shoes'\n"


def test_a_good_one_is_read(tmp_path: Path) -> None:
    layout = load(_written(tmp_path, GOOD))
    door = layout.camera("door")
    assert (layout.store, door.title) == ("main", "Above the door")
    assert door.zones == (Zone("shoes", ((0.1, 0.2), (0.5, 0.2), (0.5, 0.9))),)
    assert door.lines == (Line("main door", (0.2, 0.5), (0.6, 0.5), (0.4, 0.9)),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store = ", "the layout is no TOML"),
        ("stores = 'x'", "unknown field `stores`"),
        (CAMERA + "polygon = [[10, 0.2], [0.5, 0.2], [0.5, 0.9]]", "Expected `float` <= 1.0 - at `$.cameras[...].zones[0].polygon[0][0]`"),
        (CAMERA + "polygon = [[0.1, 0.2], [0.5, 0.2]]", "zone 'shoes' has 2 corners"),
        (CAMERA + "polygon = [[0.1, 0.1], [0.9, 0.9], [0.9, 0.1], [0.1, 0.9]]", "zone 'shoes': its sides cross each other"),
        (CAMERA + "polygon = [[0.1, 0.1], [0.9, 0.1], [0.5, 0.1001]]", "covers less than 0.1% of the picture"),
        (CAMERA + CAMERA, "has two zones named 'shoes'"),
        ("[[cameras.door.lines]]\nname = 'd'\nfrom = [0.2, 0.5]\nto = [0.2, 0.5]", "line 'd' begins where it ends"),
        ("[[cameras.door.lines]]\nname = 'd'\nfrom = [0.2, 0.5]\nto = [0.6, 0.5]\ninside = [0.9, 0.5]", "`inside` lies on the line"),
        ("[cameras.door]\nfloor = [[0, 0], [1, 1], [1, 0], [0, 1]]", "its place on the floor picture: its sides cross"),
    ],
)
def test_what_is_wrong_is_told(text: str, told: str) -> None:
    with pytest.raises(LayoutError) as error:
        parse(text)
    assert told in str(error.value)


def test_a_file_that_is_not_there_and_a_camera_that_is_not_in_it(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"there is no layout .*store\.toml: draw one with `storepulse camera setup"):
        load(tmp_path / "store.toml")
    with pytest.raises(LayoutError, match=r"no camera 'desk' \(it has door\)"):
        parse(GOOD).camera("desk")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "store.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LayoutError, match="cannot be read"):
        load(tmp_path / "store.toml")


def test_saving_one_camera_leaves_the_others(tmp_path: Path) -> None:
    path = _written(tmp_path, GOOD)
    desk = Camera(zones=(Zone("desk"),), lines=(Line("street", (0.0, 0.5), (1.0, 0.5)),))
    save(path, "desk", desk)
    assert load(path).cameras == {**parse(GOOD).cameras, "desk": desk}
    assert load(path).floor_picture == "plan.png"
    assert [each.name for each in tmp_path.iterdir()] == ["store.toml"]


def _written(folder: Path, text: str) -> Path:
    path = folder / "store.toml"
    path.write_text(text, "utf-8")
    return path
