"""What the page reads from ClickHouse: off the event loop, shared by all viewers, with errors people understand."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple, TypeVar

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError
from msgspec.structs import replace

from contracts import reading, steps
from contracts.connections import reader
from contracts.known import sentence, unknown_customer, unknown_words
from contracts.money import named
from contracts.reading import Answer, Question, Stream, Table
from contracts.records import Records, records
from contracts.settings import Settings
from dashboards.live.measures import Measures
from dashboards.live.shared import Shared

T = TypeVar("T")
_THREADS: Final = 3  # queries at a time: a few keep two cores busy, more only wait for each other
_PATIENCE: Final = 30  # s for one query
_SLOW: Final = 0.5  # s
_ANSWERS: Final = 1_000
_KNOWN: Final = 100  # sources whose words and records are remembered
_SLOWEST: Final = 5.0  # s between two looks at the sources

# Its "Unexpected Http Driver Exception" says nothing that StoreError does not, once a second while ClickHouse is away.
logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)
_log: Final = logging.getLogger(__name__)


class StoreError(RuntimeError):
    """ClickHouse gives no answer; the message says why and what to do."""


class Reading(NamedTuple):
    """An answer beside that of the period before (None where the source did not exist through all of it)."""

    answer: Answer
    before: Answer | None


class Store:
    """Reads of the page, as the read-only user."""

    def __init__(self, settings: Settings, measures: Measures) -> None:
        self._settings, self._measures = settings, measures
        self._pool, self._slow = ThreadPoolExecutor(_THREADS, "query"), ThreadPoolExecutor(1, "slow-query")
        self._costs: dict[str, float] = {}
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._answers: Shared[Answer] = Shared(_ANSWERS)
        self._series: Shared[Table] = Shared(_ANSWERS)
        self._strangers: Shared[bool] = Shared(_ANSWERS)
        self._sources: Shared[dict[str, Stream]] = Shared(2)
        self._words: Shared[dict[str, list[str]]] = Shared(_KNOWN)
        self._records: Shared[Records] = Shared(_KNOWN)
        self._is_away = False
        self._tick, self._due = 0, 0.0

    def close(self) -> None:
        """Ends the threads and connections."""
        self._pool.shutdown(cancel_futures=True)
        self._slow.shutdown(cancel_futures=True)
        if self._client:
            self._client.close()

    async def streams(self, *, fresh: bool = False) -> dict[str, Stream]:
        """Every source, looked at a few times between two writes of the sink and, where that costs much, every few seconds."""
        if fresh or time.monotonic() >= self._due:
            self._tick += 1
            self._due = time.monotonic() + max(self._settings.flush_seconds / 5, min(_SLOWEST, 20 * self.cost("sources")))
        return await self._sources.get(self._tick, self._read_streams)

    async def read(self, question: Question, stream: Stream, *, fixed: bool = False) -> Reading:
        """The answer and the one before it, made once per state of the stream. fixed: in just the steps that the question names."""
        earlier = reading.before(question)
        drawn = bool(question.step) and reading.metric(question.metric).kind == "timeseries"
        tasks = [self.answer(_total(question) if drawn else question, stream)]
        if earlier.start >= stream.first and reading.metric(question.metric).kind == "timeseries":
            tasks.append(self.answer(_total(earlier), stream))
        answer, *before = await asyncio.gather(*tasks)
        answer = await self.in_steps(answer, question, stream, fixed=fixed) if drawn else answer
        return Reading(replace(answer, currency=named((await self.records(stream)).currencies)), before[0] if before else None)

    async def in_steps(self, total: Answer, question: Question, stream: Stream, *, fixed: bool = False) -> Answer:
        """The total with its lines in steps that begin on the clock: the first one may begin before the period.

        Where they are not fixed they are as wide as the samples ask for.
        """
        if not total.samples:
            return replace(total, step=question.step)
        least = steps.needed(total.minimum, total.samples_of)
        width = question.step if fixed else steps.suited(question.step, question.end - question.start, total.samples, least)
        asked = replace(question, step=width, start=steps.floor(question.start, width))
        table = await self._series.get(_key(asked, stream), lambda: self._timed(question.metric, lambda: reading.series(asked, self.ask)))
        return replace(total, step=width, columns=table.columns, rows=table.rows)

    async def answer(self, question: Question, stream: Stream | None) -> Answer:
        """One answer. Raises MetricError for a question that cannot be asked, StoreError where ClickHouse fails."""
        return await self._answers.get(
            _key(question, stream), lambda: self._timed(question.metric, lambda: reading.read(question, self.ask))
        )

    def cost(self, name: str) -> float:
        """Seconds that the last reading of a metric kept a thread."""
        return self._costs.get(name, 0.0)

    async def vocabulary(self, stream: Stream) -> dict[str, list[str]]:
        """The words of each filter for a source, read again every half a minute while it grows."""
        key = (stream.source, stream.events and int(time.monotonic() / 30))
        return await self._words.get(key, lambda: self._timed("vocabulary", lambda: reading.vocabulary(stream.source, self.ask)))

    async def records(self, stream: Stream) -> Records:
        """What a source records at all, read again every half a minute while it grows."""
        key = (stream.source, stream.events and int(time.monotonic() / 30))
        return await self._records.get(key, lambda: self._timed("records", lambda: records(stream.source, self.ask)))

    async def unknown(self, stream: Stream, filters: Mapping[str, str]) -> str:
        """What the filters name that the source has never seen, in words; empty where it has seen all of it."""
        words = await self.vocabulary(stream)
        found = unknown_words(filters, words)
        if customer := filters.get("customer"):
            key = (stream.source, customer, stream.events and int(time.monotonic() / 30))
            if await self._strangers.get(
                key, lambda: self._timed("known_customers", lambda: unknown_customer(stream.source, customer, self.ask))
            ):
                found["customer"] = customer
        return sentence(stream.source, found, words)

    async def table(self, name: str, query: str) -> Table:
        """A query without parameters, named in the measures."""
        return await self._timed(name, lambda: self.ask(query, {}))

    def ask(self, query: str, parameters: Mapping[str, Any]) -> Table:
        """Runs one query, in the calling thread."""
        try:
            result = self._connect().query(query, parameters=dict(parameters))
        except OperationalError as error:
            raise self._away(error) from error
        except ClickHouseError as error:
            raise StoreError(f"ClickHouse refused the query: {_first_line(error)}") from error
        if self._is_away:
            self._is_away = False
            _log.warning("ClickHouse answers again")
        return Table(tuple(result.column_names), [tuple(row) for row in result.result_rows])

    def _away(self, error: Exception) -> StoreError:
        address = self._settings.clickhouse_url
        if "Read timed out" in str(error):
            return StoreError(f"ClickHouse needs longer than {_PATIENCE} s for this; choose a shorter period")
        problem = f"ClickHouse does not answer at {address}: {_cause(error)}. See `storepulse status`; this goes on once it answers."
        if not self._is_away:
            self._is_away = True
            _log.warning("%s", problem)
        return StoreError(problem)

    def _connect(self) -> Client:
        with self._lock:
            if self._client is None:
                self._client = clickhouse_connect.get_client(**reader(self._settings), connect_timeout=2, send_receive_timeout=_PATIENCE)
            return self._client

    async def _read_streams(self) -> dict[str, Stream]:
        return await self._timed("sources", lambda: reading.streams(self.ask))

    async def _timed(self, name: str, work: Callable[[], T]) -> T:
        """Runs work in a thread. What was slow the last time waits in a line of its own, so that it never keeps the quick ones waiting."""
        line = self._slow if self.cost(name) > _SLOW else self._pool
        return await asyncio.get_running_loop().run_in_executor(line, self._measured, name, work)

    def _measured(self, name: str, work: Callable[[], T]) -> T:
        started = time.monotonic()
        try:
            return work()
        except StoreError:
            self._measures.failures.labels(name).inc()
            raise
        finally:
            self._costs[name] = time.monotonic() - started
            self._measures.queries.labels(name).observe(self._costs[name])


def _total(question: Question) -> Question:
    return replace(question, step=0)


def _key(question: Question, stream: Stream | None) -> tuple[Hashable, ...]:
    """The same for the same question of the same state of the stream."""
    version = (stream.stored_at, stream.clock, stream.events) if stream else int(time.monotonic())
    return (question.metric, question.source, question.start, question.end, question.step, *sorted(question.filters.items()), version)


def _cause(error: Exception) -> str:
    """The system's own words, which the client wraps many times."""
    found, seen = error, [error]
    while (inner := seen[-1].__cause__ or seen[-1].__context__) and inner not in seen and isinstance(inner, Exception):
        seen.append(inner)
        if isinstance(inner, OSError) and inner.strerror:
            found = inner
    return getattr(found, "strerror", None) or _first_line(found)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
