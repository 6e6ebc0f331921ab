"""Questions to the store from the command line, as the read-only user."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError

from contracts.reading import Ask, Table
from contracts.settings import Settings
from infra.store import StoreError, reader_client

# It logs "Unexpected Http Driver Exception" beside the error that it raises and that is told in a sentence here.
logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)


@contextmanager
def asking(settings: Settings) -> Iterator[Ask]:
    """An `ask` for contracts.reading. Raises StoreError with what to do where the store does not answer or refuses."""
    try:
        client = reader_client(settings)
    except OperationalError as error:
        raise StoreError(f"ClickHouse at {settings.clickhouse_url} does not answer: start it with `storepulse up`") from error
    except ClickHouseError as error:
        raise StoreError(f"ClickHouse at {settings.clickhouse_url} refused the reader: {_first_line(error)}") from error

    def ask(query: str, parameters: Mapping[str, Any]) -> Table:
        try:
            result = client.query(query, parameters=dict(parameters))
        except ClickHouseError as error:
            raise StoreError(f"ClickHouse refused the query: {_first_line(error)}") from error
        return Table(tuple(result.column_names), [tuple(row) for row in result.result_rows])

    try:
        yield ask
    finally:
        client.close()


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:300]
