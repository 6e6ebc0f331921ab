"""A process of its own that looks at faces: half a second a face, and gigabytes, are not for the one that follows people.

Pictures go in by a short queue, ages and genders come out; a picture is gone as soon as it was looked at.
"""

import contextlib
import logging
import multiprocessing
import os
import queue
import sys
from collections.abc import Iterator
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any, Final

from producers.camera.detection import Image
from producers.faces.weights import environment

WAITING: Final = 8  # pictures; more are not looked at
SECONDS: Final = 60.0  # to finish what waits, at the end
Seen = tuple[float, str] | None  # age in years and gender; None where there was no face


class Analyst:
    """Looks at faces. `skipped` counts the pictures that came while too many waited, `faceless` those without a face."""

    def __init__(self, home: Path) -> None:
        """home: where DeepFace's networks are."""
        context = multiprocessing.get_context("spawn")
        self._pictures: Queue[Image | None] = context.Queue(WAITING)
        self._seen: Queue[Seen] = context.Queue()
        self._process = context.Process(target=_look, args=(str(home), self._pictures, self._seen), daemon=True)
        self._process.start()
        self._asked = self._answered = 0
        self.skipped = self.faceless = 0

    @property
    def failed(self) -> bool:
        """Whether it has ended before it was told to."""
        return not self._process.is_alive() and self._asked > self._answered

    def ask(self, image: Image) -> None:
        """Puts a picture of somebody into the queue, if there is room."""
        try:
            self._pictures.put_nowait(image)
            self._asked += 1
        except queue.Full:
            self.skipped += 1

    def answers(self) -> Iterator[tuple[float, str]]:
        """Ages and genders found since the last time."""
        with contextlib.suppress(queue.Empty):
            while True:
                yield from self._taken(self._seen.get_nowait())

    def finish(self) -> Iterator[tuple[float, str]]:
        """Ages and genders of all that still waits; then the process ends."""
        self._pictures.put(None)
        with contextlib.suppress(queue.Empty):
            while self._answered < self._asked and (self._process.is_alive() or not self._seen.empty()):
                yield from self._taken(self._seen.get(timeout=SECONDS))
        self._process.join(SECONDS)
        self._process.kill()

    def _taken(self, seen: Seen) -> Iterator[tuple[float, str]]:
        self._answered += 1
        if seen is None:
            self.faceless += 1
        else:
            yield seen


def _look(home: str, pictures: "Queue[Image | None]", seen: "Queue[Seen]") -> None:
    """The process: until None comes."""
    os.environ |= environment(Path(home))
    logging.disable(logging.CRITICAL)
    sys.stdout = sys.stderr
    from deepface import DeepFace

    while (image := pictures.get()) is not None:
        seen.put(_analysed(DeepFace, image))


def _analysed(deepface: Any, image: Image) -> Seen:
    try:
        found = deepface.analyze(image, actions=("age", "gender"), detector_backend="opencv", enforce_detection=True, silent=True)
    except ValueError:  # what DeepFace raises where it finds no face
        return None
    largest = max(found, key=lambda face: face["region"]["w"] * face["region"]["h"])
    return float(largest["age"]), str(largest["dominant_gender"]).lower()
