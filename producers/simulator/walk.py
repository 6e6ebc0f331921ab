"""One visit to the store: through the door, from zone to zone, perhaps to the tills, and out again."""

from random import Random
from typing import Final, NamedTuple

from producers.simulator.catalogue import Catalogue, Product
from producers.simulator.parameters import Parameters
from producers.simulator.premises import ENTRANCE, FITTING, TILLS, ZONES
from producers.simulator.sampling import geometric

STEP: Final = (4_000, 14_000)  # ms from one zone to the next
SPREAD: Final = 0.8  # of the logarithm of a stay
LONGEST: Final = 1_800.0  # s
LOST: Final = 0.06  # of stays end by the camera losing sight
FITS: Final = 0.3  # of those who looked at clothing try something on


class Stay(NamedTuple):
    """Somebody in a zone, in ms. previous: where they were before."""

    zone: str
    entered: int
    left: int
    previous: str | None
    lost: bool


class Walk(NamedTuple):
    """A visit: when it came in and went out, where it stayed, and what it bought (product and pieces)."""

    came: int
    went: int
    stays: list[Stay]
    bought: list[tuple[Product, int]]
    paid: int


def walk(at: int, catalogue: Catalogue, parameters: Parameters, random: Random) -> Walk:
    """A visit that comes through the door at a time."""
    wanted = [catalogue.interest.pick(random.random()) for _ in range(1 + geometric(random.random(), parameters.zones_a_visit - 1))]
    zones = list(dict.fromkeys(wanted))
    way = [ENTRANCE, *zones]
    if random.random() < FITS:
        way.append(FITTING)
    buys = random.random() < parameters.store_conversion
    if buys:
        way.append(TILLS)
    stays, paid = _stays(at, way, random)
    return Walk(at, stays[-1].left + random.randrange(*STEP), stays, _basket(zones, catalogue, parameters, random) if buys else [], paid)


def _stays(at: int, way: list[str], random: Random) -> tuple[list[Stay], int]:
    """The stays on a way, and when the last of them was half over: that is when somebody pays."""
    stays: list[Stay] = []
    now, before, paid = at, None, at
    for zone in way:
        entered = now + random.randrange(*STEP)
        seconds = min(LONGEST, random.lognormvariate(0, SPREAD) * ZONES[zone].seconds)
        now = entered + max(2_000, int(1000 * seconds))
        paid = (entered + now) // 2
        stays.append(Stay(zone, entered, now, before, zone not in (FITTING, TILLS) and random.random() < LOST))
        before = zone
    return stays, paid


def _basket(zones: list[str], catalogue: Catalogue, parameters: Parameters, random: Random) -> list[tuple[Product, int]]:
    basket: dict[str, tuple[Product, int]] = {}
    for _ in range(1 + geometric(random.random(), parameters.lines - 1)):
        product = catalogue.demand[random.choice(zones)].pick(random.random())
        basket[product.id] = (product, 2 if random.random() < parameters.several else 1)
    return list(basket.values())
