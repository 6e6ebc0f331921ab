"""What may come next, and how it is told apart: candidates, their features, their ranks."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.journey import Journey
from stream_apps.models.products import NOBODY

# What a candidate is judged by, and the weights to start from: rounded from what is learned on eshop2008.
WEIGHTS: Final = {
    "after the last product": 0.5,
    "after the last two": 0.4,
    "near the last ten": 0.6,
    "popular": -0.35,
    "group after the last two": 0.3,
    "seen": -1.0,
    "log of times seen": 1.0,
    "is the last": 0.25,
    "is the one before": -0.4,
}
AFTER_ONE, AFTER_TWO, NEAR_TEN, POPULAR, GROUP, SEEN, TIMES_SEEN, IS_LAST, IS_BEFORE = range(len(WEIGHTS))


class Candidates(NamedTuple):
    """Products that may come next: their numbers, a line of features for each of WEIGHTS, and by number where each stands (else -1)."""

    numbers: NDArray[np.int64]
    features: NDArray[np.float64]
    places: NDArray[np.int64]

    def among(self, numbers: Iterable[int]) -> NDArray[np.int64]:
        """Where products stand; -1 for those that are no candidates."""
        known = len(self.places)
        return self.places[[number if number < known else NOBODY for number in numbers]]


class Ranks(NamedTuple):
    """Where the product that came stood (1: first) by the model, by popularity in its session's last group, and among those that had
    followed the last product. The last two are the naive rivals."""

    model: float
    popularity: float
    follower: float


def mark(journey: Journey, candidates: Candidates) -> None:
    """Fills in the features of what the session has seen."""
    features = candidates.features
    places = candidates.among((journey.last, journey.before, *journey.seen))
    times = np.log1p(np.array(list(journey.seen.values())))
    last, before, seen = places[0], places[1], places[2:]
    features[SEEN, seen[seen >= 0]] = 1.0
    features[TIMES_SEEN, seen[seen >= 0]] = times[seen >= 0]
    for line, place in ((IS_LAST, last), (IS_BEFORE, before)):
        if place >= 0:
            features[line, place] = 1.0


def rank(scores: NDArray[np.float64], place: int) -> float:
    """1 for the highest; those that tie share the mean of their ranks."""
    score = scores[place]
    return float((scores > score).sum()) + (float((scores == score).sum()) + 1) / 2


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities that sum to 1."""
    if not len(scores):
        return scores
    odds: NDArray[np.float64] = np.exp(scores - scores.max())
    odds /= odds.sum()
    return odds
