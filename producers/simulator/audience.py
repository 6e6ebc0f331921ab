"""Who comes: devices, channels, segments and countries, and how likely each visit is to bounce or to fill a cart."""

from typing import Final, NamedTuple

from producers.simulator.parameters import Parameters

DEVICES: Final = ("mobile", "tablet", "desktop")


class Channel(NamedTuple):
    """One of GA4's default channel groups. new and returning: its share of first and of later visits, in %. cart and bounce:
    how often its visits fill a cart or bounce, against the mean. landing: shares of home, a category and a product."""

    name: str
    new: int
    returning: int
    cart: float
    bounce: float
    landing: tuple[float, float, float]
    referrer: str | None


# Shares lie between Episerver's and Contentsquare's (a third of traffic is paid); cart is Episerver's conversion over 2.3%, its mean.
CHANNELS: Final = (
    Channel("Organic Search", 30, 20, 1.22, 0.9, (0.2, 0.4, 0.4), "https://www.google.com/"),
    Channel("Direct", 18, 38, 0.87, 0.9, (0.6, 0.25, 0.15), None),
    Channel("Paid Search", 18, 12, 1.26, 0.9, (0.05, 0.35, 0.6), "https://www.google.com/"),
    Channel("Paid Social", 14, 6, 0.43, 1.3, (0.1, 0.3, 0.6), "https://www.instagram.com/"),
    Channel("Organic Social", 7, 4, 0.43, 1.3, (0.2, 0.3, 0.5), "https://www.instagram.com/"),
    Channel("Referral", 6, 4, 1.13, 1.0, (0.3, 0.3, 0.4), "https://www.fashion-blog.example/"),
    Channel("Display", 5, 2, 0.3, 1.3, (0.1, 0.4, 0.5), "https://ads.example/"),
    Channel("Email", 2, 14, 1.0, 0.8, (0.1, 0.6, 0.3), None),
)


class Segment(NamedTuple):
    """A kind of people. share: of those who come for the first time, in %. returns: chance of another visit after each.
    cart and pages: against the mean. thrift: how often the cheaper of two is taken, and how strongly a price rise is felt."""

    name: str
    share: int
    returns: float
    cart: float
    pages: float
    thrift: float
    account: float  # who comes back for the first time with an account already


SEGMENTS: Final = (
    Segment("loyal", 5, 0.85, 2.2, 0.9, 0.1, 0.85),
    Segment("bargain hunter", 12, 0.55, 1.2, 1.1, 0.7, 0.4),
    Segment("researcher", 13, 0.65, 0.9, 1.6, 0.4, 0.35),
    Segment("browser", 30, 0.40, 0.35, 0.9, 0.3, 0.2),
    Segment("new", 40, 0.15, 0.8, 0.8, 0.3, 0.1),
)

COUNTRIES: Final = {"DE": 30, "AT": 9, "CH": 7, "FR": 14, "NL": 10, "PL": 12, "IT": 8, "ES": 6, "CZ": 4}
AGES: Final = {(18, 24): 16, (25, 34): 28, (35, 44): 24, (45, 54): 17, (55, 64): 10, (65, 80): 5}
GENDERS: Final = {"female": 62, "male": 35, "other": 3}


class Chance(NamedTuple):
    """Of one visit: of filling a cart, and of bouncing."""

    cart: float
    bounce: float


def visits(segment: Segment) -> tuple[float, float]:
    """First and later visits that one hundred new people bring of a segment, in the long run."""
    return float(segment.share), segment.share * segment.returns / (1 - segment.returns)


def new_share() -> float:
    """First visits among all.

    >>> 0.45 < new_share() < 0.55
    True
    """
    first, later = (sum(visits(segment)[kind] for segment in SEGMENTS) for kind in (0, 1))
    return first / (first + later)


class Odds:
    """Chances by device, channel, segment and whether it is a first visit, such that each device has those of its parameters."""

    def __init__(self, parameters: Parameters) -> None:
        least = parameters.new_against_returning
        cart, bounce = _mean("cart", least), _mean("bounce", least)
        self._chances = {
            (device, channel.name, segment.name, first): Chance(
                min(0.95, getattr(parameters, f"{device}_cart") * segment.cart * channel.cart * (least if first else 1) / cart),
                min(0.95, getattr(parameters, f"{device}_bounce") * channel.bounce / bounce),
            )
            for device in DEVICES
            for channel in CHANNELS
            for segment in SEGMENTS
            for first in (True, False)
        }

    def of(self, device: str, channel: Channel, segment: Segment, first: bool) -> Chance:
        return self._chances[device, channel.name, segment.name, first]


def _mean(field: str, new_against_returning: float) -> float:
    """The mean over all visits of what multiplies a device's own chance."""
    total = weights = 0.0
    for segment in SEGMENTS:
        for first, count in zip((True, False), visits(segment), strict=True):
            for channel in CHANNELS:
                weight = count * (channel.new if first else channel.returning) / 100
                factor = channel.bounce if field == "bounce" else channel.cart * segment.cart * (new_against_returning if first else 1)
                total, weights = total + weight * factor, weights + weight
    return total / weights
