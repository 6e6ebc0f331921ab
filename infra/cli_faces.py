"""storepulse camera weights, and what `camera run --faces` needs: off unless people are told (docs/faces.md)."""

from pathlib import Path
from typing import TYPE_CHECKING

from infra.console import console, settings

if TYPE_CHECKING:  # with them comes OpenCV, which other commands need not wait for
    from producers.camera.telling import Teller
    from producers.faces.analyst import Analyst
    from producers.faces.onlooker import FaceOnlooker


def weights() -> None:
    """Downloads the two networks of DeepFace that `camera run --faces` needs, about 540 MB each."""
    from producers.faces.weights import fetch

    fetch(_home())
    console.print(f"DeepFace's networks are in {_home()}", highlight=False)


def check() -> None:
    """Raises FacesError where faces must not, or cannot, be looked at."""
    from producers.faces.weights import check as check_faces

    check_faces(_home(), settings().faces_consent)


def onlooker(teller: "Teller") -> "FaceOnlooker":
    """Who looks at faces while the camera is watched."""
    from producers.faces.onlooker import FaceOnlooker

    return FaceOnlooker(teller, _home(), settings().faces_window)


def unlooked(analyst: "Analyst") -> str:
    """What is to be told of faces that were not looked at; empty where all were."""
    if analyst.failed:
        return "the process that looks at faces has ended: those after it were not looked at (memory? it takes 1.5 to 3 GB)"
    return f"{analyst.skipped:,} people were not looked at: their pictures came faster than faces are analysed" if analyst.skipped else ""


def _home() -> Path:
    return Path(settings().cache) / "deepface"
