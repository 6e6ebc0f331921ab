"""Whether a camera sees: with a covered lens, a dead sensor or a picture that stands still nobody is counted, whoever is there."""

from typing import Final, Literal

import numpy as np

from producers.camera.detection import Image

State = Literal["ok", "dead", "dark", "frozen"]

DARK_AFTER: Final = 2.0  # s
FROZEN_AFTER: Final = 20.0  # s in which not one pixel changed: a real sensor always has some noise
DEAD_AFTER: Final = 5.0  # s without a picture
_DARK: Final = 24  # grey level, 0 to 255, that a picture with anything in it reaches here and there
_STEP: Final = 8  # pixels between two that are looked at


class Sight:
    """The state of one camera's picture. `last`: when it came, s."""

    def __init__(self) -> None:
        self._state: State = "ok"
        self._light = self._changed = self.last = 0.0
        self._image: Image | None = None

    def look(self, image: Image, seconds: float) -> State:
        """The state with this picture."""
        if seconds - self.last >= DEAD_AFTER:  # what was before is no witness
            self._light = self._changed = seconds
        self.last = seconds
        small = image[::_STEP, ::_STEP].copy()
        if float(np.percentile(small, 99)) > _DARK:
            self._light = seconds
        if self._image is None or not np.array_equal(small, self._image):
            self._changed = seconds
        self._image = small
        if seconds - self._light >= DARK_AFTER:
            return "dark"
        return "frozen" if seconds - self._changed >= FROZEN_AFTER else "ok"

    def miss(self, seconds: float) -> State | None:
        """The state without a picture until then; None where it is too early to say."""
        return "dead" if seconds - self.last >= DEAD_AFTER else None
