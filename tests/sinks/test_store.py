"""One insert is one part, so that it lands whole or not at all."""

import msgspec

from contracts.settings import Settings
from sinks.store import Store
from tests.builders import click
from tests.sinks.sinking import Stored


def test_one_insert_is_one_part(quick: Settings, source: str, stored: Stored) -> None:
    lines = [msgspec.json.encode(click(source=source, origin_epoch=source, origin_offset=offset)) for offset in range(100_000)]
    store = Store(quick)
    try:
        store.insert("clicks", lines)
        assert store.positions("clicks")[source, "events.shop", 0] == (99_999, 0)
    finally:
        store.close()
    assert stored("clicks", "uniqExact(_part)") == [1]
    assert stored("clicks", "count()") == [100_000]
