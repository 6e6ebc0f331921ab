"""When things happened, by clocks that are wrong, late or tell another unit; and that their owners are told what to do."""

from typing import Any

import pytest

from producers.collector.refusal import EventError
from producers.collector.stamping import moment
from tests.producers.collecting import LATE, RECEIVED, VIEW, ga4, reasons, segment, told


def test_what_is_too_late_for_the_worker_is_refused_by_its_own_clock() -> None:
    assert reasons(VIEW | {"at": RECEIVED - 300_001}, LATE) == [(0, "late")]
    assert "STOREPULSE_ALLOWED_LATENESS" in told(VIEW | {"at": RECEIVED - 3_600_000})
    for document in (VIEW, VIEW | {"at": RECEIVED - 300_000}, VIEW | {"at": RECEIVED - 3_600_000, "sent_at": RECEIVED - 3_590_000}):
        assert reasons(document, LATE) == []


@pytest.mark.parametrize(
    ("document", "advice"),
    [
        (VIEW | {"at": RECEIVED + 400_000}, "sent_at"),
        (segment(timestamp=RECEIVED + 400_000), "sentAt"),
        (ga4({}, timestamp_micros=(RECEIVED + 400_000) * 1000), "leave timestamp_micros out"),
        (ga4({}, timestamp_micros=(RECEIVED - 400_000) * 1000), "leave timestamp_micros out"),
    ],
)
def test_a_wrong_clock_is_told_what_its_shape_can_say(document: Any, advice: str) -> None:
    detail = told(document)
    assert advice in detail
    assert ("sent_at" in detail) == (advice == "sent_at")


@pytest.mark.parametrize("said", [1795999702408, 1795999702408.0, "1795999702408", "1795999702408.7"])
def test_ms_are_ms_however_written(said: Any) -> None:
    assert moment(said) == 1795999702408


@pytest.mark.parametrize(
    ("said", "unit"),
    [(1795999702, "seconds"), ("1795999702", "seconds"), (1795999702.5, "seconds"), (1795999702408000, "microseconds")],
)
def test_another_unit_is_named(said: Any, unit: str) -> None:
    with pytest.raises(EventError, match=f"looks like {unit}"):
        moment(said)


@pytest.mark.parametrize("micros", [RECEIVED, str(RECEIVED), RECEIVED // 1000])
def test_ga4_takes_microseconds(micros: Any) -> None:
    assert "looks like seconds or milliseconds" in told(ga4({}, timestamp_micros=micros))
