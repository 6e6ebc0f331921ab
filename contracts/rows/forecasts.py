"""What days brought, joined over all streams, and what is expected of the next ones."""

from contracts.rows.base import Large, Name, Origin, Small, Time


class DayTotal(Origin, kw_only=True, gc=False):
    """A UTC day of a source, all its streams and partitions together: written once each of them is through with it.

    value is net of what came back, by the rules of orders (docs/orders.md); tone the mean of its comments' words, -1 to 1, null without
    any. is_open: whether the shop sold at all, as far as its orders tell.
    """

    day: Time
    views: Large
    carts: Large
    orders: Large
    quantity: int
    value: float
    comments: Large
    tone: float | None
    is_open: bool


class Forecast(Origin, kw_only=True, gc=False):
    """Net sales of `days` days (1, or the 7 of a week) from `day` on, foreseen when the day `made` was over.

    ahead: `day` is so many days after `made`. Nine in ten come between low and high, null until enough were judged for that to be kept.
    A day on which the shop is expected to be closed is 0, from 0 to 0. rival: the mean of the last four such weekdays. samples: days of
    selling learned from.
    """

    made: Time
    day: Time
    ahead: Small
    days: Small
    value: float
    low: float | None
    high: float | None
    rival: float
    samples: Small


class ProductTrend(Origin, kw_only=True, gc=False):
    """How a product or a category (kind) moved in the eight weeks to the day `at`; its newest row holds.

    verdict: new, surging or plunging (the newest week is unlike those before), rising, falling, steady. z: of the Mann-Kendall tests of
    looks, orders and comments together, and each, null where fewer than 20. measure: what the rest is of. ratio: the last ten days or so
    against the last forty; level: mean a day; slope: its change a week, by Sen's estimator; samples: counted in the window.
    """

    at: Time
    kind: Name
    name: Name
    category: Name
    verdict: Name
    z: float
    views_z: float | None
    orders_z: float | None
    comments_z: float | None
    measure: Name
    ratio: float
    level: float
    slope: float
    samples: Large


class LeadLag(Origin, kw_only=True, gc=False):
    """Whether what surprised in sales had surprised in `measure` (views, sentiment) `days` days before: correlation over `samples` days.

    bound is what chance keeps within 19 times in 20; leads: the most telling lag of a day or more, and beyond the chance of the best.
    """

    at: Time
    measure: Name
    days: Small
    correlation: float
    bound: float
    leads: bool
    samples: Small
