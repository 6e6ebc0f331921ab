"""The card of one customer: all that is stored of them, in words. Blocking: it asks ClickHouse."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from contracts import reading
from contracts.catalogue import MetricError
from contracts.periods import PeriodError
from contracts.reading import Answer, Question, Stream
from rasa_bot.actions import answering, understanding, wording
from rasa_bot.actions.answering import Reply, Turn
from rasa_bot.actions.numbers import amount, number
from rasa_bot.actions.store import Store, StoreError
from rasa_bot.actions.understanding import FOLLOW_UP, INTENT

PROFILE: Final = "customer_profile"
DASHBOARD: Final = "customer"  # of dashboards.panels: the page shows the same there
_PARTS: Final = (PROFILE, "customer_orders", "customer_visits", "customer_comments", "similar_customers", "customer_offers")
_LISTED: Final = 3
_NAMED: Final = 5

Row = Mapping[str, Any]


def answer(turn: Turn, store: Store, page: str) -> Reply | None:
    """The card, where a question asks for the profile of one customer; None for any other."""
    if turn.intent not in (INTENT + PROFILE, FOLLOW_UP) or (
        turn.intent == FOLLOW_UP and not (turn.memory and turn.memory.metric == PROFILE)
    ):
        return None
    try:
        stream, vocabulary = answering.data(turn, store)
        view = {"filters": turn.view.get("filters")}  # not its period: a card tells all there is
        asked, memory = understanding.request(turn.text, PROFILE, stream, vocabulary, turn.memory, view)
        customer = asked.question.filters.get("customer", "")
        if not customer or "," in customer:
            return None
        parts = {name: reading.read(_about(asked.question, name, customer), store.ask) for name in _PARTS}
        return Reply(
            words(customer, parts, stream), memory, _custom(asked.question, customer, page) | {"memory": msgspec.to_builtins(memory)}
        )
    except (StoreError, PeriodError, MetricError) as error:
        return Reply(answering.sentence(str(error)), turn.memory)


def words(customer: str, parts: Mapping[str, Answer], stream: Stream) -> str:
    """The card: a paragraph or list for each part of which something is stored."""
    lines = [line for name, tell in _TOLD.items() for line in tell(customer, _rows(parts[name]))]
    if not any(parts[name].rows for name in _PARTS):
        return (
            f"{stream.source} has nothing about a customer {customer}. Name one as the data do; “who are our best customers?” lists some."
        )
    notes = [wording.made_up(parts[PROFILE], stream), wording.fresh(parts["customer_orders"], stream)]
    return "\n".join([*lines, *filter(None, notes)])


def _about(question: Question, metric: str, customer: str) -> Question:
    return msgspec.structs.replace(question, metric=metric, filters={"customer": customer})


def _rows(answer: Answer) -> list[Row]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _profile(customer: str, rows: list[Row]) -> Iterator[str]:
    if not rows:
        yield f"Customer {customer}: no order is stored."
        return
    (row, *_) = rows
    returned = f" ({amount(row['returned_worth'], 'currency')} came back)" if row["returned_worth"] else ""
    placed = f"{amount(row['samples'], 'orders')} from {row['first_order']} to {row['last_order']}"
    spent = f"{amount(row['value'], 'currency')} spent{returned}"
    group = f"{row['rfm_group']} (recency, frequency, money: {row['rfm_scores']} of 5)"
    country = f" in {row['customer_country']}" if row["customer_country"] else ""
    yield f"Customer {customer}{country}: {group}. {placed}, {spent}."
    if row["buys_again_percent"] is not None:
        soon, year = (amount(row[f"expected_value_{within}"], "currency") for within in ("a_quarter", "a_year"))
        chance = f"Orders again within 90 days with a chance of {number(row['buys_again_percent'])}%"
        yield f"{chance}, expected to spend {soon} in these, {year} in a year."


def _orders(_: str, rows: list[Row]) -> Iterator[str]:
    yield from _list("Newest orders", [f"{row['label']}: {amount(row['value'], 'currency')} ({row['first_products']})" for row in rows])


def _visits(_: str, rows: list[Row]) -> Iterator[str]:
    seen = [f"{row['label']}: {amount(row['value'], 'clicks')}, {_far(row)}" for row in rows]
    yield from _list("Newest visits", seen)


def _far(row: Row) -> str:
    looked = f", looked at {row['looked_at']}" if row["looked_at"] else ""
    return f"came to {row['came_to']}{looked}"


def _comments(_: str, rows: list[Row]) -> Iterator[str]:
    said = [f"{row['written'][:10]} “{row['label']}” ({_stars(row)}{row['tone_of_words']})" for row in rows]
    yield from _list("Newest comments", said)


def _stars(row: Row) -> str:
    return "" if row["value"] is None else f"{amount(row['value'], 'stars')}, "


def _alike(_: str, rows: list[Row]) -> Iterator[str]:
    if rows:
        others = (f"{row['label'].partition(' ~ ')[2]} ({number(row['value'])})" for row in rows[:_NAMED])
        yield f"Customers who bought most alike (1: the same): {', '.join(others)}."


def _offers(_: str, rows: list[Row]) -> Iterator[str]:
    if rows:
        yield f"To offer next, the likeliest first: {', '.join(row['label'] for row in rows[:_NAMED])}."


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        more = f" ({len(lines)} in all)" if len(lines) > _LISTED else ""
        yield f"{title}{more}:"
        yield from (f"- {line}" for line in lines[:_LISTED])


_TOLD: Final = {
    PROFILE: _profile,
    "customer_orders": _orders,
    "customer_visits": _visits,
    "customer_comments": _comments,
    "similar_customers": _alike,
    "customer_offers": _offers,
}


def _custom(question: Question, customer: str, page: str) -> dict[str, Any]:
    """The link to the same card on the page."""
    ends = {"from": answering.iso(question.start), "to": answering.iso(question.end)}
    link = f"{page}/?{urlencode({'dashboard': DASHBOARD, 'source': question.source, **ends, 'customer': customer})}"
    exact = {"metric": PROFILE, "source": question.source, **ends, "filters": {"customer": customer}}
    return {"metric": PROFILE, "question": exact, "link": link, "chart": None}
