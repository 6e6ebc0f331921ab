"""The engine: one process owns the folder, every query runs on a connection of its own that is thrown away after it."""

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import chdb

from infra.clickhouse_front.statement import RefusedError, check, insert

# An INSERT must become one part, whatever its size: rows are squashed into one block by one thread before they are written.
_ONE_PART: Final = {"min_insert_block_size_rows": "1000000000", "min_insert_block_size_bytes": "0", "max_insert_threads": "1"}
# What a reader may take. After readonly=1 the engine itself refuses any other change of settings.
READER: Final = {
    "max_execution_time": "30",
    "max_result_rows": "1000000",
    "max_result_bytes": "268435456",
    "max_memory_usage": "2147483648",
    "readonly": "1",
}
_TIME: Final = "max_execution_time"
_PYTHON_FORMATS: Final = frozenset({"dataframe", "arrowtable", "datastore"})


class StoreTakenError(RuntimeError):
    """Another process has the store's folder open."""


class Query(NamedTuple):
    """One request, decompressed."""

    sql: bytes
    data: bytes
    format: str
    database: str
    settings: Mapping[str, str]
    parameters: Mapping[str, str]
    reads_only: bool


class Result(NamedTuple):
    """What to send back. written: rows inserted."""

    body: bytes
    written: int = 0


class Engine:
    """chDB on a folder. run() may be called from many threads at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder / "data"
        self._lock = _own(folder / "owner")
        self._root = chdb.connect(str(self._folder))  # keeps the engine open between queries

    def close(self) -> None:
        """Ends the engine; nothing may run any more."""
        self._root.close()
        self._lock.close()

    def run(self, query: Query) -> Result:
        """Runs one statement. Raises RefusedError, or RuntimeError with the engine's own words."""
        check(query.sql if not (found := insert(query.sql)) else found.head.encode(), reading_only=query.reads_only)
        with self._connection(query) as connection:
            if found:
                return _insert(connection, found.head, found.format, query.sql[found.data_at :] + query.data)
            return _select(connection, query)

    @contextmanager
    def _connection(self, query: Query) -> Iterator[Any]:
        connection = chdb.connect(str(self._folder))
        try:
            for name, value in (_reader(query) if query.reads_only else _ONE_PART).items():
                connection.query(f"SET {name} = {value}")
            if query.database:
                connection.query(f"USE {_identifier(query.database)}")
            for name, value in query.settings.items():
                if not (query.reads_only and name == _TIME):
                    connection.query(f"SET {_setting(name)} = {_literal(value)}")
            yield connection
        finally:
            connection.close()


def _reader(query: Query) -> dict[str, str]:
    """A reader may ask for less time than it has, never for more: clickhouse-go, Grafana's driver, does so with each query."""
    asked = query.settings.get(_TIME, "")
    less = asked.isdecimal() and 0 < int(asked) < int(READER[_TIME])
    return {**READER, _TIME: asked if less else READER[_TIME]}


def _insert(connection: Any, head: str, format: str, data: bytes) -> Result:
    with connection.send_insert(head, format) as inserter:
        if data:
            inserter.append(data)
        return Result(b"", inserter.finish().rows_written)


def _select(connection: Any, query: Query) -> Result:
    if query.format.lower() in _PYTHON_FORMATS:
        raise RefusedError(73, f"Unknown format {query.format}. (UNKNOWN_FORMAT)")
    result = connection.query((query.sql + query.data).decode(), query.format, params=dict(query.parameters) or None)
    return Result(result.bytes() if result else b"")


def _own(path: Path) -> Any:
    """Holds a lock for the life of the process, so that a second front says so instead of failing in the engine's words."""
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip()
        file.close()
        raise StoreTakenError(f"{path.parent} is open in process {owner}: stop that one first (storepulse down)") from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _setting(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise RefusedError(115, f"Unknown setting {name!r}. (UNKNOWN_SETTING)")
    return name


def _identifier(name: str) -> str:
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
