"""Segments of sessions: k-means that learns from each session as it passes."""

from collections.abc import Mapping, Sequence

import numpy as np
from river import cluster

Features = Mapping[str, float]

WARM_UP = 500  # sessions seen before the first centres are placed


class SessionSegments(cluster.KMeans):
    """Sequential k-means over sparse features (absent is 0), seeded by k-means++ from its first samples.

    River's KMeans places its first centres by chance and moves them at one fixed rate; here the first `warm_up` samples
    place them (k-means++, Arthur and Vassilvitskii 2007) and a centre moves by 1/n of its n-th sample (MacQueen 1967), so
    it is the mean of what it was given. Distances use |c - x|^2 = |c|^2 - 2 c.x + |x|^2 over the keys of x alone.

    >>> model = SessionSegments(n_clusters=2, warm_up=4, seed=1)
    >>> for depth in (1.0, 9.0, 1.2, 9.2):
    ...     model.learn_one({"depth": depth})
    >>> model.predict_one({"depth": 1.1}) != model.predict_one({"depth": 9.1})
    True
    """

    def __init__(self, n_clusters: int = 5, warm_up: int = WARM_UP, seed: int = 1) -> None:
        super().__init__(n_clusters=n_clusters, seed=seed)
        self.warm_up = warm_up
        self.centers: dict[int, dict[str, float]] = {}
        self.counts: dict[int, int] = {}
        self._norms: dict[int, float] = {}
        self._buffer: list[dict[str, float]] = []

    @property
    def ready(self) -> bool:
        """Whether the centres are placed: before that nothing can be predicted."""
        return bool(self.centers)

    def learn_one(self, x: Features, nearest: int = 0) -> None:
        """Moves the nearest centre (named where it is known already) towards x, or keeps x until the centres can be placed."""
        if self.centers:
            self._move(nearest or self.predict_one(x), x)
            return
        self._buffer.append(dict(x))
        if len(self._buffer) >= self.warm_up:
            self._place()

    def predict_one(self, x: Features) -> int:
        """Number of the nearest centre; 0 while there is none. The centres count from 1."""
        return self.place(x)[0]

    def place(self, x: Features) -> tuple[int, float]:
        """Number of the nearest centre and the squared Euclidean distance to it; twice 0 while there is none."""
        nearest, least = 0, 0.0
        for c, center in self.centers.items():
            dot = 0.0
            for key, value in x.items():
                if key in center:
                    dot += center[key] * value
            nearness = self._norms[c] - 2 * dot
            if not nearest or nearness < least:
                nearest, least = c, nearness
        return nearest, max(0.0, least + sum([value * value for value in x.values()])) if nearest else 0.0

    def _move(self, c: int, x: Features) -> None:
        self.counts[c] += 1
        rate = 1 / self.counts[c]
        center = self.centers[c]
        for key in center:
            if key not in x:
                center[key] -= rate * center[key]
        for key, value in x.items():
            had = center.get(key, 0.0)
            center[key] = had + rate * (value - had)
        self._norms[c] = sum([value * value for value in center.values()])

    def _place(self) -> None:
        samples, self._buffer = self._buffer, []
        for c, center in enumerate(_plus_plus(samples, self.n_clusters, np.random.default_rng(self.seed)), 1):
            self.centers[c], self.counts[c] = dict(center), 0
            self._norms[c] = sum([value * value for value in center.values()])
        for sample in samples:
            self._move(self.predict_one(sample), sample)


def _plus_plus(samples: Sequence[Features], k: int, random: np.random.Generator) -> list[Features]:
    """k-means++: each next centre is a sample drawn in proportion to its squared distance from the nearest chosen one."""
    chosen = [samples[int(random.integers(len(samples)))]]
    nearest = np.array([_apart(sample, chosen[0]) for sample in samples])
    while len(chosen) < k and nearest.sum() > 0:
        chosen.append(samples[int(random.choice(len(samples), p=nearest / nearest.sum()))])
        nearest = np.minimum(nearest, [_apart(sample, chosen[-1]) for sample in samples])
    return chosen


def _apart(a: Features, b: Features) -> float:
    common = sum((value - b.get(key, 0.0)) ** 2 for key, value in a.items())
    return common + sum(value * value for key, value in b.items() if key not in a)
