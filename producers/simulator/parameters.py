"""Every figure of the synthetic shop that may be turned: name, default, unit, bounds, what it is and where the default comes from."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from producers.simulator.sources import ASSUMED


class SimulationError(ValueError):
    """A parameter or planted truth is unknown, malformed or out of bounds; the message says what it takes."""


def _of(help: str, unit: str, ge: float, le: float, source: str = ASSUMED) -> Meta:
    return Meta(description=help, extra={"unit": unit, "source": source}, ge=ge, le=le)


def _share(help: str, source: str = ASSUMED) -> Meta:
    return _of(help, "share", 0.0, 1.0, source)


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """The table itself. Order is the order of the docs. Shares of visits are those of an undisturbed shop: planted truths move them."""

    seed: Annotated[int, _of("Everything follows from it; another seed is another shop", "", 0, 2**31 - 1)] = 7
    days: Annotated[int, _of("How long it runs", "days", 1, 3650)] = 60
    visitors_a_day: Annotated[float, _of("Visits a day in the mean; who comes twice counts twice", "visits", 1, 10_000_000)] = 3000.0

    mobile_share: Annotated[float, _share("Visits from phones", "eMarketer 2021")] = 0.67
    tablet_share: Annotated[float, _share("Visits from tablets; the rest comes from desktops", "eMarketer 2021")] = 0.02
    second_device: Annotated[float, _share("People who also use a second device, known by another visitor id")] = 0.25

    mobile_cart: Annotated[float, _share("Visits on phones that add to the cart: conversion over what carts and checkouts let through")] = (
        0.085
    )
    tablet_cart: Annotated[float, _share("The same on tablets")] = 0.105
    desktop_cart: Annotated[float, _share("The same on desktops; all three lie between the two sources", "Oberlo 2024, eMarketer 2021")] = (
        0.115
    )
    checkout: Annotated[
        float, _share("Visits with a cart that begin a checkout; with the next three, about 70% of carts are abandoned", "Baymard")
    ] = 0.65
    mobile_completion: Annotated[float, _share("Checkouts begun on phones that end in an order", "Bold 2021")] = 0.424
    tablet_completion: Annotated[float, _share("The same on tablets, between the two")] = 0.475
    desktop_completion: Annotated[float, _share("The same on desktops", "Bold 2021")] = 0.525
    new_against_returning: Annotated[
        float, _of("How much less often a first visit fills a cart than a later one", "ratio", 0.01, 1.0, "Monetate 2015")
    ] = 0.5

    mobile_bounce: Annotated[float, _share("Visits on phones that see one page only", "Contentsquare 2022, split as Monetate 2015")] = 0.54
    tablet_bounce: Annotated[float, _share("The same on tablets", "Contentsquare 2022, split as Monetate 2015")] = 0.43
    desktop_bounce: Annotated[float, _share("The same on desktops", "Contentsquare 2022, split as Monetate 2015")] = 0.41
    pages_browsing: Annotated[float, _of("Pages of a visit that neither bounces nor fills a cart, in the mean", "pages", 2, 100)] = 6.0
    pages_carting: Annotated[float, _of("Pages of a visit that fills a cart and leaves it", "pages", 4, 200)] = 12.0
    pages_buying: Annotated[float, _of("Pages of a visit that buys, cart and checkout included", "pages", 6, 200, "Contentsquare 2022")] = (
        22.0
    )
    seconds_a_page: Annotated[float, _of("Time from one page to the next, in the median", "s", 1, 300, "Contentsquare 2024")] = 21.0
    seconds_spread: Annotated[float, _of("Spread of its logarithm", "", 0.0, 2.0)] = 0.9
    in_sight: Annotated[float, _share("The least part of that time in which the page is in sight")] = 0.4

    lines: Annotated[float, _of("Different products in a filled cart, in the mean", "products", 1, 20, "angadilabs")] = 1.7
    several: Annotated[float, _share("Cart lines of more than one piece")] = 0.08
    remove: Annotated[float, _share("Visits with a cart that take something out again")] = 0.12
    returned: Annotated[float, _share("Order lines sent back", "NRF 2022")] = 0.165
    days_to_return: Annotated[float, _of("From an order to its return, in the mean", "days", 1, 60)] = 9.0

    comments: Annotated[float, _share("Order lines that are commented on; 0: nobody says anything")] = 0.15
    days_to_comment: Annotated[float, _of("From a day after an order to its comment, in the mean", "days", 0.1, 60)] = 6.0

    signed_in: Annotated[float, _share("Visits of people with an account that are signed in from their first page")] = 0.6
    registers: Annotated[float, _share("Buyers without an account who make one at the checkout")] = 0.4
    declares: Annotated[float, _share("Accounts that declare age and gender")] = 0.8

    soon: Annotated[float, _share("Return visits within hours, an exponential gap")] = 0.35
    late: Annotated[float, _share("Return visits after weeks, an exponential gap; the rest comes after days")] = 0.20
    soon_days: Annotated[float, _of("Mean gap of the soon", "days", 0.01, 2)] = 0.3
    days_between: Annotated[float, _of("Mean gap of the rest", "days", 0.1, 30)] = 4.0
    late_days: Annotated[float, _of("Mean gap of the late", "days", 1, 180)] = 30.0

    products: Annotated[int, _of("Products in the catalogue", "products", 16, 100_000)] = 400
    popularity: Annotated[
        float, _of("Exponent of a product's demand by its rank", "", 0.0, 3.0, "Brynjolfsson 2011; the figure assumed")
    ] = 0.9
    affinity: Annotated[float, _share("Steps from a product that lead to one planted as going with it")] = 0.25
    taste: Annotated[float, _share("Steps to a category that lead to one of the person's two favourites")] = 0.65
    elasticity: Annotated[float, _of("How strongly carts fall as a price rises above its usual", "", 0.0, 10.0)] = 1.5

    store_visitors_a_day: Annotated[
        float, _of("People who come into the store on an open day; 0: there is none", "people", 0, 1_000_000)
    ] = 300.0
    capture: Annotated[float, _of("Of those at its door, who come in", "share", 0.01, 1.0)] = 0.15
    zones_a_visit: Annotated[float, _of("Departments somebody looks around in, in the mean", "zones", 1, 8)] = 2.4
    store_conversion: Annotated[float, _share("Visits to the store that buy")] = 0.24
    cards: Annotated[float, _share("Purchases at a till that show the card of an account of the web shop")] = 0.35

    def __post_init__(self) -> None:
        """Raises SimulationError where shares that share one whole exceed it."""
        for one, two in (("mobile_share", "tablet_share"), ("soon", "late")):
            if getattr(self, one) + getattr(self, two) > 1:
                raise SimulationError(f"{one} and {two} are parts of one whole: together they must not exceed 1")


class Row(NamedTuple):
    """One line of the table, as docs show it."""

    name: str
    default: float
    unit: str
    bounds: str
    help: str
    source: str


def table() -> Iterator[Row]:
    """The parameters, one row each, in their order.

    >>> next(row for row in table() if row.name == "days")
    Row(name='days', default=60, unit='days', bounds='1 to 3650', help='How long it runs', source='assumed')
    """
    for field in msgspec.structs.fields(Parameters):
        (meta,) = field.type.__metadata__
        bounds = f"{meta.ge:g} to {meta.le:g}" if meta.le < 1e9 else f"from {meta.ge:g}"
        yield Row(field.name, field.default, meta.extra["unit"], bounds, meta.description, meta.extra["source"])


def parameters(words: Mapping[str, Any]) -> Parameters:
    """Parameters from names and values, as text or as numbers. Raises SimulationError.

    >>> parameters({"days": "3", "mobile_share": "0.5"}).days
    3
    """
    known = Parameters.__struct_fields__
    for name in words:
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise SimulationError(
                f"the simulator has no parameter {name!r}; " + (f"did you mean {near[0]}?" if near else "see docs/simulator.md")
            )
    try:
        return msgspec.convert(dict(words), Parameters, strict=False)
    except msgspec.ValidationError as error:
        raise SimulationError(f"a parameter of the simulator does not fit: {error}; see docs/simulator.md") from None
