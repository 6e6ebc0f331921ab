"""Whatever is read again after a crash, each row is taken in once."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.origins import Positions
from contracts.rows import Origin
from tests.builders import reset

Places = st.tuples(st.sampled_from(["log", "older-log"]), st.sampled_from(["events.shop", "sessions"]), st.integers(0, 2))


def row(place: tuple[str, str, int], offset: int, index: int) -> Origin:
    epoch, topic, partition = place
    return reset(origin_epoch=epoch, origin_topic=topic, origin_partition=partition, origin_offset=offset, origin_index=index)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Origin], list[Origin]]:
    """Rows in the order they were first delivered, and what a reader sees of them: after every crash some come again."""
    first = []
    positions = draw(st.lists(st.tuples(Places, st.integers(0, 1), st.integers(1, 3)), max_size=30))
    ends: dict[tuple[str, str, int], int] = {}
    for place, skipped, count in positions:
        offset = ends[place] = ends.get(place, -1) + 1 + skipped
        first += [row(place, offset, index) for index in range(count)]
    seen: list[Origin] = []
    reached = 0
    for _ in range(draw(st.integers(0, 5))):
        start, end = draw(st.integers(0, reached)), draw(st.integers(reached, len(first)))
        seen += first[start:end]
        reached = end
    start = draw(st.integers(0, reached))
    return first, seen + first[start:]


@given(deliveries())
def test_each_row_is_taken_once(delivered: tuple[list[Origin], list[Origin]]) -> None:
    first, seen = delivered
    positions = Positions()
    assert [each for each in seen if positions.take(each)] == first


@given(deliveries(), st.integers(0, 100))
def test_a_reader_that_starts_over_from_its_positions_takes_the_rest_once(delivered: tuple[list[Origin], list[Origin]], crash: int) -> None:
    first, _ = delivered
    before = Positions()
    taken = [each for each in first[:crash] if before.take(each)]
    after = Positions(before)
    assert taken + [each for each in first if after.take(each)] == first


def test_rows_of_one_event_differ_by_index() -> None:
    positions = Positions()
    place = ("log", "events.shop", 0)
    taken = [positions.take(row(place, *position)) for position in ((5, 0), (5, 1), (5, 0), (4, 9), (6, 0))]
    assert taken == [True, True, False, False, True]
