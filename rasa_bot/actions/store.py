"""What the bot reads from ClickHouse, as the read-only user. Blocking: call it from a thread."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError

from contracts import known, reading
from contracts.connections import reader
from contracts.reading import Stream, Table
from contracts.records import Records, records
from contracts.settings import Settings
from rasa_bot.actions.filters import Vocabulary


class StoreError(RuntimeError):
    """ClickHouse gives no answer; the message says what to do."""


class Store:
    """One client, connected when it is first asked and shared by threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._vocabularies: dict[str, tuple[int, Vocabulary]] = {}
        self._customers: tuple[tuple[object, ...], list[str]] = ((), [])
        self._records: dict[str, tuple[int, Records]] = {}

    def ask(self, query: str, parameters: Mapping[str, Any]) -> Table:
        """Runs one query with server-side parameters. Raises StoreError."""
        try:
            result = self._connected().query(query, parameters=dict(parameters))
        except OperationalError as error:
            raise StoreError(
                f"I can't look it up: ClickHouse does not answer at {self._settings.clickhouse_url}. "
                "Start it with `storepulse up`, then ask again."
            ) from error
        except ClickHouseError as error:
            raise StoreError(
                f"I can't look it up: ClickHouse refused the query ({_first_line(error)}). See `storepulse status`."
            ) from error
        return Table(tuple(result.column_names), [tuple(row) for row in result.result_rows])

    def vocabulary(self, stream: Stream) -> Vocabulary:
        """The words of each filter for a source, read again once it has grown by a tenth."""
        clicks, words = self._vocabularies.get(stream.source, (0, {}))
        if not words or _changed(stream, clicks):
            words = reading.vocabulary(stream.source, self.ask)
            self._vocabularies[stream.source] = (stream.events, words)
        return words

    def records(self, stream: Stream) -> Records:
        """What a source records at all, read again once it has grown by a tenth."""
        clicks, known = self._records.get(stream.source, (0, Records()))
        if _changed(stream, clicks):
            known = records(stream.source, self.ask)
            self._records[stream.source] = (stream.events, known)
        return known

    def customers(self, stream: Stream, words: Sequence[str]) -> list[str]:
        """Those of some words that are a customer of a source; one question asks for the same ones several times."""
        key = (stream.source, stream.events, *words)
        if self._customers[0] != key:
            self._customers = (key, known.customers(stream.source, words, self.ask))
        return self._customers[1]

    def _connected(self) -> Client:
        with self._lock:
            if self._client is None:
                self._client = clickhouse_connect.get_client(**reader(self._settings), connect_timeout=2, send_receive_timeout=20)
            return self._client


def _changed(stream: Stream, clicks: int) -> bool:
    return stream.events < clicks or stream.events > 1.1 * clicks


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
