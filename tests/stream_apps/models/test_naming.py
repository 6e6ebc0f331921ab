"""Names of segments: readable, true, never the same twice, and not changed without need."""

from math import log1p

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models import customers
from stream_apps.models.naming import names
from stream_apps.models.telling_apart import Name

ORDINARY = {"depth": 1.0, "in:sale": 2.0}


def name(center: dict[str, float]) -> str:
    """Of a small segment beside a large ordinary one."""
    return names({1: ORDINARY, 2: center}, {1: 99, 2: 1}, {})[2].text


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
        (ORDINARY | {"depth": 0.5}, "sale visitors, few clicks"),
        (ORDINARY | {"depth": 1.5}, "sale visitors, many clicks"),
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
    first = names(centers, counts, {})
    for given_names in (first, names(centers, counts, first)):
        assert list(given_names) == list(centers)
        assert len({name.text for name in given_names.values()}) == len(centers)


def texts(named: dict[int, Name]) -> list[str]:
    return [name.text for name in named.values()]


def test_nobody_has_many_clicks_who_has_fewer_than_all_together() -> None:
    centers = {1: {"depth": 0.8}, 2: {"depth": 1.2}, 3: {"depth": 2.7, "step": 2.0}}
    assert texts(names(centers, {1: 40, 2: 10, 3: 50}, {})) == ["mixed visitors", "mixed visitors (2)", "buyers"]
    assert texts(names(centers, {1: 85, 2: 10, 3: 5}, {})) == ["mixed visitors", "mixed visitors, many clicks", "buyers"]


def test_nobody_has_many_clicks_beside_others_alike_who_have_more() -> None:
    centers = {1: {"depth": 0.5}, 2: {"depth": 0.9}, 3: {"depth": 1.2}}
    assert texts(names(centers, {1: 80, 2: 10, 3: 10}, {})) == ["mixed visitors", "mixed visitors (2)", "mixed visitors, many clicks"]
    assert texts(names(centers, {1: 10, 2: 10, 3: 80}, {})) == ["mixed visitors, few clicks", "mixed visitors (2)", "mixed visitors"]


def test_a_name_is_kept_while_it_is_about_true() -> None:
    counts = {1: 50, 2: 50}
    named = names({1: {"step": 1.52}, 2: {}}, counts, {})
    for step, kind in ((1.48, "buyers"), (1.46, "buyers"), (1.4, "cart fillers"), (1.48, "cart fillers"), (1.5, "buyers")):
        named = names({1: {"step": step}, 2: {}}, counts, named)
        assert named[1].text == kind
    alike = names({1: {"depth": 1.0}, 2: {"depth": 1.3}}, {1: 51, 2: 50}, {})
    grown = names({1: {"depth": 1.0}, 2: {"depth": 1.05}}, {1: 51, 2: 99}, alike)  # the larger now, by hardly more clicks
    assert texts(alike) == texts(grown) == ["mixed visitors", "mixed visitors, many clicks"]


def test_visitors_are_called_one_time_where_they_are() -> None:
    def called(visits: float) -> str:
        return customers.names({1: {"visits": log1p(visits)}}, {1: 1}, {})[1].text

    assert [called(visits) for visits in (1.0, 1.2, 1.47, 1.7, 4.0)] == [
        "one-time visitors",
        "one-time visitors",
        "mostly one-time visitors",
        "returning visitors",
        "regular visitors",
    ]
