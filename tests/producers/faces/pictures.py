"""A real face for tests: messi5.jpg of Debian's opencv-doc."""

import os
from pathlib import Path

import pytest

from infra.configuration import ROOT

NAME = "messi5.jpg"
DEBIAN = Path("/usr/share/doc/opencv-doc/examples/data")


def face() -> Path:
    """The picture; without it the test is skipped, saying what to do. CI must have it, and fails."""
    cache = Path(os.environ.get("STOREPULSE_CACHE") or ROOT / ".storepulse" / "cache")
    found = next((folder / NAME for folder in (cache / "videos", DEBIAN) if (folder / NAME).is_file()), None)
    where = f"{NAME} is not on this machine: `.ci/vtest.sh` takes it from Debian's opencv-doc into {cache / 'videos'}"
    if found is None and os.environ.get("CI"):
        pytest.fail(where)
    return found or pytest.skip(where)
