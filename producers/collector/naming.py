"""What events are called: sent again, an event has the id that it had, and counts once."""

from collections.abc import Callable
from typing import Any

from producers.collector.foreign import fitted
from producers.collector.stamping import identify


class Numbers:
    """Tells apart what would be called the same: the second is numbered 2.

    >>> numbers = Numbers()
    >>> numbers.name("T1"), numbers.name("T1"), numbers.name("T1.2")
    ('T1', 'T1.2', 'T1.2.2')
    """

    def __init__(self) -> None:
        self._met = dict[str, int]()

    def name(self, wanted: str) -> str:
        """A name that was not given before."""
        self._met[wanted] = number = self._met.get(wanted, 0) + 1
        return wanted if number == 1 else self.name(f"{wanted}.{number}")


def named(fields: dict[str, Any], lines: Numbers, body: Numbers, fresh: Callable[[], str]) -> Any:
    """The id of an event: its order's line where it is a purchase of one, whatever id it brings; else its own; else one of its content.

    A thank-you page and a server tell of the same order under ids of their own, so its lines are numbered within one event: two events
    of an order are the same order told twice. lines has met the lines of this event, body what was stamped in this body.

    >>> lines, body = Numbers(), Numbers()
    >>> [named({"type": "purchase", "order": "o1", "product": "B4", "id": id}, lines, body, str) for id in ("x.0", "x.1")]
    ['purchase.o1.B4', 'purchase.o1.B4.2']
    """
    if fields["type"] == "purchase" and fields.get("order"):
        parts = (fields[name] for name in ("type", "order", "product") if fields.get(name))
        return fitted(lines.name(".".join(map(str, parts))))
    return fields.get("id") or body.name(identify(fields, fresh))
