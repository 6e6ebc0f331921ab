"""Segments of sessions: River's k-means, placed well and moved by the mean."""

from collections import defaultdict
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from river import cluster

from stream_apps.models.segments import SessionSegments
from tests.stream_apps.models.checks import Features, stream

# Eighths, so that both ways to a distance are exact and a tie is a tie in both.
Sample = st.dictionaries(st.sampled_from("abcd"), st.integers(-40, 40).map(lambda n: n / 8), max_size=4)


def without_zeros(x: Features) -> frozenset[tuple[str, float]]:
    return frozenset((name, value) for name, value in x.items() if value)


@given(st.lists(Sample, min_size=1, max_size=8, unique_by=without_zeros), st.lists(Sample, max_size=20))
def test_predicts_as_rivers_kmeans_does_from_the_same_centres(centres: list[Features], samples: list[Features]) -> None:
    ours = SessionSegments(n_clusters=len(centres), warm_up=len(centres))
    for centre in centres:  # as many samples as centres: each becomes one
        ours.learn_one(centre)
    assert {without_zeros(centre) for centre in ours.centers.values()} == {without_zeros(centre) for centre in centres}
    rivers = cluster.KMeans(n_clusters=len(centres))
    rivers.centers = {c: defaultdict(float, centre) for c, centre in ours.centers.items()}
    assert [ours.predict_one(x) for x in samples] == [rivers.predict_one(x) for x in samples]


@given(st.lists(Sample, min_size=1, max_size=20), Sample)
def test_distance_is_squared_euclidean(samples: list[Features], x: Features) -> None:
    model = SessionSegments(n_clusters=2, warm_up=3)
    for sample in samples:
        model.learn_one(sample)
    apart = {c: sum((centre.get(name, 0.0) - x.get(name, 0.0)) ** 2 for name in {*centre, *x}) for c, centre in model.centers.items()}
    nearest, distance = model.place(x)
    assert (nearest in apart) == bool(apart)
    assert distance == pytest.approx(min(apart.values(), default=0.0), abs=1e-9)
    assert distance == pytest.approx(apart.get(nearest, 0.0), abs=1e-9)


def test_a_centre_is_the_mean_of_the_samples_it_was_given() -> None:
    model, samples = SessionSegments(n_clusters=3, warm_up=3), list(stream(300))
    for x in samples[:3]:
        model.learn_one(x)
    members = {c: [dict(center)] for c, center in model.centers.items()}
    for x in samples[3:]:
        members[model.predict_one(x)].append(x)
        model.learn_one(x)
    assert model.counts == {c: len(given_to) for c, given_to in members.items()}
    for c, given_to in members.items():
        for name, value in model.centers[c].items():
            assert value == pytest.approx(mean(x.get(name, 0.0) for x in given_to))


def test_predicts_nothing_until_its_centres_are_placed() -> None:
    model = SessionSegments(n_clusters=2, warm_up=3)
    for depth in (1.0, 9.0):
        model.learn_one({"depth": depth})
        assert (model.ready, model.predict_one({"depth": depth})) == (False, 0)
    model.learn_one({"depth": 1.0})
    assert model.ready
    assert {model.predict_one({"depth": depth}) for depth in (1.0, 9.0)} == {1, 2}


def test_fewer_different_samples_than_clusters_give_fewer_centres() -> None:
    model = SessionSegments(n_clusters=5, warm_up=10)
    for _ in range(10):
        model.learn_one({"depth": 1.0})
    assert model.centers == {1: {"depth": 1.0}}


def test_finds_groups_that_are_there() -> None:
    groups = [{"depth": 1.0, "in:sale": 2.0}, {"depth": 1.0, "in:skirts": 2.0}, {"depth": 4.0, "in:skirts": 1.0}]
    model = SessionSegments(n_clusters=3, warm_up=30)
    found: dict[int, set[int]] = defaultdict(set)
    for number, noise in enumerate(stream(300)):
        group = number % 3
        x = {name: value + noise.get("depth", 0.0) / 20 for name, value in groups[group].items()}
        if model.ready:
            found[group].add(model.predict_one(x))
        model.learn_one(x)
    assert sorted(len(segments) for segments in found.values()) == [1, 1, 1]
    assert len(set.union(*found.values())) == 3
