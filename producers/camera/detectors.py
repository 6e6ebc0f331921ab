"""The detectors there are, by name."""

from pathlib import Path
from typing import Final

from producers.camera.detection import Detector
from producers.camera.frames import CameraError
from producers.camera.motion import MotionDetector

NAMES: Final = ("motion", "onnx")


def detector(name: str = "motion", model: Path | None = None, format: str = "", person: int | None = None) -> Detector:
    """A detector for one camera. model, format and person are the network's. Raises CameraError."""
    if name == "motion":
        return MotionDetector()
    if name != "onnx":
        raise CameraError(f"--detector {name!r} is not known: it is one of {', '.join(NAMES)}")
    if model is None or not format:
        raise CameraError("--detector onnx needs --model FILE.onnx and --format yolox, yolov8, nanodet or ssd")
    from producers.camera.network import NetworkDetector  # its runtime takes 70 MB that motion does without

    return NetworkDetector(model, format, person)
