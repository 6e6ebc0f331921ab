"""Clicks of made-up visits, in the order in which they happen, for examples of purchase intent."""

from collections.abc import Iterator
from random import Random
from typing import Any

from contracts.rows import Click
from tests.builders import at, click

MINUTE = 60.0


def visit(number: int, start: float, *types: str, **changes: Any) -> Iterator[Click]:
    """A click of each type, a minute apart, each on another product; a purchase is an order of its own."""
    for step, type in enumerate(types, 1):
        order = f"o{number}" if type == "purchase" else None
        place = {"session": f"s{number}", "visitor": f"v{number}", "event": f"e{number}-{step}", "order_id": order}
        when = {"at": start + step * MINUTE, "step": step, "entry": step == 1}
        yield click(**(place | when | {"type": type, "product": f"B{step}", "device": "mobile", "channel": "Email"} | changes))


LOOKING = ("view_item",) * 4
CARTING = (*LOOKING, "add_to_cart", "view_item")
CHANGING = (*LOOKING, "add_to_cart", "remove_from_cart", "view_item")
BUYING = (*LOOKING, "add_to_cart", "begin_checkout", "purchase")


def shoppers(count: int, seed: int = 1, first: int = 0) -> list[Click]:
    """So many visits, one begun each minute; every tenth buys, another leaves a cart, another empties it."""
    random, clicks = Random(seed), list[Click]()
    for number in range(first, first + count):
        fate = random.random()
        types = BUYING if fate < 0.1 else CARTING if fate < 0.2 else CHANGING if fate < 0.3 else LOOKING
        clicks += visit(number, at("00:00") + number * MINUTE, *types)
    return sorted(clicks, key=lambda each: each.at)
