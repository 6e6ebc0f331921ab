"""The next product of a running session, learned from every look as it passes."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.candidates import WEIGHTS, Candidates, Ranks, foresee, rank, slope
from stream_apps.models.companions import Companions
from stream_apps.models.followers import Followers
from stream_apps.models.groups import Groups
from stream_apps.models.journey import NEAR, Journey
from stream_apps.models.popularity import Popularity
from stream_apps.models.products import CAPACITY, NOBODY, Products
from stream_apps.models.waiting import Waiting

SESSIONS: Final = 50_000  # running sessions remembered; the longest silent goes first
COUNT_EVERY: Final = 256  # looks counted at once; fewer while less is known
LEARN_EVERY: Final = 32  # one transition in so many is judged and moves the weights
RATE: Final = 0.1

_NO_PAIRS: Final = np.zeros((0, 2), np.int64)


class NextProduct:
    """Log-linear mixture of who followed whom.

    Candidates are the companions of the last twelve products and what is popular. Features are log-probabilities: of a product after
    the last, after the last two (as against after the last alone), near the last twelve, by popularity, and of its group (category and page
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
        self._waiting = Waiting()

    def looks(self, session: str) -> int:
        """How many looks at products a running session has had."""
        journey = self._journeys.get(session)
        return journey.looks if journey else 0

    def predict_one(self, session: str, most: int = 10) -> list[tuple[str, float]]:
        """The products that come next most likely, with probabilities, the likeliest first."""
        journey = self._journeys.get(session) or Journey()
        numbers, probabilities = self._candidates(journey).best(most)
        return list(zip(map(self.products.name, numbers), probabilities, strict=True))

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
        known = self.products.number(product)
        if journey.last:
            self.transitions += 1
            if self.transitions % LEARN_EVERY == 0:
                ranks = self._weigh(journey, known)
        if not known and self.products.is_full:
            self._forget(self.products.oldest(), journey)
        number, group = self.products.meet(product), self.groups.number(category, page)
        self._waiting.add(number, group, journey)
        journey.look(number, group)
        self._journeys[session] = journey
        if len(self._journeys) > SESSIONS:
            del self._journeys[next(iter(self._journeys))]
        if len(self._waiting) >= min(COUNT_EVERY, 1 + self.transitions // 8):
            self._count()
        return ranks

    def _count(self) -> None:
        """Counts the looks that wait: each product near those before it, both ways, and after the last of them."""
        looks, self._waiting = self._waiting, Waiting()
        self.products.count(looks.numbers)
        self.popularity.refresh(self.products.counts, self.products.size, looks.numbers, looks.groups)
        self.companions.reserve(self.products.size)
        self.companions.add_looks(looks.numbers, looks.near, looks.lengths)
        self.groups.learn_many(looks.group_befores, looks.group_lasts, looks.groups)
        for before, last, number in zip(looks.befores, looks.lasts, looks.numbers, strict=True):
            if before:
                self.followers.learn_one(before, last, number)

    def _candidates(self, journey: Journey) -> Candidates:
        popularity, companions = self.popularity, self.companions
        size = popularity.size
        last, before = (number if number < size else NOBODY for number in (journey.last, journey.before))
        return Candidates(
            *foresee(
                last,
                before,
                _pairs(journey.seen, size),
                _pairs(self.followers.after(journey.before, journey.last), size),
                popularity.leaders(journey.group),
                companions.who,
                companions.counts,
                companions.totals,
                popularity.share,
                popularity.group_of,
                self.groups.after(journey.group_before, journey.group),
                self.weights,
                NEAR,
            )
        )

    def _weigh(self, journey: Journey, number: int) -> Ranks:
        """Ranks the product that came, then moves the weights towards it."""
        candidates = self._candidates(journey)
        ranks = self._ranks(journey, candidates, number)
        place = candidates.place(number)
        if place is not None:
            step = slope(candidates.features, candidates.scores, place)
            self._squares += step * step
            self.weights -= RATE * step / np.sqrt(self._squares)
        return ranks

    def _ranks(self, journey: Journey, candidates: Candidates, number: int) -> Ranks:
        """What is no candidate ranks after all products."""
        place = candidates.place(number)
        if place is None:
            return Ranks(*[len(self.products) + 1.0] * 3)
        share = self.popularity.share[candidates.numbers]
        inside = self.popularity.group_of[candidates.numbers] == journey.group
        by_popularity, by_followers = share + inside, share + candidates.followed
        return Ranks(rank(candidates.scores, place), rank(by_popularity, place), rank(by_followers, place))

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


def _pairs(times: Mapping[int, int], size: int) -> NDArray[np.int64]:
    """Products below a number, and how often; n x 2."""
    pairs = [pair for pair in times.items() if pair[0] < size]
    return np.array(pairs, np.int64) if pairs else _NO_PAIRS


def warm_up() -> None:
    """Compiles what is compiled on its first call, so that no shopper waits for it."""
    model = NextProduct()
    for number in range(2 * LEARN_EVERY):
        model.learn_one("nobody", str(number % 7))
    model.predict_one("nobody")
