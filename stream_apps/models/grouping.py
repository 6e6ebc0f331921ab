"""How well a grouping describes what it groups: explained variance, judged before each sample is learned from."""

from collections.abc import Mapping

from stream_apps.models.daily_change import DailyChange

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
    """1 - (squared distances to the own group's mean) / (squared distances to the mean of all), both before learning.

    0: the groups say nothing; 1: everything in a group is alike.
    """

    def __init__(self) -> None:
        self._within = self._total = 0.0

    def add(self, within: float, total: float) -> None:
        """Takes in one sample's squared distances."""
        self._within = self._within * FADE + within
        self._total = self._total * FADE + total

    @property
    def score(self) -> float:
        return 1 - self._within / self._total if self._total else 0.0


class JudgedGrouping:
    """A grouping's score beside a naive rival's, which groups by a number alone: 1, 2-3, 4-7, ...; and when what it groups last changed.

    Its errors tell no change: they grow with a young source, whose visitors grow older, and a centre that moves takes along who comes anew.
    """

    def __init__(self) -> None:
        self.explained, self.rival, self.change = Explained(), Explained(), DailyChange()
        self._everyone, self._by_size = Mean(), dict[int, Mean]()

    def add(self, x: Features, within: float, size: int) -> None:
        """Takes in a sample, its squared distance to its own group's centre, and the rival's number."""
        group = self._by_size.setdefault(size.bit_length(), Mean())
        apart = self._everyone.distance(x)
        self.explained.add(within, apart)
        self.rival.add(group.distance(x) if group.count else apart, apart)
        group.learn_one(x)
        self._everyone.learn_one(x)
