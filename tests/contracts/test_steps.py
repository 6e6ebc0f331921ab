from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts import steps

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
stamps = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
widths = st.sampled_from(steps.STEPS)


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=4000)))
def test_no_period_is_drawn_in_too_many_points(length: timedelta) -> None:
    assert length.total_seconds() / steps.step(NOON - length, NOON) <= 145


@given(stamps, widths)
def test_a_step_holds_the_stamp_it_is_of_and_begins_on_the_clock(at: datetime, width: int) -> None:
    begin = steps.floor(at, width)
    assert timedelta(0) <= at - begin < timedelta(seconds=width)
    assert begin.microsecond == 0
    if width >= 3600:
        assert (begin.minute, begin.second) == (0, 0)
    if width >= steps.DAY:
        assert begin.hour == 0
    if width >= steps.WEEK:
        assert begin.weekday() == 0


@given(widths, st.timedeltas(timedelta(seconds=1), timedelta(days=4000)), st.integers(0, 10**7), st.sampled_from([0, 5, 10, 50]))
def test_thin_samples_widen_steps_and_never_narrow_them(width: int, length: timedelta, samples: int, least: int) -> None:
    wide = steps.suited(width, length, samples, least)
    assert wide >= width
    assert wide == width or length.total_seconds() / wide >= 4


def test_a_source_that_knows_only_days_has_no_smaller_steps() -> None:
    assert steps.step(NOON - timedelta(days=5), NOON, "day") == steps.DAY
    assert steps.step(NOON - timedelta(days=2), NOON, "day") == 3600
