"""Whether DeepFace and its networks are there, and how to get them: 540 MB each, so never fetched by surprise."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

FILES: Final = ("age_model_weights.onnx", "gender_model_weights.onnx")
_FETCH: Final = (
    "from deepface import DeepFace\nfor name in ('Age', 'Gender'):\n    DeepFace.build_model(model_name=name, task='facial_attribute')\n"
)


class FacesError(RuntimeError):
    """Faces cannot be looked at; the message says what to do."""


def environment(home: Path) -> dict[str, str]:
    """What DeepFace is told by its environment: to run its networks by onnxruntime, and where they are."""
    return {"DEEPFACE_BACKEND_ENGINE": "onnx", "DEEPFACE_HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}


def missing(home: Path) -> list[str]:
    """The networks that are not there."""
    return [name for name in FILES if not (home / ".deepface" / "weights" / name).is_file()]


def check(home: Path, consent: str) -> None:
    """Raises FacesError where faces must not, or cannot, be looked at."""
    if not consent.strip():
        raise FacesError(
            "faces are looked at only where people have been told: set STOREPULSE_FACES_CONSENT to a note of how and since when "
            "(such as 'signs at both doors since 2026-05-01, approved by the data protection officer')"
        )
    _check_installed()
    if absent := missing(home):
        raise FacesError(
            f"DeepFace's networks are not here ({', '.join(absent)} in {home / '.deepface' / 'weights'}): "
            "get them with `storepulse camera weights`, about 540 MB each"
        )


def fetch(home: Path) -> None:
    """Has DeepFace download what is missing, telling its progress. Raises FacesError."""
    _check_installed()
    (home / ".deepface" / "weights").mkdir(parents=True, exist_ok=True)
    command, told = [sys.executable, "-c", _FETCH], os.environ | environment(home)
    done = subprocess.run(command, env=told, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode or missing(home):
        said = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise FacesError(f"DeepFace's networks could not be downloaded: {said}")


def _check_installed() -> None:
    if importlib.util.find_spec("deepface") is None:
        raise FacesError("DeepFace is not installed: `uv pip install 'storepulse[faces]'`, or `make venv` in a checkout")
