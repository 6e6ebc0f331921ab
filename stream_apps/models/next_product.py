"""The next product of a running session, learned from every look as it passes."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.candidates import WEIGHTS, Ranks, ranks, suggest
from stream_apps.models.companions import Companions
from stream_apps.models.followers import Followers
from stream_apps.models.groups import Groups
from stream_apps.models.journeys import LOOK, Journeys, look
from stream_apps.models.popularity import Popularity
from stream_apps.models.products import CAPACITY, Products

SESSIONS: Final = 50_000  # running sessions remembered; the longest silent goes first
COUNT_EVERY: Final = 256  # looks counted at once; fewer while less is known
LEARN_EVERY: Final = 32  # one transition in so many is judged and moves the weights
RATE: Final = 0.1
MOST_NUMBERS: Final = 2**16  # of products


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
        self._journeys = Journeys(SESSIONS)
        self._waiting: NDArray[Any] = np.zeros(COUNT_EVERY, LOOK)
        self._waits = 0  # looks that wait

    def looks(self, session: str) -> int:
        """How many looks at products a running session has had."""
        return self._journeys.looks[self._journeys.line(session)]

    def predict_one(self, session: str, most: int = 10) -> list[tuple[str, float]]:
        """The products that come next most likely, with probabilities, the likeliest first."""
        numbers, probabilities = suggest(*self._tables(self._journeys.line(session)), most)
        return list(zip(map(self.products.name, numbers.tolist()), probabilities.tolist(), strict=True))

    def rank_one(self, session: str, product: str) -> Ranks | None:
        """Where a product stands among what may come next; None where the session has seen nothing."""
        return self._ranks(self._journeys.line(session), self.products.number(product), 0.0)

    def learn_one(self, session: str, product: str, category: str = "", page: int | None = None) -> Ranks | None:
        """Takes in a session's next look at a product: its category and the page of the list, where known.

        Returns, of each LEARN_EVERY-th transition, where the product had stood before anything was learned from this look.
        """
        judged, journeys, products = None, self._journeys, self.products
        line = journeys.meet(session)
        if journeys.looks[line]:
            self.transitions += 1
            if self.transitions % LEARN_EVERY == 0:
                judged = self._ranks(line, products.number(product), RATE)
        if products.is_full and not products.number(product):
            self._forget(products.oldest())
        look(journeys.lines, line, self._waiting, self._waits, products.meet(product), self.groups.number(category, page))
        journeys.looks[line] += 1
        self._waits += 1
        if self._waits >= min(COUNT_EVERY, 1 + self.transitions // 8):
            self._count()
        return judged

    def _count(self) -> None:
        """Counts the looks that wait: each product near those before it, both ways, and after the last of them."""
        looks, self._waits = self._waiting[: self._waits], 0
        products, groups = looks["product"], looks["group"]
        self.products.count(products)
        self.popularity.refresh(self.products.counts, self.products.size, products, groups)
        self.companions.reserve(self.products.size)
        self.companions.add_looks(looks)
        self.groups.learn_many(looks["group_before"], looks["group_last"], groups)
        self.followers.learn_many(looks["before"].tolist(), looks["last"].tolist(), products.tolist())

    def _tables(self, line: int) -> tuple[Any, ...]:
        """What candidates and their features are found from."""
        journeys, popularity, companions = self._journeys.lines, self.popularity, self.companions
        groups, followers = self.groups, self.followers
        pair = followers.line(int(journeys["before"][line]), int(journeys["last"][line]))
        return (
            journeys,
            line,
            followers.who[pair],
            followers.counts[pair],
            popularity.leaders(int(journeys["group"][line])),
            companions.who,
            companions.counts,
            companions.totals,
            popularity.share,
            popularity.log_share,
            popularity.group_of,
            groups.first,
            groups.lines,
            groups.second,
            len(groups),
            self.weights,
        )

    def _ranks(self, line: int, number: int, rate: float) -> Ranks | None:
        """Ranks the product that came, and moves the weights towards it; None where the one before it is not known.

        What is no candidate ranks after all products.
        """
        if not self._journeys.lines["last"][line]:
            return None
        found = Ranks(*ranks(*self._tables(line), number, self._squares, rate))
        return found if found.model else Ranks(*[len(self.products) + 1.0] * 3)

    def _forget(self, numbers: list[int]) -> None:
        """Forgets products wherever their numbers stand, for these will be given to others."""
        if self._waits:
            self._count()
        gone = np.zeros(MOST_NUMBERS, bool)
        gone[numbers] = True
        self.products.forget(numbers)
        self.popularity.forget(numbers)
        self.companions.forget(numbers)
        self.followers.forget(gone)
        self._journeys.forget(gone)


def warm_up() -> None:
    """Compiles what is compiled on its first call, so that no shopper waits for it."""
    model = NextProduct()
    for number in range(2 * LEARN_EVERY):
        model.learn_one("nobody", str(number % 7))
    model.predict_one("nobody")
    model.rank_one("nobody", "1")
    model._forget([1])
