"""How well classes are told apart, the rare ones counting as much as the common, what happened lately counting more."""

from stream_apps.models.prequential import FADE


class MacroF1:
    """Mean over the classes of the harmonic mean of precision and recall, with the past fading at each sample.

    >>> judged = MacroF1(("no", "yes"))
    >>> for said, came in (("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")):
    ...     judged.add(said, came)
    >>> round(judged.score, 2), judged.samples
    (0.73, 4)
    """

    def __init__(self, classes: tuple[str, ...], fade: float = FADE) -> None:
        self.fade, self.samples = fade, 0
        self._right = dict.fromkeys(classes, 0.0)
        self._either = dict.fromkeys(classes, 0.0)  # how often it was said, and how often it came

    def add(self, said: str, came: str) -> None:
        """Takes in what was said of one sample, and what came."""
        self.samples += 1
        for name in self._right:
            self._right[name] *= self.fade
            self._either[name] *= self.fade
        self._right[came] += said == came
        self._either[said] += 1
        self._either[came] += 1

    @property
    def score(self) -> float:
        """A class that was neither said nor came counts as 0."""
        return sum(2 * right / self._either[name] if self._either[name] else 0.0 for name, right in self._right.items()) / len(self._right)
