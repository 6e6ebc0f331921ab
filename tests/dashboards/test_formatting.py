from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboards.live.formatting import NONE, amount, cell, duration, number, span

values = st.floats(-1e12, 1e12, allow_nan=False)


@given(values)
def test_a_number_reads_back_to_what_matters(value: float) -> None:
    text = number(value).replace(",", "")
    scale = {"M": 1e6, "B": 1e9}.get(text[-1], 1)
    assert abs(float(text.rstrip("MB")) * scale - value) <= max(0.006 * abs(value), 1e-9)


@given(st.integers(60, 10**8))
def test_a_duration_names_at_most_two_units_and_loses_less_than_the_smaller(seconds: int) -> None:
    sizes = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
    words = duration(seconds).split()
    told = sum(int(count) * sizes[unit] for count, unit in zip(words[::2], words[1::2], strict=True))
    assert len(words) <= 4
    assert 0 <= seconds - told < max(1, sizes[words[1]] / 24)


def test_what_is_absent_is_a_dash_and_never_zero() -> None:
    assert str(amount(None, "s")) == NONE
    assert str(amount(float("nan"), "%")) == NONE
    assert cell("lift", None) == NONE


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.timedeltas(timedelta(seconds=1), timedelta(days=500)))
def test_a_period_always_says_its_year(start: datetime, length: timedelta) -> None:
    start = start.replace(tzinfo=UTC)
    assert str((start + length - timedelta(milliseconds=1)).year) in span(start, start + length)
