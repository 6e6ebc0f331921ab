"""Stage 1 as a whole: nothing is lost, nothing doubled, wherever batches are cut and whenever the worker is restored."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.rows import Reset, Whole
from stream_apps.pipelines.pipeline import StateError
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import MOST_SALES, Source
from tests.builders import Record, ms
from tests.stream_apps.pipelines.fold import RULES, click, end, folded, records


def test_late_beyond_the_allowance_is_counted_and_kept() -> None:
    rows = folded(records(click(1, "10:05:00.001"), click(2, "10:00"), end()))
    (late,) = rows["rejects"]
    assert (late.reason, late.origin_offset) == ("late", 1)
    (flow,) = rows["flow"]
    assert (flow.events, flow.clicks, flow.late, flow.controls, flow.sessions) == (3, 1, 1, 1, 1)


def test_a_duplicate_id_is_kept_apart() -> None:
    rows = folded(records(click(1, "10:00"), click(1, "10:01"), end()))
    assert [row.reason for row in rows["rejects"]] == ["duplicate"]
    assert len(rows["clicks"]) == 1


@pytest.mark.parametrize("type", ["purchase", "refund"])
def test_a_sale_sent_again_hours_later_is_a_duplicate(type: str) -> None:
    sale = {"type": type, "order": "o1", "id": "purchase.o1.B1"}
    rows = folded(records(click(1, "10:00", **sale), click(2, "12:00"), click(3, "15:00", **sale), end()))
    assert [row.reason for row in rows["rejects"]] == ["duplicate"]
    assert [isinstance(row, Whole) for row in rows["order_lines"]] == [False, True]


def test_the_oldest_of_very_many_sales_is_forgotten() -> None:
    source = Source()
    assert all(source.is_new_sale(str(number)) for number in range(MOST_SALES + 1))
    assert (source.is_new_sale("0"), source.is_new_sale(str(MOST_SALES)), len(source.sales)) == (True, False, MOST_SALES)


@pytest.mark.parametrize("who", [{}, {"session": "s1"}])
def test_time_in_sight_is_no_click_and_adds_to_its_session(who: dict[str, str]) -> None:
    left = {"type": "user_engagement", "engaged": 4_000, "product": None} | who
    rows = folded(
        records(click(1, "10:00", engaged=1_000, **who), click(2, "10:01", **left), click(3, "10:59", **left | {"session": "s9"}), end())
    )
    (session,) = rows["sessions"]
    assert (session.clicks, session.engaged, len(rows["clicks"])) == (1, 5.0, 1)
    (flow,) = rows["flow"]
    assert (flow.events, flow.clicks, flow.controls) == (4, 1, 3)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60))
def test_an_id_is_never_taken_twice(numbers: list[int]) -> None:
    """However long after: a copy is either recognised or late."""
    start = ms("00:00")
    again = [click(number, "10:00", at=start + number * 100_000) for number in numbers]
    rows = folded(records(*again))
    events = [row.event for row in rows["clicks"]]
    assert len(events) == len(set(events))
    assert len(events) + len(rows["rejects"]) == len(numbers)


def test_sources_do_not_see_each_other() -> None:
    rows = folded(records(click(1, "12:00", source="new"), click(1, "10:00", source="old"), end()))
    assert [(row.source, row.event) for row in rows["clicks"]] == [("new", "e1"), ("old", "e1")]


def test_flow_says_what_became_of_every_event() -> None:
    rows = folded(records(click(1, "10:00"), b"{", click(1, "10:00"), click(2, "09:00"), end()))
    assert sum(f.events for f in rows["flow"]) == 4  # the message that is no JSON belongs to no source yet
    for flow in rows["flow"]:
        assert flow.events == flow.clicks + flow.rejected + flow.late + flow.duplicates + flow.controls


def test_flow_comes_with_every_second_of_sending() -> None:
    sent = [ms("23:00") + step for step in (0, 999, 1000, 1500, 2100)]
    taken = [Record(n, at, b"v1", click(n, "10:00")) for n, at in enumerate(sent)]
    assert [(flow.origin_offset, flow.clicks) for flow in folded(taken)["flow"]] == [(2, 3), (4, 2)]


def test_a_reset_forgets_the_source_and_marks_its_topics() -> None:
    reset = click(2, "10:00", type="reset", visitor=None)
    rows = folded(records(click(1, "10:00"), reset, click(1, "09:00"), end()))
    first, mark, again = rows["clicks"]
    assert isinstance(mark, Reset)
    assert (first.event, again.event) == ("e1", "e1")  # neither a duplicate nor late any more
    assert [type(rows[table][0 if table in ("rejects", "sessions") else -2]) for table in ("sessions", "rejects", "flow")] == [Reset] * 3


@st.composite
def streams(draw: st.DrawFn) -> list[bytes | None]:
    """A bit of everything."""
    start = ms("10:00")
    message = st.one_of(
        st.builds(
            lambda n, at, visitor, session: click(n, "10:00", at=start + at, visitor=visitor, session=session),
            st.integers(0, 30),
            st.integers(0, 9_000_000),
            st.sampled_from(["v1", "v2"]),
            st.sampled_from([None, "s1", "s2"]),
        ),
        st.sampled_from([b"{", None, end("11:00"), click(0, "11:00", type="reset", visitor=None)]),
    )
    return draw(st.lists(message, max_size=50))


@given(streams(), st.integers(0, 50))
def test_a_restored_pipeline_goes_on_as_if_nothing_happened(messages: list[bytes | None], cut: int) -> None:
    taken = records(*messages)
    straight = folded(taken)
    first = ShopPipeline(0, "log", RULES)
    before = folded(taken[:cut], first)
    after = folded(taken[cut:], ShopPipeline(0, "log", RULES, first.dump()))
    assert {table: _encoded(rows) for table, rows in straight.items()} == {
        table: _encoded(before[table] + after[table]) for table in straight
    }


def _encoded(rows: list[Any]) -> list[bytes]:
    return [msgspec.json.encode(row) for row in rows]


@given(streams())
def test_origins_grow(messages: list[bytes | None]) -> None:
    for rows in folded(records(*messages)).values():
        places = [(row.origin_offset, row.origin_index) for row in rows]
        assert places == sorted(set(places))


@pytest.mark.parametrize("state", [b"\xff", msgspec.msgpack.encode([7, {}]), msgspec.msgpack.encode([0, 7, {}])])
def test_a_state_of_another_version_is_told(state: bytes) -> None:
    with pytest.raises(StateError):
        ShopPipeline(0, "log", RULES, state)
