"""A shop of its own for each example: rows go in as the sink stores them, answers come out as everybody reads them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from contracts.reading import Answer, Ask, Question, read, streams, whole
from contracts.rows import TABLES, Origin
from infra.reader import asking
from producers.replay import eshop2008
from sinks.store import Store
from tests.builders import moment
from tests.conftest import ClickHouse
from tests.datasets import needs
from tests.metrics import offline

_TABLE_OF = {row: table for table, row in TABLES.items()}
_numbers = count(1)


class Shop:
    """One source in the real store."""

    def __init__(self, source: str, store: Store, ask: Ask) -> None:
        self.source, self._store, self._ask = source, store, ask

    def given(self, *rows: Origin, **columns: Any) -> None:
        """Stores rows as this source's. columns: what the store would fill in itself, such as stored_at."""
        tables = defaultdict(list)
        for row in rows:
            fields = msgspec.to_builtins(row) | {"source": self.source} | columns
            tables[_TABLE_OF[type(row)]].append(msgspec.json.encode(fields))
        for table, lines in tables.items():
            self._store.insert(table, lines)

    def ask(self, metric: str, start: str = "10:00", end: str = "11:00", step: int = 0, **filters: str) -> Answer:
        """The answer for a part of the examples' day."""
        return read(
            Question(metric=metric, source=self.source, start=moment(start), end=moment(end), step=step, filters=filters), self._ask
        )

    def whole_period(self, metric: str, days: int = 365) -> Answer:
        """The answer for many of the examples' days."""
        start = moment("00:00")
        return read(Question(metric=metric, source=self.source, start=start, end=start + timedelta(days=days)), self._ask)

    def whole(self, metric: str, **filters: str) -> Answer:
        """The answer for all that this source has."""
        return read(whole(metric, streams(self._ask)[self.source], filters), self._ask)


@pytest.fixture(scope="session")
def store(clickhouse: ClickHouse) -> Iterator[Store]:
    """The sink's side of the store."""
    made = Store(clickhouse.settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def ask(clickhouse: ClickHouse) -> Iterator[Ask]:
    """The reader's side of the store."""
    with asking(clickhouse.settings) as made:
        yield made


@pytest.fixture
def shop(store: Store, ask: Ask) -> Shop:
    """An empty shop."""
    return Shop(f"shop-{next(_numbers)}", store, ask)


@pytest.fixture(scope="session")
def eshop(store: Store, ask: Ask) -> Shop:
    """The whole of eshop2008."""
    for table, lines in offline.rows(offline.log(eshop2008.read(needs("eshop2008")))).items():
        store.insert(table, lines)
    return Shop("eshop2008", store, ask)
