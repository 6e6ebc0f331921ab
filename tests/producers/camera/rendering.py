"""Synthetic clips whose truth is known: people as moving shapes on a textured floor, with the noise, light and gaps that are asked for."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from producers.camera.detection import Image
from producers.camera.frames import Frame
from producers.camera.geometry import Point

WIDTH, HEIGHT = 240, 180
TALL = 0.25  # heights of a person in shares of the picture's
Path_ = Callable[[float], Point | None]  # feet at a time, None where nobody is in the picture

_COATS = ((40, 40, 160), (150, 90, 30), (30, 110, 40), (20, 20, 20), (120, 40, 120))


def walk(*stops: tuple[float, float, float]) -> Path_:
    """A path through (s, x, y), straight and even between them; not in the picture before the first and after the last."""
    times, xs, ys = zip(*stops, strict=True)

    def at(seconds: float) -> Point | None:
        if not times[0] <= seconds <= times[-1]:
            return None
        return float(np.interp(seconds, times, xs)), float(np.interp(seconds, times, ys))

    return at


def every(rate: float, seconds: float) -> list[float]:
    """Times of an even frame rate."""
    return [number / rate for number in range(int(seconds * rate))]


def uneven(rate: float, seconds: float, seed: int = 1) -> list[float]:
    """Times of a rate that wanders between half of it and twice it."""
    steps = np.random.default_rng(seed).uniform(0.5, 2.0, int(2 * seconds * rate)) / rate
    times = np.concatenate([[0.0], np.cumsum(steps)])
    return [float(time) for time in times if time < seconds]


class Clip:
    """A scene that can be drawn at any time. light: 1 is day; pillar: (left, right) shares of the width that hide whoever is behind."""

    def __init__(self, people: Sequence[Path_], light: float = 1.0, pillar: tuple[float, float] | None = None, noise: float = 3.0) -> None:
        self._people, self._light, self._pillar = people, light, pillar
        random = np.random.default_rng(7)
        texture = cv2.resize(random.uniform(90, 150, (12, 16)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        self._floor = np.clip(np.stack([texture, texture + 8, texture + 14], 2), 0, 255).astype(np.uint8)
        self._grain = random.normal(0, noise, (2 * HEIGHT, 2 * WIDTH, 1)).astype(np.int16)
        self._random = random

    def image(self, seconds: float) -> Image:
        """The picture of a moment."""
        canvas = self._floor.copy()
        present = [(path(seconds), coat) for path, coat in zip(self._people, _COATS * 9, strict=False)]
        for foot, coat in sorted(((foot, coat) for foot, coat in present if foot), key=lambda person: person[0][1]):
            _draw(canvas, foot, coat, seconds)
        if self._pillar:
            left, right = (round(share * WIDTH) for share in self._pillar)
            cv2.rectangle(canvas, (left, 0), (right, HEIGHT), (175, 170, 165), -1)
        down, right = self._random.integers(0, HEIGHT), self._random.integers(0, WIDTH)
        lit = cv2.convertScaleAbs(canvas, alpha=self._light).astype(np.int16)
        return np.asarray(np.clip(lit + self._grain[down : down + HEIGHT, right : right + WIDTH], 0, 255), np.uint8)

    def frames(self, times: Sequence[float]) -> Iterator[Frame]:
        """Pictures of these moments."""
        for seconds in times:
            yield Frame(self.image(seconds), seconds, 0)

    def write(self, path: Path, times: Sequence[float], rate: float = 10.0) -> Path:
        """A video file of an even frame rate."""
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (WIDTH, HEIGHT))
        assert writer.isOpened(), path
        for seconds in times:
            writer.write(self.image(seconds))
        writer.release()
        return path


def _draw(canvas: Image, foot: Point, coat: tuple[int, int, int], seconds: float) -> None:
    """Legs that walk, a coat, a head: somewhat like a person from above the entrance."""
    x, y, tall = foot[0] * WIDTH, foot[1] * HEIGHT, TALL * HEIGHT
    stride = np.sin(seconds * 7) * tall * 0.08
    for leg in (-stride, stride):
        cv2.line(canvas, (round(x), round(y - tall * 0.45)), (round(x + leg), round(y)), (70, 45, 35), max(2, round(tall * 0.09)))
    cv2.ellipse(canvas, (round(x), round(y - tall * 0.6)), (round(tall * 0.17), round(tall * 0.26)), 0, 0, 360, coat, -1)
    cv2.circle(canvas, (round(x), round(y - tall * 0.9)), round(tall * 0.1), (130, 160, 205), -1)
