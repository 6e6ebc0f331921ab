"""Makes a ClickHouse ready: database, tables, metric views."""

from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import clickhouse_connect
from clickhouse_connect.driver.exceptions import Error, OperationalError

from contracts.connections import reader, writer
from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.tables import statements

# An inserted part reaches the disk before the insert is acknowledged: else a power cut could take an older part and leave a newer one,
# and the positions read back from the table would claim rows that are gone.
_DURABLE: Final = "fsync_after_insert = 1, fsync_part_directory = 1"


class StoreError(RuntimeError):
    """ClickHouse did not answer, or refused."""


def answers(settings: Settings, timeout: float = 2.0) -> bool:
    """Whether ClickHouse answers its ping."""
    try:
        with urlopen(f"{settings.clickhouse_url}/ping", timeout=timeout) as response:  # noqa: S310 the address is the settings' own
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def create_tables(settings: Settings) -> None:
    """Runs contracts.tables.statements; may be repeated. Raises StoreError."""
    try:
        create_database, *rest = statements(settings.database)
        first = clickhouse_connect.get_client(**{**writer(settings), "database": None})
        first.command(create_database)
        first.close()
        # Names in a view without a database are looked up in the database of whoever creates it.
        client = writer_client(settings)
        for statement in rest:
            client.command(statement)
        if not settings.clickhouse:
            for table in (*TABLES, "positions", "store"):
                client.command(f"ALTER TABLE {settings.database}.{table} MODIFY SETTING {_DURABLE}")
        client.close()
    except OperationalError as error:
        raise StoreError(f"ClickHouse at {settings.clickhouse_url} does not answer: check the address and that it runs") from error
    except Error as error:
        raise StoreError(f"ClickHouse at {settings.clickhouse_url} refused: {error}") from error


def writer_client(settings: Settings) -> Any:
    """A client that may write. Raises clickhouse_connect's Error."""
    return clickhouse_connect.get_client(**writer(settings))


def reader_client(settings: Settings) -> Any:
    """A read-only client. Raises clickhouse_connect's Error."""
    return clickhouse_connect.get_client(**reader(settings))
