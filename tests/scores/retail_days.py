"""online_retail day by day, as the worker's own rules of orders tally and join it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from contracts.rows import ProductDay
from producers.replay import online_retail
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.joined_days import JoinedDay, JoinedDays
from stream_apps.pipelines.orders import Orders
from stream_apps.pipelines.source import Rules
from tests.scores.figures import Advance

LINES: Final = 541_909
EVERY: Final = 20_000  # lines between two tellings


def days(path: Path, advance: Advance = lambda _: None) -> Iterator[JoinedDay]:
    """Every day of the file, closed ones too, in order."""
    joined, rows = JoinedDays(), list[ProductDay]()
    for row in product_days(path, advance):
        rows.append(row)
        yield from joined.take(row)


def product_days(path: Path, advance: Advance = lambda _: None) -> Iterator[ProductDay]:
    """What one partition writes of all lines."""
    intake, rules, rows = Orders(), Rules(), list[ProductDay]()

    def emit(table: str, key: str, **fields: Any) -> None:
        if table == "product_days":
            place: dict[str, Any] = {"origin_partition": 0, "origin_offset": 0, "origin_index": 0, "source": "online_retail"}
            rows.append(ProductDay(origin_epoch="file", origin_topic="events.orders", **place, **fields))

    moment = Moment(0, 0, 0.0, [], rules)
    for number, event in enumerate(online_retail.read(path)):
        assert isinstance(event.at, int)
        moment = Moment(event.at, event.at - rules.lateness, 0.0, [], rules)
        intake.take(event, moment, emit)
        intake.advance(moment, emit, ended=False)
        yield from rows
        rows.clear()
        if number % EVERY == 0:
            advance(number / LINES)
    intake.advance(moment, emit, ended=True)
    yield from rows
