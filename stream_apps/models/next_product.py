"""The next product of a running session, learned from every look as it passes."""

from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.candidates import (
    AFTER_ONE,
    AFTER_TWO,
    GROUP,
    NEAR_TEN,
    POPULAR,
    WEIGHTS,
    Candidates,
    Ranks,
    mark,
    rank,
    softmax,
)
from stream_apps.models.companions import Companions
from stream_apps.models.followers import Followers
from stream_apps.models.groups import Groups
from stream_apps.models.journey import Journey
from stream_apps.models.popularity import Popularity
from stream_apps.models.products import CAPACITY, NOBODY, Products

SESSIONS: Final = 50_000  # running sessions remembered; the longest silent goes first
COUNT_EVERY: Final = 256  # looks counted at once; fewer while less is known
LEARN_EVERY: Final = 64  # one transition in so many is judged and moves the weights
RATE: Final = 0.1
SHRINK: Final = 60.0  # looks' worth of popularity in a product's followers
SHRINK_PAIR: Final = 40.0  # looks' worth of a product's followers in a pair's
NEAR, AFTER = 0, 1  # kinds of companions
TINY: Final = 1e-12  # makes a candidate of a product near nobody

# A look not counted yet: product, group, the last two products and groups before it, and the products near it, the last one last.
_Look = tuple[int, int, int, int, int, int, list[int]]


class NextProduct:
    """Log-linear mixture of who followed whom.

    Candidates are the companions of the last ten products and what is popular. Features are log-probabilities: of a product after
    the last, after the last two (as against after the last alone), near the last ten, by popularity, and of its group (category and page
    of the list) after the last two groups; and marks of what the session has seen. AdaGrad (Duchi, Hazan and Singer 2011) learns
    their weights on the softmax over the candidates.

    Bounded: `capacity` products with their companions, pairs of them, SESSIONS; what is weakest or oldest is forgotten. Looks are counted
    COUNT_EVERY at once and one transition of LEARN_EVERY moves the weights, both by number of looks: the same looks, the same numbers.

    >>> model = NextProduct()
    >>> for session in range(200):
    ...     for product in ("A1", "B2", "C3") if session % 2 else ("A1", "D4"):
    ...         _ = model.learn_one(str(session), product, "shoes")
    >>> for product in ("A1", "B2"):
    ...     _ = model.learn_one("now", product, "shoes")
    >>> model.predict_one("now", 1)[0][0]
    'C3'
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.products, self.groups, self.popularity = Products(capacity), Groups(), Popularity()
        self.companions = Companions(kinds=2)
        self.weights = np.array(list(WEIGHTS.values()))
        self.transitions = 0
        self._squares = np.ones(len(WEIGHTS))
        self.followers = Followers()
        self._journeys: dict[str, Journey] = {}  # the longest silent first
        self._waiting: list[_Look] = []

    def looks(self, session: str) -> int:
        """How many looks at products a running session has had."""
        journey = self._journeys.get(session)
        return journey.looks if journey else 0

    def predict_one(self, session: str, most: int = 10) -> list[tuple[str, float]]:
        """The products that come next most likely, with probabilities, the likeliest first."""
        journey = self._journeys.get(session) or Journey()
        candidates = self._candidates(journey)
        shares = softmax(self.weights @ candidates.features)
        best = np.argpartition(-shares, most)[:most] if len(shares) > most else np.arange(len(shares))
        best = best[np.lexsort((best, -shares[best]))]
        names = map(self.products.name, candidates.numbers[best].tolist())
        return list(zip(names, shares[best].tolist(), strict=True))

    def rank_one(self, session: str, product: str) -> Ranks | None:
        """Where a product stands among what may come next; None where the session has seen nothing."""
        journey = self._journeys.get(session)
        if journey is None or not journey.last:
            return None
        number = self.products.number(product)
        return self._ranks(journey, self._candidates(journey), number)

    def learn_one(self, session: str, product: str, category: str = "", page: int | None = None) -> Ranks | None:
        """Takes in a session's next look at a product: its category and the page of the list, where known.

        Returns, of each LEARN_EVERY-th transition, where the product had stood before anything was learned from this look.
        """
        ranks = None
        journey = self._journeys.pop(session, None) or Journey()
        group = self.groups.number(category, page)
        if journey.last:
            self.transitions += 1
            if self.transitions % LEARN_EVERY == 0:
                ranks = self._weigh(journey, self.products.number(product))
        if self.products.is_full and not self.products.number(product):
            self._forget(self.products.oldest(), journey)
        number = self.products.meet(product)
        self._waiting.append((number, group, journey.last, journey.before, journey.group, journey.group_before, journey.near))
        journey.look(number, group)
        self._journeys[session] = journey
        if len(self._journeys) > SESSIONS:
            del self._journeys[next(iter(self._journeys))]
        if len(self._waiting) >= min(COUNT_EVERY, 1 + self.transitions // 8):
            self._count()
        return ranks

    def _count(self) -> None:
        """Counts the looks that wait: each product near those before it, both ways, and after the last of them."""
        numbers, groups, lasts, befores, group_lasts, group_befores, nears = zip(*self._waiting, strict=True)
        self._waiting.clear()
        self.products.count(numbers)
        self.companions.reserve(self.products.size)
        self.popularity.refresh(self.products.counts, self.products.size, numbers, groups)
        lengths = np.array([len(near) for near in nears])
        came, near = np.repeat(numbers, lengths), np.array([number for near in nears for number in near], np.int64)
        if not len(near):
            return
        after = np.zeros(len(near))
        after[lengths.cumsum()[lengths > 0] - 1] = 1
        pairs = np.concatenate((np.stack((near, came), 1), np.stack((came, near), 1)))
        self.companions.add(pairs, (np.ones(len(pairs)), np.concatenate((after, np.zeros(len(near))))))
        follows = lengths > 0
        self.groups.learn_many(*(np.array(each)[follows] for each in (group_befores, group_lasts, groups)))
        for before, last, number in zip(befores, lasts, numbers, strict=True):
            if before:
                self.followers.learn_one(before, last, number)

    def _candidates(self, journey: Journey) -> Candidates:
        popularity = self.popularity
        near = [number for number in journey.near if number < popularity.size]
        mass, smoothing = self._near(near)
        mass[popularity.leaders(journey.group)] += TINY  # they are candidates whether near or not
        numbers = np.flatnonzero(mass)
        share, groups = popularity.share[numbers], popularity.group_of[numbers]
        features = np.zeros((len(WEIGHTS), len(numbers)))
        places = np.full(popularity.size, -1)
        places[numbers] = np.arange(len(numbers))
        candidates = Candidates(numbers, features, places)
        features[POPULAR] = popularity.log_share[numbers]
        features[NEAR_TEN] = np.log(mass[numbers] + smoothing * share)
        after = self._after(journey.last, numbers, share)
        features[AFTER_ONE] = np.log(after)
        features[GROUP] = self.groups.log_shares(journey.group_before, journey.group)[groups]
        self._after_two(journey, candidates, after)
        mark(journey, candidates)
        return candidates

    def _near(self, near: list[int]) -> tuple[NDArray[np.float64], float]:
        """By number: mean share of each product among the companions of those looked at; and how much of popularity to add to it."""
        size = self.popularity.size
        if not near:
            return np.zeros(size), 1.0
        scale = 1 / (len(near) * (self.companions.totals[NEAR][near] + SHRINK))
        shares = self.companions.counts[NEAR][near] * scale[:, None]
        mass = np.bincount(self.companions.who[near].ravel(), shares.ravel(), size).astype(np.float64)
        return mass, float(scale.sum()) * SHRINK

    def _after(self, last: int, numbers: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each candidate after the last product."""
        if not NOBODY < last < self.popularity.size:
            return share
        counts = np.zeros(self.popularity.size)
        counts[self.companions.who[last]] = self.companions.counts[AFTER][last]
        total = float(self.companions.totals[AFTER][last])
        return (counts[numbers] + SHRINK * share) / (total + SHRINK)

    def _after_two(self, journey: Journey, candidates: Candidates, after: NDArray[np.float64]) -> None:
        """The second feature: log of how much likelier a product is after the last two than after the last alone."""
        followers = self.followers.after(journey.before, journey.last)
        if not journey.before or not followers:
            return
        times = np.array(list(followers.values()))
        places = candidates.among(followers)
        times, places = times[places >= 0], places[places >= 0]
        feature = candidates.features[AFTER_TWO]
        feature[:] = log(SHRINK_PAIR / (sum(followers.values()) + SHRINK_PAIR))
        feature[places] += np.log1p(times / (SHRINK_PAIR * after[places]))

    def _weigh(self, journey: Journey, number: int) -> Ranks:
        """Ranks the product that came, then moves the weights towards it."""
        candidates = self._candidates(journey)
        ranks = self._ranks(journey, candidates, number)
        (place,) = candidates.among((number,))
        if place >= 0:
            features = candidates.features
            step = features @ softmax(self.weights @ features) - features[:, place]
            self._squares += step * step
            self.weights -= RATE * step / np.sqrt(self._squares)
        return ranks

    def _ranks(self, journey: Journey, candidates: Candidates, number: int) -> Ranks:
        """What is no candidate ranks after all products."""
        popularity = self.popularity
        last = len(self.products) + 1.0
        (place,) = candidates.among((number,))
        if place < 0:
            return Ranks(last, last, last)
        scores = self.weights @ candidates.features
        inside = popularity.group_of[candidates.numbers] == journey.group
        shares = popularity.share[candidates.numbers]
        followed = shares + self._after(journey.last, candidates.numbers, np.zeros(len(shares))) * len(self.products)
        return Ranks(rank(scores, place), rank(shares + inside, place), rank(followed, place))

    def _forget(self, numbers: list[int], journey: Journey) -> None:
        """Forgets products wherever their numbers stand, for these will be given to others."""
        if self._waiting:
            self._count()
        gone = frozenset(numbers)
        self.products.forget(numbers)
        self.popularity.forget(gone)
        self.companions.forget(numbers)
        self.followers.forget(gone)
        for each in (*self._journeys.values(), journey):
            each.forget(gone)
