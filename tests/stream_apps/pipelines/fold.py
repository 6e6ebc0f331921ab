"""A pipeline run over messages, as a test reads: what goes in, which rows come out."""

from collections.abc import Iterable
from typing import Any

from contracts.rows import Origin
from stream_apps.pipelines.pipeline import Record
from stream_apps.pipelines.shop import OWN_TABLES, ShopPipeline
from stream_apps.pipelines.source import Rules
from tests import builders

RULES = Rules()


def folded(records: Iterable[Record], pipeline: ShopPipeline | None = None) -> dict[str, list[Any]]:
    """Rows by table after these records."""
    pipeline = pipeline or ShopPipeline(0, "log", RULES)
    out: list[tuple[str, bytes, Origin]] = []
    for record in records:
        pipeline.apply(record, out)
    rows: dict[str, list[Any]] = {table: [] for table in OWN_TABLES}
    for table, _, row in out:
        rows[table].append(row)
    return rows


def records(*messages: bytes | None, sent: str = "23:00") -> list[builders.Record]:
    """Messages at offsets 0, 1, 2, ..."""
    return [builders.Record(offset, builders.ms(sent), b"v1", message) for offset, message in enumerate(messages)]


def click(number: int, clock: str, **changes: Any) -> bytes:
    """A click with an id of its own."""
    return builders.message(**({"id": f"e{number}", "at": builders.ms(clock)} | changes))


def end(clock: str = "23:00") -> bytes:
    """The source is complete."""
    return builders.message(id="end", type="end", at=builders.ms(clock), visitor=None)
