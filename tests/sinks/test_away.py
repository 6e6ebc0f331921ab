"""ClickHouse away: the sink waits, and nothing is lost or doubled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contracts.settings import Settings
from infra import store
from infra.parts import CLICKHOUSE
from tests.sinks.sinking import Stored, put, sinking
from tests.sinks.test_sink import clicks
from tests.stack import running, settings_in, until


@contextmanager
def clickhouse(settings: Settings, source: str) -> Iterator[Stored]:
    """ClickHouse running for a while, then killed."""
    with running(CLICKHOUSE, settings) as process:
        store.create_tables(settings)
        stored = Stored(settings, source)
        try:
            yield stored
        finally:
            stored.close()
            process.kill()


def test_clickhouse_comes_late_is_killed_and_comes_back(kafka: Settings, tmp_path: Path, source: str) -> None:
    own = settings_in(tmp_path, kafka=kafka.bootstrap, flush_seconds=0.1)
    put(own, "clicks", *clicks(source, *range(1_000)))
    with sinking(own):
        with clickhouse(own, source) as stored:
            until(lambda: len(stored("clicks")) == 1_000)
            put(own, "clicks", *clicks(source, *range(1_000, 20_000)))
            until(lambda: len(stored("clicks")) > 1_000)
        put(own, "clicks", *clicks(source, *range(20_000, 21_000)))
        with clickhouse(own, source) as stored:
            until(lambda: 20_999 in stored("clicks"))
            assert stored("clicks") == list(range(21_000))
