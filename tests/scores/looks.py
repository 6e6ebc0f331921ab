"""eshop2008 as the looks at products that a model learns from: session, product, category, page of the list; and the month."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from producers.replay import eshop2008


class Look(NamedTuple):
    """One click of the file."""

    session: str
    product: str
    category: str
    page: int | None
    month: int


def looks(path: Path) -> Iterator[Look]:
    """All clicks, in the order in which a replay sends them."""
    for event in eshop2008.read(path):
        assert isinstance(event.at, int)
        month = datetime.fromtimestamp(event.at / 1000, UTC).month
        yield Look(event.session or "", event.product or "", event.category or "", event.page_number, month)
