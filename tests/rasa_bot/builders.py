"""Streams, answers and rows as the tests of the bot need them: a shop whose clock stands at Wednesday 13 August 2008, 21:10."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from contracts.catalogue import METRICS
from contracts.periods import Period
from contracts.reading import Answer, Question, Stream
from contracts.rows import Click, Session
from rasa_bot.actions import asking
from rasa_bot.actions.understanding import Request

CLOCK = datetime(2008, 8, 13, 21, 10, tzinfo=UTC)
JUNE = Period(datetime(2008, 6, 1, tzinfo=UTC), datetime(2008, 7, 1, tzinfo=UTC), "in June 2008")
WORDS = {"country": ["PL", "CZ", "LT", "com"], "category": ["trousers", "skirts", "blouses", "sale"], "product": ["C17", "C12", "A2", "B4"]}


def stream(**changes: Any) -> Stream:
    """The shop's stream."""
    first, stored = datetime(2008, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    made = Stream(source="eshop2008", first=first, clock=CLOCK, events=165_474, stored_at=stored, precision="ms")
    return msgspec.structs.replace(made, **changes)


def asked(text: str, metric: str = "sessions", period: Period = JUNE, **changes: Any) -> Request:
    """A request about June."""
    question = Question(metric=metric, source="eshop2008", start=period.start, end=period.end)
    made = Request(text=text, question=question, label=period.label, manner=asking.manner(text))
    return msgspec.structs.replace(made, **changes)


def answer(metric: str = "sessions", value: float | None = 4884.0, samples: int = 4884, **changes: Any) -> Answer:
    """An answer about June as contracts.reading makes it."""
    found = METRICS[metric]
    made = Answer(
        metric=metric,
        title=found.title,
        unit=found.unit,
        meaning=found.meaning,
        kind=found.kind,
        better=found.better,
        source="eshop2008",
        start=JUNE.start,
        end=JUNE.end,
        step=86_400,
        filters={},
        value=value,
        samples=samples,
        samples_of=found.samples,
        minimum=found.minimum,
        enough=samples >= found.minimum,
        columns=found.shape,
        rows=[],
    )
    return msgspec.structs.replace(made, **changes)


def bars(metric: str, *rows: tuple[str, int], **changes: Any) -> Answer:
    """A ranking of labels and counts."""
    return answer(metric, None, sum(count for _, count in rows), rows=[(label, count, count) for label, count in rows], **changes)


_ORIGIN = {"origin_epoch": "bot", "origin_topic": "events.shop", "origin_partition": 0, "origin_index": 0}


def clicks(source: str, session: str, start: datetime, *products: str, country: str = "PL") -> list[Click]:
    """A session's clicks, a minute apart, on products whose first letter is their category's."""
    categories = {"A": "trousers", "B": "skirts", "C": "blouses", "P": "sale"}
    return [
        Click(
            **_ORIGIN,
            origin_offset=step,
            source=source,
            event=f"{session}-{step}",
            type="view_item",
            at=(start + timedelta(minutes=step)).timestamp(),
            sent=start.timestamp(),
            visitor=None,
            session=session,
            step=step + 1,
            gap=60.0 if step else None,
            entry=step == 0,
            page=f"/{categories[product[0]]}/1",
            page_number=1,
            position=1,
            product=product,
            category=categories[product[0]],
            colour="black",
            photo="profile",
            price=40.0,
            quantity=None,
            currency="USD",
            country=country,
            precision="ms",
        )
        for step, product in enumerate(products)
    ]


def session(visit: list[Click]) -> Session:
    """The session that clicks make."""
    first, last = visit[0], visit[-1]
    values: dict[str, Any] = {
        "session": first.session,
        "visitor": None,
        "start": first.at,
        "end": last.at,
        "sent": first.sent,
        "duration": last.at - first.at,
        "clicks": len(visit),
        "pages": len({click.page for click in visit}),
        "page_views": len(visit),
        "seen_pages": sorted({click.page for click in visit}),
        "entry_page": first.page,
        "exit_page": last.page,
        "entry_product": first.product,
        "exit_product": last.product,
        "products": [click.product for click in visit],
        "product_categories": [click.category for click in visit],
        "categories": sorted({click.category for click in visit}),
        "category_clicks": [1],
        "category_prices": [40.0],
        "furthest_step": "view",
        "returning": None,
        "gap_since_last": None,
        "country": first.country,
        "precision": "ms",
        "closed_by": "gap",
    }
    known = {field.name for field in msgspec.structs.fields(Session)}
    return Session(**_ORIGIN, origin_offset=0, source=first.source, **{name: value for name, value in values.items() if name in known})
