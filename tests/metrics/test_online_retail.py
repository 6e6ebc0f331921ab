"""online_retail: every line of the file is accounted for to the penny, and what is known of its shop comes out of the metrics."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

import pytest

from contracts.events import OrderEvent
from contracts.reading import Ask
from infra.configuration import ROOT
from producers.replay import online_retail
from producers.replay.datasets import dataset
from sinks.store import Store
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.orders import Orders
from stream_apps.pipelines.source import Rules
from tests.datasets import needs
from tests.metrics import offline
from tests.metrics.conftest import Shop

UNIT = 10_000  # of the currency
PUBLISHED = Decimal("9747747.93")  # net value before rules
SOURCE = "online_retail"
JANUARY = int(datetime(2011, 1, 1, tzinfo=UTC).timestamp() * 1000)
Books = dict[str, tuple[int, Decimal]]  # lines and their value by treatment


def in_december() -> Iterator[OrderEvent]:
    """The first month of the file."""
    return takewhile(lambda event: int(event.at) < JANUARY, online_retail.read(needs(SOURCE)))  # type: ignore[call-overload]


def total(books: Books, *treatments: str) -> tuple[int, Decimal]:
    chosen = [books[treatment] for treatment in treatments or books]
    return sum(lines for lines, _ in chosen), sum((value for _, value in chosen), Decimal())


@pytest.fixture(scope="module")
def whole() -> tuple[list[OrderEvent], Books]:
    """The whole file, and how its lines are treated."""
    orders, rules, events = Orders(), Rules(), list(online_retail.read(needs(SOURCE)))
    lines, values = Counter[str](), Counter[str]()

    def emit(table: str, _: str, **fields: Any) -> None:
        if table == "order_lines":
            lines[fields["treatment"]] += 1
            values[fields["treatment"]] += round(fields["value"] * UNIT)

    for event in events:
        at = int(event.at)  # type: ignore[call-overload]
        moment = Moment(at, at - rules.lateness, 0.0, [], rules)
        orders.take(event, moment, emit)
        orders.advance(moment, emit, ended=False)
    return events, {treatment: (lines[treatment], Decimal(values[treatment]) / UNIT) for treatment in lines}


def as_it_stands(events: Iterable[OrderEvent]) -> Decimal:
    """The value of lines by no rule at all; prices have up to three decimals, so integers hold them exactly."""
    return Decimal(sum(round((event.price or 0.0) * UNIT) * (event.quantity or 0) for event in events)) / UNIT


def test_the_file_is_what_is_known_of_it(whole: tuple[list[OrderEvent], Books]) -> None:
    events, books = whole
    assert len(events) == dataset(SOURCE).events
    assert sum(event.customer is None for event in events) == 135_080
    assert sum(event.type == "refund" for event in events) == 9_288
    assert books["duplicate"][0] == 5_268


def test_all_lines_add_up_to_the_file_exactly(whole: tuple[list[OrderEvent], Books]) -> None:
    events, books = whole
    assert total(books) == (len(events), as_it_stands(events))
    assert round(total(books)[1], 2) == PUBLISHED


def test_the_docs_tell_how_the_lines_are_treated(whole: tuple[list[OrderEvent], Books]) -> None:
    _, books = whole
    text = (ROOT / "docs/orders.md").read_text("utf-8")
    told = re.findall(r"^\| [`*]+([a-z_ ]+)[`*]+ \|.* ([\d,]+) \| (-?[\d,.]+) \|$", text, re.MULTILINE)
    every = books | {"net sales": total(books, "sale", "return"), "all lines": total(books)}
    assert {label: (lines, value) for label, lines, value in told} == {
        label: (f"{lines:,}", f"{round(value, 2):,}") for label, (lines, value) in every.items()
    }


@pytest.fixture(scope="module")
def december(store: Store, ask: Ask) -> Shop:
    """The first month, stored."""
    for table, lines in offline.rows(offline.log(in_december()), feeds=()).items():
        if table in ("order_lines", "flow"):
            store.insert(table, lines)
    return Shop(SOURCE, store, ask)


def test_what_is_stored_adds_up_to_the_file_exactly(december: Shop) -> None:
    found = {row[0]: (row[2], Decimal(str(row[1]))) for row in december.whole("order_reconciliation").rows}
    assert found["all lines"] == (42_481, round(as_it_stands(in_december()), 2))
    assert found["net sales"][1] == found["sale"][1] + found["return"][1] == Decimal(str(december.whole("revenue").value))
    assert sum(value for label, (_, value) in found.items() if label not in ("all lines", "net sales")) == found["all lines"][1]


def test_the_shop_is_closed_on_saturdays_and_sells_at_home(december: Shop) -> None:
    weekdays = [row[0] for row in december.whole("revenue_by_weekday").rows]
    assert weekdays == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"]
    hours = [row[0] for row in december.whole("revenue_by_hour").rows]
    assert "07:00" <= hours[0] < hours[-1] <= "20:00"
    country, _, _, share, *_ = december.whole("revenue_by_country").rows[0]
    assert (country, share > 80) == ("GB", True)


def test_what_sells_best_is_told_by_name_and_can_be_filtered(december: Shop) -> None:
    assert december.whole("top_sellers").rows[0][0] == "22423 REGENCY CAKESTAND 3 TIER"
    assert december.whole("orders", customer="17850").value == 34
    assert december.whole("revenue", product="22423", country="DE").samples > 0
