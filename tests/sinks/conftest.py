"""A source of its own in the real log and the real store."""

from collections.abc import Iterator
from itertools import count

import pytest
from msgspec.structs import replace

from contracts.settings import Settings
from tests.conftest import ClickHouse
from tests.sinks.sinking import Stored

_numbers = count(1)


@pytest.fixture
def quick(kafka: Settings, clickhouse: ClickHouse) -> Settings:
    """The running stack's settings, with a sink that does not wait long."""
    return replace(kafka, flush_seconds=0.1)


@pytest.fixture
def source() -> str:
    """A name that no other test has; its rows come from a log of that name, so that no other test's positions hide them."""
    return f"sink-{next(_numbers)}"


@pytest.fixture
def stored(quick: Settings, source: str) -> Iterator[Stored]:
    made = Stored(quick, source)
    yield made
    made.close()
