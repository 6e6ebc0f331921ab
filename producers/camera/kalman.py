"""Where somebody is and how fast: a Kalman filter (Kalman 1960) of constant velocity with white-noise acceleration, over real time."""

from typing import Final

from producers.camera.geometry import Point

_SEEN: Final = 0.06  # standard deviation of a box's centre, in heights of its person
_SWAY: Final = 0.6  # spectral density of the acceleration, heights^2/s^3: people start, stop and turn
_UNKNOWN: Final = 1.0  # variance of the speed of somebody just seen, (heights/s)^2


class Motion:
    """Position and velocity of a point, in picture heights. Both axes have the same noise, so one covariance serves them,
    in heights of the person.

    Prediction takes seconds and not frames: 5 and 30 frames a second are filtered alike.
    """

    def __init__(self, at: Point) -> None:
        self.x, self.y = at
        self.vx = self.vy = 0.0
        self._pp, self._pv, self._vv = _SEEN**2, 0.0, _UNKNOWN

    def predict(self, seconds: float) -> None:
        """So much time passes."""
        self.x += self.vx * seconds
        self.y += self.vy * seconds
        self._pp += 2 * seconds * self._pv + seconds**2 * self._vv + _SWAY * seconds**3 / 3
        self._pv += seconds * self._vv + _SWAY * seconds**2 / 2
        self._vv += _SWAY * seconds

    def update(self, at: Point) -> None:
        """It is seen there."""
        spread = self._pp + _SEEN**2
        gain, speed_gain = self._pp / spread, self._pv / spread
        dx, dy = at[0] - self.x, at[1] - self.y
        self.x, self.y = self.x + gain * dx, self.y + gain * dy
        self.vx, self.vy = self.vx + speed_gain * dx, self.vy + speed_gain * dy
        self._vv -= speed_gain * self._pv
        self._pp, self._pv = (1 - gain) * self._pp, (1 - gain) * self._pv

    @property
    def spread(self) -> float:
        """Standard deviation of the position, in heights of the person."""
        return float(self._pp**0.5)
