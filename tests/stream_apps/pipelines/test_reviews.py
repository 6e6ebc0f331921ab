"""Comments become rows: masked, with their tone, and counted for their product's day."""

from typing import Any

import msgspec

from contracts.events import ReviewEvent
from contracts.rows import Origin
from stream_apps.pipelines.intake import IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.source import Rules
from tests.builders import Record, at, ms, review, review_event

INLET = next(inlet for inlet in INLETS if inlet.stream == "reviews")


def fold(*events: ReviewEvent, key: bytes | None = b"B1") -> dict[str, list[Any]]:
    """Rows by table; each event has an id of its own."""
    pipeline, out = IntakePipeline(INLET, 0, "log", Rules()), list[tuple[str, bytes, Origin]]()
    for offset, event in enumerate(events):
        own = msgspec.structs.replace(event, id=f"r{offset + 1}")
        pipeline.apply(Record(offset, ms("10:00"), key, msgspec.json.encode(own)), out)
    rows: dict[str, list[Any]] = {"rejects": [], "reviews": [], "product_days": []}
    for table, _, row in out:
        rows.setdefault(table, []).append(row)
    return rows


def end() -> ReviewEvent:
    return ReviewEvent(id="end", source="example", type="end", at=ms("10:04"))


def test_a_comment_becomes_a_row() -> None:
    (row,) = fold(review_event())["reviews"]
    assert row.lexicon == 0.5859
    assert msgspec.structs.replace(row, lexicon=0.6) == review()


def test_what_people_write_of_themselves_is_masked_in_text_and_title() -> None:
    (row,) = fold(review_event(title="Call 212-555-0123", text="or jo@example.org"))["reviews"]
    assert (row.title, row.text) == ("Call [phone number]", "or [e-mail]")


def test_a_comment_that_is_refused_is_masked_too() -> None:
    late = review_event(at=ms("09:00"), text="Call 212-555-0123")
    (reject,) = fold(review_event(), late)["rejects"]
    assert (reject.reason, "212" in reject.raw, "[phone number]" in reject.raw, str(ms("09:00")) in reject.raw) == (
        "late",
        False,
        True,
        True,
    )


def test_stars_alone_are_a_comment_and_nothing_at_all_is_none() -> None:
    rows = fold(review_event(text=None), review_event(text=None, rating=None), review_event(text="", rating=None, recommended=False))
    assert [(row.rating, row.recommended, row.lexicon) for row in rows["reviews"]] == [(5.0, None, 0.0), (None, False, 0.0)]
    assert [row.reason for row in rows["rejects"]] == ["no_comment"]
    assert [row.reason for row in fold(review_event(), key=None)["rejects"]] == ["empty_key"]


def test_a_product_s_day_is_counted() -> None:
    comments = [review_event(), review_event(text="I hate it", rating=1.5), review_event(text=None, rating=4), review_event(product="C2")]
    _, day = fold(*comments, end())["product_days"]
    assert (day.products, day.comments, day.stars) == (["B1", "C2"], [2, 1], [1050, 500])
    assert (day.rated[0], day.tone[0]) == (3, 5859 - 5719)
    assert (day.is_last, day.stream, day.partitions, day.day) == (True, "reviews", 1, at("00:00"))
