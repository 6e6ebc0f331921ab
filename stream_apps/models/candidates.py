"""What may come next, and how it is told apart: candidates, their features, their scores.

Compiled: in plain NumPy ten suggestions take three times as long, which decides how often they can be made.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.groups import log_shares
from stream_apps.models.products import NOBODY

# What a candidate is judged by, and the weights to start from: rounded from what is learned on eshop2008.
WEIGHTS: Final = {
    "after the last product": 0.5,
    "after the last two": 0.4,
    "near the last twelve": 0.6,
    "popular": -0.35,
    "group after the last two": 0.3,
    "seen": -1.0,
    "log of times seen": 1.0,
    "is the last": 0.25,
    "is the one before": -0.4,
}
FEATURES: Final = len(WEIGHTS)
AFTER_ONE, AFTER_TWO, NEAR_LAST, POPULAR, GROUP, SEEN, TIMES_SEEN, IS_LAST, IS_BEFORE = range(FEATURES)

NEAR, AFTER = 0, 1  # kinds of companions
SHRINK: Final = 60.0  # looks' worth of popularity in a product's followers
SHRINK_PAIR: Final = 40.0  # looks' worth of a product's followers in a pair's


class Candidates(NamedTuple):
    """Products that may come next by ascending number; per product features (of WEIGHTS), a score, looks right after the last product."""

    numbers: NDArray[np.int64]
    features: NDArray[np.float64]
    scores: NDArray[np.float64]
    followed: NDArray[np.float64]

    def place(self, number: int) -> int | None:
        """Where a product stands among them."""
        place = int(np.searchsorted(self.numbers, number))
        return place if place < len(self.numbers) and self.numbers[place] == number else None

    def best(self, most: int) -> tuple[list[int], list[float]]:
        """The likeliest products with their probabilities, the likeliest first."""
        places, shares = likeliest(self.scores, most)
        return self.numbers[places].tolist(), shares.tolist()


class Ranks(NamedTuple):
    """Where the product that came stood (1: first) by the model, by popularity in its session's last group, and among those that had
    followed the last product. The last two are the naive rivals."""

    model: float
    popularity: float
    follower: float


@compiled
def foresee(
    last: int, before: int, seen: Any, followers: Any, leaders: Any, who: Any, counts: Any, totals: Any, share: Any, groups: Any,
    groups_after: Any, weights: Any, near: int,
) -> Any:  # fmt: skip
    """Numbers, features, scores and looks right after the last product, of each candidate.

    last, before: products looked at, 0 where none; seen: products and how often, the newest last, of which the last `near` count as near;
    followers: products that came after before and last, and how often; leaders: candidates by popularity; share: of looks, by number;
    groups: by number; groups_after: how often each group came after the last one, and after the last two. Numbers lie below len(share).
    """
    size = len(share)
    mass, followed, wanted = np.zeros(size), np.zeros(size), np.zeros(size, np.bool_)
    first = max(0, len(seen) - near)
    smoothing = 0.0 if len(seen) else 1.0
    for row in range(first, len(seen)):
        product = seen[row, 0]
        scale = 1 / ((len(seen) - first) * (totals[product, NEAR] + SHRINK))
        smoothing += scale * SHRINK
        for place in range(who.shape[1]):
            companion = who[product, place]
            if companion == NOBODY:
                break
            mass[companion] += counts[product, NEAR, place] * scale
            wanted[companion] = True
    for leader in leaders:
        wanted[leader] = True
    for place in range(who.shape[1] if last else 0):
        followed[who[last, place]] = counts[last, AFTER, place]
    total = totals[last, AFTER] if last else 0.0
    places = np.full(size, -1)
    numbers = np.flatnonzero(wanted)
    features = np.zeros((len(numbers), FEATURES))
    after = np.zeros(len(numbers))
    group_logs = log_shares(groups_after[0], groups_after[1])
    times_after_two = followers[:, 1].sum()
    backoff = np.log(SHRINK_PAIR / (times_after_two + SHRINK_PAIR))
    for place, number in enumerate(numbers):
        places[number] = place
        after[place] = (followed[number] + SHRINK * share[number]) / (total + SHRINK)
        line = features[place]
        line[AFTER_ONE], line[AFTER_TWO] = np.log(after[place]), backoff
        line[NEAR_LAST] = np.log(mass[number] + smoothing * share[number])
        line[POPULAR], line[GROUP] = np.log(share[number]), group_logs[groups[number]]
    for row in range(len(followers)):
        place = places[followers[row, 0]]
        if place >= 0:
            features[place, AFTER_TWO] += np.log1p(followers[row, 1] / (SHRINK_PAIR * after[place]))
    for row in range(len(seen)):
        place = places[seen[row, 0]]
        if place >= 0:
            features[place, SEEN], features[place, TIMES_SEEN] = 1.0, np.log1p(seen[row, 1])
    if last and places[last] >= 0:
        features[places[last], IS_LAST] = 1.0
    if before and places[before] >= 0:
        features[places[before], IS_BEFORE] = 1.0
    scores = np.zeros(len(numbers))
    for place in range(len(numbers)):
        for feature in range(FEATURES):
            scores[place] += features[place, feature] * weights[feature]
    return numbers, features, scores, followed[numbers]


@compiled
def likeliest(scores: Any, most: int) -> Any:
    """Places of the highest scores, the highest first (of equal ones the lower place), and their softmax probabilities."""
    found = min(most, len(scores))
    places, shares = np.zeros(found, np.int64), np.zeros(found)
    highest = scores.max() if len(scores) else 0.0
    odds = np.exp(scores - highest)
    for rank in range(found):
        best = -1
        for place in range(len(scores)):
            if odds[place] >= 0 and (best < 0 or scores[place] > scores[best]):
                best = place
        places[rank], shares[rank] = best, odds[best]
        odds[best] = -odds[best] - 1e-300
    total = 0.0
    for place in range(len(scores)):
        total += abs(odds[place])
    return places, shares / total


@compiled
def rank(scores: Any, place: int) -> Any:
    """1 for the highest; those that tie share the mean of their ranks."""
    higher, same = 0, 0
    for score in scores:
        higher += score > scores[place]
        same += score == scores[place]
    return higher + (same + 1) / 2


@compiled
def slope(features: Any, scores: Any, place: int) -> Any:
    """By feature: how the log-loss of the softmax grows with its weight, where the product that came stands at place."""
    odds = np.exp(scores - scores.max())
    found = np.zeros(features.shape[1])
    for candidate in range(len(scores)):
        for feature in range(features.shape[1]):
            found[feature] += odds[candidate] * features[candidate, feature]
    return found / odds.sum() - features[place]
