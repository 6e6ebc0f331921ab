"""Periods in words, against a stream whose clock stands at Wednesday 13 August 2008, 21:10."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.periods import Period, PeriodError, find, period

CLOCK = datetime(2008, 8, 13, 21, 10, tzinfo=UTC)
FIRST = datetime(2008, 4, 1, tzinfo=UTC)
NOW = "2008-08-13 21:10:00.001"

EXAMPLES = {
    "today": ("2008-08-13", NOW),
    "yesterday": ("2008-08-12", "2008-08-13"),
    "yestrday": ("2008-08-12", "2008-08-13"),
    "toady": ("2008-08-13", NOW),
    "the day before yesterday": ("2008-08-11", "2008-08-12"),
    "this week": ("2008-08-11", NOW),
    "last week": ("2008-08-04", "2008-08-11"),
    "in the last week": ("2008-08-06 21:10:00.001", NOW),
    "past week": ("2008-08-06 21:10:00.001", NOW),
    "previous week": ("2008-08-04", "2008-08-11"),
    "this weekend": None,
    "last weekend": ("2008-08-09", "2008-08-11"),
    "this month": ("2008-08-01", NOW),
    "last month": ("2008-07-01", "2008-08-01"),
    "last quarter": ("2008-04-01", "2008-07-01"),
    "this year": ("2008-01-01", NOW),
    "in Q2": ("2008-04-01", "2008-07-01"),
    "second quarter of 2008": ("2008-04-01", "2008-07-01"),
    "last 30 minutes": ("2008-08-13 20:40:00.001", NOW),
    "over the last 30 min": ("2008-08-13 20:40:00.001", NOW),
    "past 90m": ("2008-08-13 19:40:00.001", NOW),
    "last half hour": ("2008-08-13 20:40:00.001", NOW),
    "past half an hour": ("2008-08-13 20:40:00.001", NOW),
    "in the last hour": ("2008-08-13 20:10:00.001", NOW),
    "last 24h": ("2008-08-12 21:10:00.001", NOW),
    "past 2 weeks": ("2008-07-30 21:10:00.001", NOW),
    "last two weeks": ("2008-07-30 21:10:00.001", NOW),
    "last couple of days": ("2008-08-11 21:10:00.001", NOW),
    "previous 3 months": ("2008-05-13 21:10:00.001", NOW),
    "3 days ago": ("2008-08-10", "2008-08-11"),
    "a week ago": ("2008-08-04", "2008-08-11"),
    "2 months ago": ("2008-06-01", "2008-07-01"),
    "in June": ("2008-06-01", "2008-07-01"),
    "june": ("2008-06-01", "2008-07-01"),
    "June 2008": ("2008-06-01", "2008-07-01"),
    "in may": ("2008-05-01", "2008-06-01"),
    "and may": ("2008-05-01", "2008-06-01"),
    "in August": ("2008-08-01", NOW),
    "in september": ("2007-09-01", "2007-10-01"),
    "in 2008": ("2008-01-01", NOW),
    "on 3 May": ("2008-05-03", "2008-05-04"),
    "on May 3rd": ("2008-05-03", "2008-05-04"),
    "on the 3rd of May 2008": ("2008-05-03", "2008-05-04"),
    "on 2008-05-03": ("2008-05-03", "2008-05-04"),
    "on 03.05.2008": ("2008-05-03", "2008-05-04"),
    "on 29 February": ("2008-02-29", "2008-03-01"),
    "on Monday": ("2008-08-11", "2008-08-12"),
    "last tuesday": ("2008-08-12", "2008-08-13"),
    "last wednesday": ("2008-08-06", "2008-08-07"),
    "since Monday": ("2008-08-11", NOW),
    "since june": ("2008-06-01", NOW),
    "from 3 May onwards": ("2008-05-03", NOW),
    "after 3 May": ("2008-05-04", NOW),
    "since yesterday": ("2008-08-12", NOW),
    "until 3 May": ("2008-04-01", "2008-05-04"),
    "before May": ("2008-04-01", "2008-05-01"),
    "between 1 and 5 June": ("2008-06-01", "2008-06-06"),
    "from the 1st to the 5th of june": ("2008-06-01", "2008-06-06"),
    "1-5 June": ("2008-06-01", "2008-06-06"),
    "June 1-5": ("2008-06-01", "2008-06-06"),
    "between 28 May and 3 June": ("2008-05-28", "2008-06-04"),
    "from April to June": ("2008-04-01", "2008-07-01"),
    "april through june 2008": ("2008-04-01", "2008-07-01"),
    "from November to February": ("2007-11-01", "2008-03-01"),
    "from monday to tuesday": ("2008-08-11", "2008-08-13"),
    "from 2008-05-01 to 2008-05-31": ("2008-05-01", "2008-06-01"),
    "first week of June": ("2008-06-01", "2008-06-08"),
    "last 10 days of june": ("2008-06-21", "2008-07-01"),
    "second half of June": ("2008-06-16", "2008-07-01"),
    "end of july": ("2008-07-21", "2008-08-01"),
    "since 14:00": ("2008-08-13 14:00", NOW),
    "at 3pm": ("2008-08-13 15:00", "2008-08-13 16:00"),
    "at 11 pm": ("2008-08-12 23:00", "2008-08-13"),
    "between 10:00 and 12:30": ("2008-08-13 10:00", "2008-08-13 12:30"),
    "from 9 to 11am": ("2008-08-13 09:00", "2008-08-13 11:00"),
    "on 3 May between 10:00 and 12:00": ("2008-05-03 10:00", "2008-05-03 12:00"),
    "between 10:00 and 12:00 yesterday": ("2008-08-12 10:00", "2008-08-12 12:00"),
    "since 20:00 yesterday": ("2008-08-12 20:00", NOW),
    "in June and July": ("2008-06-01", "2008-08-01"),
    "for the last week of july": ("2008-07-25", "2008-08-01"),
    "since the first of june": ("2008-06-01", NOW),
    "on the tenth of June": ("2008-06-10", "2008-06-11"),
    "early June": ("2008-06-01", "2008-06-11"),
    "right now": ("2008-08-13 21:05:00.001", NOW),
    "in total": ("2008-04-01", NOW),
    "of all time": ("2008-04-01", NOW),
    "over the whole period": ("2008-04-01", NOW),
}


@pytest.mark.parametrize("words", EXAMPLES)
def test_words(words: str) -> None:
    if EXAMPLES[words] is None:
        with pytest.raises(PeriodError):
            period(words, CLOCK, FIRST)
        return
    start, end = (datetime.fromisoformat(stamp).replace(tzinfo=UTC) for stamp in EXAMPLES[words])
    found = period(f"how many sessions {words}?", CLOCK, FIRST)
    alone = period(words, CLOCK, FIRST)
    assert (found and found[:2], alone and alone[:2]) == ((start, end), (start, end))


@pytest.mark.parametrize(
    "words",
    [
        "how many sessions",
        "which products may people like",
        "top 5 products",
        "bought together with C17",
        "clicks by page position",
        "first page share",
        "clicks per minute",
        "pages per session",
        "sat on the second page",
        "latency p95",
        "sessions of eshop2008",
    ],
)
def test_no_period(words: str) -> None:
    assert period(words, CLOCK, FIRST) is None


@pytest.mark.parametrize(
    "words", ["in June 2009", "tomorrow", "on 31 June", "at 25:00", "on 45.13.2008", "from 5 June 2008 to 1 June 2008"]
)
def test_a_period_that_cannot_be_is_refused_in_words(words: str) -> None:
    with pytest.raises(PeriodError, match=r": "):
        period(words, CLOCK, FIRST)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("in june", "in June 2008"),
        ("in august", "in August 2008 so far"),
        ("last week", "last week (from 4 Aug 2008)"),
        ("last 30 minutes", "in the last 30 minutes"),
        ("last month", "last month (July 2008)"),
        ("yesterday", "yesterday (12 Aug 2008)"),
        ("since monday", "since Monday (11 Aug 2008)"),
        ("between 1 and 5 june", "from 1 Jun 2008 to 5 Jun 2008"),
        ("in total", "over all data (1 Apr 2008 to 13 Aug 2008)"),
    ],
)
def test_label(words: str, label: str) -> None:
    found = period(words, CLOCK, FIRST)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("how many sessions in the last 30 minutes from Poland?", "how many sessions from poland?"),
        ("sessions between 1 and 5 June by country", "sessions by country"),
        ("and yesterday?", "and ?"),
        ("how busy is the shop", "how busy is the shop"),
    ],
)
def test_the_rest_of_the_text(words: str, rest: str) -> None:
    assert find(words, CLOCK, FIRST)[1] == rest


CLOCKS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(clock=CLOCKS, words=st.sampled_from([words for words, expected in EXAMPLES.items() if expected and "200" not in words]))
def test_never_after_the_clock_and_never_empty(clock: datetime, words: str) -> None:
    try:
        found = period(words, clock)
    except PeriodError:  # a Monday morning has no yesterday's week end to show, but an empty period is never given
        return
    if found is not None:
        assert found.start < found.end <= clock + timedelta(milliseconds=1)


@given(clock=CLOCKS, count=st.integers(1, 500), unit=st.sampled_from(["minute", "hour", "day", "week"]))
def test_rolling_periods_have_their_length(clock: datetime, count: int, unit: str) -> None:
    seconds = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}[unit]
    found = period(f"last {count} {unit}s", clock)
    assert found is not None
    assert found.end - found.start == timedelta(seconds=count * seconds)
    assert found.end == clock + timedelta(milliseconds=1)


@given(words=st.text(max_size=60), clock=CLOCKS)
@example(words="last 99999999999 weeks", clock=CLOCK)
@example(words="last 99999999999 years", clock=CLOCK)
@example(words="9999-13", clock=CLOCK)
@example(words="0000-01-01", clock=CLOCK)
@example(words="in 1900 until 1900", clock=CLOCK)
def test_any_text_gives_a_period_none_or_a_sentence(words: str, clock: datetime) -> None:
    try:
        found = period(words, clock)
    except PeriodError:
        return
    assert found is None or isinstance(found, Period)
