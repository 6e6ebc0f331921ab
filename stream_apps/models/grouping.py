"""How well a grouping describes what it groups: explained variance, judged before each sample is learned from."""

from collections.abc import Hashable, Mapping

Features = Mapping[str, float]
FADE = 0.999  # weight the past keeps at each sample (fading factor of prequential scores, Gama, Sebastiao and Rodrigues 2013)


class Mean:
    """Running mean of sparse features, and the squared distance of a sample to it."""

    def __init__(self) -> None:
        self.count = 0
        self.center: dict[str, float] = {}

    def distance(self, x: Features) -> float:
        center = self.center
        apart = sum([(value - center.get(key, 0.0)) ** 2 for key, value in x.items()])
        return apart + sum([value * value for key, value in center.items() if key not in x])

    def learn_one(self, x: Features) -> None:
        self.count += 1
        for key, value in x.items():
            self.center[key] = self.center.get(key, 0.0) + (value - self.center.get(key, 0.0)) / self.count
        for key in self.center:
            if key not in x:
                self.center[key] -= self.center[key] / self.count


class Explained:
    """1 - (squared distance to the own group's mean) / (squared distance to the mean of all), both before learning.

    0: the groups say nothing; 1: everything in a group is alike. A sample whose group has no mean yet counts as far as
    from the mean of all.
    """

    def __init__(self) -> None:
        self._all = Mean()
        self._groups: dict[Hashable, Mean] = {}
        self._within = self._total = 0.0

    def add(self, group: Hashable, x: Features) -> None:
        mean = self._groups.setdefault(group, Mean())
        total = self._all.distance(x)
        self._within = self._within * FADE + (mean.distance(x) if mean.count else total)
        self._total = self._total * FADE + total
        mean.learn_one(x)
        self._all.learn_one(x)

    @property
    def score(self) -> float:
        return 1 - self._within / self._total if self._total else 0.0
