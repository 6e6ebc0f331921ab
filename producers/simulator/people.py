"""The people of the synthetic shop: who they are, what they like, what they browse with. No names, nobody real."""

from random import Random
from typing import Final

import msgspec

from producers.simulator.audience import AGES, COUNTRIES, DEVICES, GENDERS, SEGMENTS, Segment, visits
from producers.simulator.catalogue import Catalogue
from producers.simulator.parameters import Parameters
from producers.simulator.sampling import Weighted

_AGES: Final = Weighted(list(AGES), list(AGES.values()))
_GENDERS: Final = Weighted(list(GENDERS), list(GENDERS.values()))
_COUNTRIES: Final = Weighted(list(COUNTRIES), list(COUNTRIES.values()))
# Of those who come back: a segment counts as often as it is seen again.
RETURNING: Final = Weighted(SEGMENTS, [visits(segment)[1] for segment in SEGMENTS])


class Browser(msgspec.Struct):
    """A device with its cookie and the cart behind it: pieces by product. cart_at: when it was last filled, ms."""

    device: str
    visitor: str
    cart: dict[str, int] = {}
    cart_at: int = 0


class Person(msgspec.Struct):
    """Somebody who shops. customer: the account, once there is one; age and gender are told only where it `declares` them."""

    number: int
    segment: Segment
    country: str
    age: int
    gender: str
    declares: bool
    favourites: tuple[str, str]
    browsers: list[Browser]
    customer: str | None = None
    visits: int = 0
    known: bool = False  # has bought with an account


class Population:
    """Makes people."""

    def __init__(self, parameters: Parameters, catalogue: Catalogue) -> None:
        self._parameters, self._catalogue = parameters, catalogue
        rest = 1 - parameters.mobile_share - parameters.tablet_share
        self._devices = Weighted(DEVICES, [parameters.mobile_share, parameters.tablet_share, rest])

    def person(self, number: int, segment: Segment, random: Random) -> Person:
        """Somebody new, the same for the same state of `random`."""
        draw = random.random
        youngest, oldest = _AGES.pick(draw())
        ids = [f"sim-v{number}", f"sim-v{number}b"]
        count = 2 if draw() < self._parameters.second_device else 1
        return Person(
            number=number,
            segment=segment,
            country=_COUNTRIES.pick(draw()),
            age=youngest + int(draw() * (oldest - youngest + 1)),
            gender=_GENDERS.pick(draw()),
            declares=draw() < self._parameters.declares,
            favourites=(self._catalogue.interest.pick(draw()), self._catalogue.interest.pick(draw())),
            browsers=[Browser(self._devices.pick(draw()), id) for id in ids[:count]],
        )

    def regular(self, number: int, random: Random) -> Person:
        """Somebody who has been here before the shop's first day on record."""
        person = self.person(number, RETURNING.pick(random.random()), random)
        person.visits = 1
        if random.random() < person.segment.account:
            person.customer = f"sim-c{number}"
        return person
