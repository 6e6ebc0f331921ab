"""docs/camera.md cannot lie: its layout is one, its commands exist, its thresholds and figures are those of the code."""

import re
import shlex

import pytest
import typer

from infra.cli import app
from infra.configuration import ROOT
from producers.camera import crossings, heat, live, scene, sight, visits, watch
from producers.camera.layout import parse
from producers.camera.network import FORMATS
from tests.producers.camera.videos import PEOPLE, WENT_IN, WENT_OUT

TEXT = (ROOT / "docs" / "camera.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S) for line in block.splitlines()]


def test_its_layout_is_one() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.S)
    door = parse(block).camera("door")
    assert [zone.name for zone in door.zones] == ["shoes"]
    assert [(line.name, line.inside is not None) for line in door.lines] == [("main door", True), ("street", False)]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_one(command: str) -> None:
    names = shlex.split(command)[1:]
    group = typer.main.get_command(app)
    for name in names[:2]:
        found = group.get_command(typer.Context(group), name)  # type: ignore[attr-defined]
        assert found is not None, name
        group = found
    group.make_context("camera", names[2:]).close()  # raises where an option does not exist


def test_its_thresholds_are_those_of_the_code() -> None:
    assert f"for {visits.ENTERS_AFTER} s;" in TEXT
    assert f"for {visits.LEAVES_AFTER} s (`left`)" in TEXT
    assert f"by {crossings._CLEAR} of their height" in TEXT
    assert f"of {heat.GRID[0]} x {heat.GRID[1]}, every {scene.HEAT_EVERY:.0f} s" in TEXT
    assert f"no picture for {sight.DEAD_AFTER:.0f} s), `dark` ({sight.DARK_AFTER:.0f} s)" in TEXT
    assert f"changed in {sight.FROZEN_AFTER:.0f} s" in TEXT
    assert (watch.HEALTH_EVERY, scene.COUNT_EVERY) == (60.0, 60.0)
    assert f"opened again after {live.FIRST_WAIT:.0f} s, 2 s, ... up to {live.LONGEST_WAIT:.0f} s" in TEXT


def test_its_formats_and_hand_counts_are_those_there_are() -> None:
    assert all(name in TEXT for name in FORMATS)
    assert f"counted by hand in {len(PEOPLE)} frames, {len(WENT_IN) + len(WENT_OUT)} crossings" in TEXT
