"""The best picture of somebody while they are in sight: one face a person is analysed, and none is kept."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from producers.camera.detection import Image
from producers.camera.track import Track

LEAST: Final = 60  # pixels of a person's height under which no face can be made out
MARGIN: Final = 0.1  # of a person's size around them
LOOK_EVERY: Final = 0.2  # s between two pictures of the same person that are compared


class Best:
    """The best picture of one person so far, and how good it is."""

    def __init__(self) -> None:
        self.image: Image | None = None
        self._score, self._looked = 0.0, float("-inf")

    def look(self, image: Image, track: Track, seconds: float) -> None:
        """Another picture of them: a larger and sharper one is better."""
        if seconds - self._looked < LOOK_EVERY:
            return
        self._looked = seconds
        person = _cut(image, track)
        if person is None:
            return
        score = person.shape[0] * float(np.log1p(cv2.Laplacian(cv2.cvtColor(person, cv2.COLOR_BGR2GRAY), cv2.CV_64F).var()))
        if score > self._score:
            self.image, self._score = person.copy(), score


class BestOfEach:
    """The best picture of everybody in sight."""

    def __init__(self) -> None:
        self._people: dict[int, Best] = {}

    def look(self, image: Image, tracks: list[Track], seconds: float) -> Iterator[Image]:
        """The people of a picture. Gives the best one of each who is no longer followed, and forgets them."""
        followed = {track.number: track for track in tracks if track.confirmed}
        for number in [number for number in self._people if number not in {track.number for track in tracks}]:
            yield from _of(self._people.pop(number))
        for number, track in followed.items():
            self._people.setdefault(number, Best()).look(image, track, seconds)

    def leave(self) -> Iterator[Image]:
        """There are no more pictures."""
        people, self._people = self._people, {}
        for best in people.values():
            yield from _of(best)


def _of(best: Best) -> Iterator[Image]:
    if best.image is not None:
        yield best.image


def _cut(image: Image, track: Track) -> Image | None:
    """The part of a picture that shows a person, where they are large enough."""
    height, width = image.shape[:2]
    left, top, right, bottom = track.box
    wide, high = MARGIN * (right - left), MARGIN * (bottom - top)
    x, y = max(0, int((left - wide) * width)), max(0, int((top - high) * height))
    found = image[y : max(y, int((bottom + high) * height)), x : max(x, int((right + wide) * width))]
    return found if min(found.shape[:2]) > 0 and found.shape[0] >= LEAST else None
