"""When a model last got worse: ADWIN over the errors of its predictions."""

from river.drift import ADWIN


class Drift:
    """Watches a model's errors, each made before the model learned from its sample.

    ADWIN (Bifet and Gavalda 2007) finds that the mean of a stream has changed; only a rise is drift: a model that still learns errs
    less and less.

    >>> drift = Drift()
    >>> for number in range(4000):
    ...     drift.add(0.1 if number < 2000 else 0.6, at=float(number))
    >>> drift.at
    2047.0
    """

    def __init__(self) -> None:
        self.at: float | None = None  # when it last rose, by the clock of the samples
        self._window = ADWIN()

    def add(self, error: float, at: float) -> None:
        """Takes in one sample's error and its time."""
        before = self._window.estimation
        self._window.update(error)
        if self._window.drift_detected and self._window.estimation > before:
            self.at = at
