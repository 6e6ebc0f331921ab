"""A worker and a sink killed -9 at random moments of a replay lose nothing and double nothing."""

from contextlib import closing
from pathlib import Path

import pytest

from infra import store
from infra.parts import WORKER
from producers.replay.datasets import dataset
from tests.datasets import needs
from tests.faults.reference import digests, reference
from tests.faults.shaking import SIMULATOR, epoch, shake, shaken

DATA = dataset("eshop2008")
# What takes weeks, which six days are not, though its learners are at work: tests/stream_apps/pipelines/test_joined_days.py restarts them.
TAKES_WEEKS = {"forecasts", "product_trends", "lead_lags", "footfall_changes"}
NOT_THERE = {"rejects", "audience", "motion_spells"}  # nothing is bad, no face is looked at, and nothing senses motion


def test_worker_and_sink_killed_at_random(tmp_path: Path) -> None:
    """Real Kafka, real ClickHouse, every model at work; every table equals the undisturbed pass over the same log, row for row."""
    with shaken(tmp_path, WORKER) as stack:
        shake(stack, {"worker": 3, "sink": 4}, seconds=14, seed=20, plan=SIMULATOR)
        stored, expected = digests(stack.settings), reference(stack.settings, epoch(stack.settings))
    assert stored == expected
    assert {table for table, digest in stored.items() if not digest.rows} - TAKES_WEEKS == NOT_THERE
    assert all(digest.rows == digest.origins for digest in stored.values())


def test_broker_and_clickhouse_killed_at_random(tmp_path: Path, eshop2008: Path) -> None:
    """The servers die under a running worker and sink, which stay up, wait and go on."""
    with shaken(tmp_path, WORKER) as stack:
        shake(stack, {"kafka": 1, "clickhouse": 2}, seconds=10, seed=7)
        stored, expected = digests(stack.settings), reference(stack.settings, epoch(stack.settings))
    assert stored == expected
    assert stored["clicks"].rows == DATA.events


def test_the_comparison_can_fail(tmp_path: Path, eshop2008: Path) -> None:
    """The negative control: one row doubled, one lost and one changed, each is told."""
    with shaken(tmp_path, WORKER) as stack:
        shake(stack, {}, seconds=5, seed=1)
        expected = digests(stack.settings)["sessions"]
        with closing(store.writer_client(stack.settings)) as client:
            client.command("INSERT INTO sessions SELECT * FROM sessions ORDER BY session LIMIT 1")
            doubled = digests(stack.settings)["sessions"]
            client.command("DELETE FROM sessions WHERE session = (SELECT min(session) FROM sessions)")
            lost = digests(stack.settings)["sessions"]
            client.command("INSERT INTO sessions SELECT * REPLACE (clicks + 1 AS clicks) FROM sessions ORDER BY session LIMIT 1")
            changed = digests(stack.settings)["sessions"]
    assert (doubled.rows, doubled.origins) == (expected.rows + 1, expected.origins)
    assert (lost.rows, lost.origins) == (expected.rows - 1, expected.origins - 1)
    assert len({expected, doubled, lost, changed}) == 4


@pytest.fixture
def eshop2008() -> Path:
    """The dataset, which these tests need."""
    return needs("eshop2008")
