"""Real video for tests: vtest.avi of Debian's opencv-doc, 795 frames of a yard where people walk, with what was counted in it by hand."""

import os
from pathlib import Path

import pytest

from infra.configuration import ROOT

NAME = "vtest.avi"
SIZE = 8_131_690  # bytes
FPS = 10
DEBIAN = Path("/usr/share/doc/opencv-doc/examples/data")
WHERE = f"{NAME} is not on this machine: `.ci/vtest.sh` takes it from Debian's opencv-doc"

# People with more than a foot or an elbow in the picture, counted by eye in the frames enlarged; by frame number.
PEOPLE = {
    50: 6, 100: 7, 120: 8, 150: 8, 200: 7, 250: 7, 300: 6, 350: 6, 400: 3, 450: 3, 500: 4, 550: 6, 600: 6, 650: 6, 700: 8, 750: 8,
}  # fmt: skip

# A line across the path at x = 222 of 768 pixels, from y = 140 to 320 of 576, and about when feet crossed it (frame numbers), followed by
# eye in every second or third frame: to the left is in. The man in the last frames stops before it.
GATE = ((222 / 768, 140 / 576), (222 / 768, 320 / 576), (0.1, 0.4))
WENT_IN = (180, 203, 249, 306, 523, 594, 674, 709)
WENT_OUT = (303, 322, 649, 668, 706, 757)


def find() -> Path | None:
    """The clip, if this machine has it."""
    cache = Path(os.environ.get("STOREPULSE_CACHE") or ROOT / ".storepulse" / "cache")
    places = [folder / NAME for folder in (cache / "videos", DEBIAN)]
    return next((place for place in places if place.is_file() and place.stat().st_size == SIZE), None)


def vtest() -> Path:
    """The clip; without it the test is skipped, saying what to do. CI must have it, and fails."""
    found = find()
    if found is None and os.environ.get("CI"):
        pytest.fail(WHERE)
    return found or pytest.skip(WHERE)
