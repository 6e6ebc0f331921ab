"""Names of segments: readable, and never the same twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models.naming import names

ORDINARY = {"depth": 1.0, "in:sale": 2.0}


def name(center: dict[str, float]) -> str:
    """Of a small segment beside a large ordinary one."""
    return names({1: ORDINARY, 2: center}, {1: 99, 2: 1})[2]


@pytest.mark.parametrize(
    ("center", "expected"),
    [
        ({"depth": 1.0, "in:skirts": 2.0}, "skirts visitors"),
        ({"depth": 1.0, "in:skirts": 1.0, "in:blouses": 0.8}, "skirts visitors"),
        ({"depth": 1.0, "in:skirts": 0.8, "in:blouses": 0.7}, "mixed visitors"),
        ({"depth": 1.0}, "mixed visitors"),
        ({"depth": 2.0, "in:skirts": 2.0}, "deep browsers"),
        ({"depth": 2.0, "step": 0.6}, "cart fillers"),
        ({"depth": 2.0, "step": 2.4}, "buyers"),
        (ORDINARY | {"depth": 0.5}, "sale visitors, short visits"),
        (ORDINARY | {"depth": 1.5}, "sale visitors, long visits"),
        (ORDINARY | {"price": 0.4}, "sale visitors, dearer items"),
        (ORDINARY | {"price": -0.4}, "sale visitors, cheaper items"),
    ],
)
def test_a_segment_is_named_by_what_its_centre_is(center: dict[str, float], expected: str) -> None:
    assert name(center) == expected


Center = st.dictionaries(
    st.sampled_from(["depth", "step", "price", "in:sale", "in:skirts", "in:a, b", "in:"]), st.floats(-2, 4), max_size=6
)


@given(st.lists(st.tuples(Center, st.integers(0, 1000)), max_size=8))
def test_every_segment_has_a_name_of_its_own(segments: list[tuple[dict[str, float], int]]) -> None:
    centers = {number: center for number, (center, _) in enumerate(segments, 1)}
    counts = {number: count for number, (_, count) in enumerate(segments, 1)}
    given_names = names(centers, counts)
    assert list(given_names) == list(centers)
    assert len(set(given_names.values())) == len(centers)
