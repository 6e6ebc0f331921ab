"""What is true of a visit, in words that somebody in the shop understands."""

from collections.abc import Callable, Iterable
from typing import Final

from stream_apps.pipelines.binning import DAY, weekday
from stream_apps.pipelines.visit import Past, Visit


def phrases(visit: Visit, topics: Iterable[str], usual_price: float) -> list[str]:
    """A phrase for each topic of which there is something to say, none twice."""
    said = [_price(visit, usual_price) if topic == "price" else PHRASES[topic](visit) for topic in topics]
    return [words for words in dict.fromkeys(said) if words]


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "page", "pages"), counted(3, "page", "pages")
    ('1 page', '3 pages')
    """
    return f"{number} {one if number == 1 else many}"


def ordinal(number: int) -> str:
    """A place in a row.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def apart(seconds: float) -> str:
    """A time that has passed, roughly.

    >>> apart(600.0), apart(7_200.0), apart(3 * 86_400.0)
    ('within the hour', '2 hours ago', '3 days ago')
    """
    if seconds < 3_600:
        return "within the hour"
    hours = round(seconds / 3_600)
    return f"{counted(hours, 'hour', 'hours')} ago" if hours < 48 else f"{round(seconds / DAY)} days ago"


def _carts(visit: Visit) -> str:
    return f"has {counted(visit.carts, 'product', 'products')} in the cart" if visit.carts else ""


def _step(visit: Visit) -> str:
    if visit.checkouts:
        return "went to the checkout" if visit.checkouts == 1 else f"went to the checkout {visit.checkouts} times"
    return _carts(visit)


def _pace(visit: Visit) -> str:
    return f"takes {round((visit.last - visit.start) / visit.clicks)} s a page"


def _again(visit: Visit) -> str:
    return f"went back to products seen before, {counted(visit.again, 'time', 'times')}" if visit.again else ""


def _categories(visit: Visit) -> str:
    return {0: "", 1: "keeps to one category"}.get(len(visit.categories), f"looks around in {len(visit.categories)} categories")


def _price(visit: Visit, usual: float) -> str:
    ratio = visit.price / usual if usual else 0.0
    if not ratio:
        return ""
    return "looks at cheap products" if ratio < 0.75 else "looks at dear products" if ratio > 1.33 else "looks at products of a usual price"


def _visits(past: Past | None) -> str:
    if past is None:
        return ""
    return f"came back for the {ordinal(past.visits + 1)} time" if past.visits else "is here for the first time"


def _orders(past: Past | None) -> str:
    return f"bought before, {counted(past.orders, 'time', 'times')}" if past and past.orders else ""


def _hour(visit: Visit) -> str:
    begins = int(visit.start % DAY // 10_800) * 3
    return f"came between {begins} and {begins + 3} o'clock UTC" if visit.timed else ""


PHRASES: Final[dict[str, Callable[[Visit], str]]] = {
    "device": lambda visit: f"uses a {visit.device}" if visit.device else "",
    "channel": lambda visit: f"came by {visit.channel}" if visit.channel else "",
    "country": lambda visit: f"comes from {visit.country}" if visit.country else "",
    "weekday": lambda visit: f"came on a {weekday(visit.start)}",
    "hour": _hour,
    "visits": lambda visit: _visits(visit.past),
    "orders": lambda visit: _orders(visit.past),
    "left": lambda visit: "left a filled cart last time" if visit.past and visit.past.left else "",
    "away": lambda visit: f"was last here {apart(visit.start - visit.past.last)}" if visit.past else "",
    "clicks": lambda visit: f"has made {counted(visit.clicks, 'click', 'clicks')}",
    "pace": _pace,
    "products": lambda visit: f"looked at {counted(len(visit.products), 'product', 'products')}" if visit.products else "",
    "again": _again,
    "categories": _categories,
    "carts": _carts,
    "removed": lambda visit: "took something out of the cart" if visit.removed else "",
    "step": _step,
}
