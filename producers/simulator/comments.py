"""What buyers say of what they bought, days later: stars first, then words that fit them. Sentences are put together from parts."""

import heapq
from itertools import count
from random import Random
from typing import Final, NamedTuple

from contracts.events import ReviewEvent
from producers.simulator.catalogue import Product
from producers.simulator.conditions import Conditions
from producers.simulator.parameters import Parameters
from producers.simulator.people import Person
from producers.simulator.rhythm import DAY, HOUR
from producers.simulator.sampling import Weighted

SPREAD: Final = 0.35  # of products' quality, in stars
_STARS: Final = Weighted((5, 4, 3, 2, 1), (55.9, 21.6, 12.2, 6.7, 3.6))  # in %, from five down
_TITLES: Final = {
    5: ("Love it", "Perfect", "So happy with this", "Great find"),
    4: ("Very nice", "Good buy", "Pretty", "Would buy again"),
    3: ("It is okay", "Mixed feelings", "Average", "Nice but"),
    2: ("Disappointed", "Not for me", "Expected more", "Going back"),
    1: ("Awful", "Terrible quality", "Waste of money", "Returned at once"),
}
# What is praised and what is complained about, aspect by aspect.
_PRAISE: Final = (
    "It fits perfectly.",
    "The fabric is soft and feels great.",
    "The colour is beautiful, just as in the picture.",
    "The size is true to what I usually wear.",
    "Excellent quality for the price.",
    "Delivery was fast.",
    "Customer service was very helpful.",
    "So comfortable that I wear it all day.",
)
_BLAME: Final = (
    "It runs small and is too tight.",
    "The fabric is thin and scratchy.",
    "The colour looks cheap and not like the picture.",
    "The size is wrong, I had to send it back.",
    "Poor quality, a seam came apart after one wash.",
    "Far too expensive for what it is.",
    "Delivery took forever and the box was damaged.",
    "Customer service never answered.",
)
_PLAIN: Final = ("It is what it is.", "I bought it for a friend.", "I wear it with jeans.", "Ordered it on sale.")


class _Said(NamedTuple):
    """A comment to come; number settles ties."""

    at: int
    number: int
    event: ReviewEvent


class Comments:
    """Comments to come, of the orders that were placed."""

    def __init__(self, parameters: Parameters, conditions: Conditions) -> None:
        self._parameters, self._conditions = parameters, conditions
        self._waiting: list[_Said] = []
        self._numbers = count()

    def bought(self, person: Person, customer: str | None, order: str, at: int, lines: list[tuple[Product, int, float]]) -> None:
        """Takes note of an order: some of its lines will be commented on, none within a day."""
        for place, (product, _, _) in enumerate(lines):
            random = Random(f"{self._parameters.seed} said {order} {place}")
            if random.random() < self._parameters.comments:
                said_at = at + DAY + int(random.expovariate(1 / self._parameters.days_to_comment) * DAY)
                event = self._comment(person, customer, f"{order}-{place}", product, said_at, random)
                heapq.heappush(self._waiting, _Said(said_at, next(self._numbers), event))

    def hour(self, opens: int) -> list[ReviewEvent]:
        """What is said in an hour, in order of time."""
        said = []
        while self._waiting and self._waiting[0].at < opens + HOUR:
            said.append(heapq.heappop(self._waiting).event)
        return said

    def _comment(self, person: Person, customer: str | None, id: str, product: Product, at: int, random: Random) -> ReviewEvent:
        stars = self._stars(product, at, random)
        declared = customer is not None and person.declares
        return ReviewEvent(
            id=f"sim-r{id.removeprefix('sim-o')}",
            source="simulator",
            type="review",
            at=at,
            visitor=person.browsers[0].visitor,
            customer=customer,
            order=id.rpartition("-")[0],
            product=product.id,
            category=product.category,
            title=random.choice(_TITLES[stars]),
            text=_text(stars, random),
            rating=float(stars),
            recommended=stars >= 4 or (stars == 3 and random.random() < 0.4),
            age=person.age if declared else None,
            gender=person.gender if declared else None,
            country=person.country,
            precision="synthetic",
        )

    def _stars(self, product: Product, at: int, random: Random) -> int:
        """Everybody's mean, moved by the product's own quality, or by a planted bad batch."""
        quality = Random(f"{self._parameters.seed} quality {product.id}").gauss(0, SPREAD)
        stars = _STARS.pick(random.random()) + quality - self._conditions.spoilt(product.id, at)
        return min(5, max(1, round(stars)))


def _text(stars: int, random: Random) -> str:
    """Two or three sentences, as many of them good as the stars say."""
    length = 2 + (random.random() < 0.5)
    good = {5: length, 4: length - (length > 2), 3: 1, 2: length - 2, 1: 0}[stars]
    sentences = random.sample(_PRAISE, good) + random.sample(_BLAME, length - good)
    if stars == 4 and good == length:
        sentences[-1] = random.choice(_PLAIN)
    random.shuffle(sentences)
    return " ".join(sentences)
