"""Which products go with which: exact while there is room, the frequent ones where there is not."""

from collections import Counter
from itertools import permutations
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_apps.models.companions import Companions
from stream_apps.models.journeys import LOOK

Baskets = st.lists(st.lists(st.integers(1, 9), max_size=5, unique=True), min_size=1, max_size=20)


def counted(companions: Companions, kind: int = 0) -> dict[tuple[int, int], int]:
    lines = zip(companions.who.tolist(), companions.counts[:, kind].tolist(), strict=True)
    return {
        (product, other): count
        for product, (who, counts) in enumerate(lines)
        for other, count in zip(who, counts, strict=True)
        if other and count
    }


def add(companions: Companions, baskets: list[list[int]]) -> None:
    companions.add_baskets([number for basket in baskets for number in basket], [len(basket) for basket in baskets])


@settings(deadline=None)  # the first example compiles
@given(st.lists(Baskets, min_size=1, max_size=4))
def test_counts_pairs_as_a_counter_does(batches: list[list[list[int]]]) -> None:
    companions, expected = Companions(width=9), Counter[tuple[int, int]]()
    for baskets in batches:
        add(companions, baskets)
        for basket in baskets:
            expected.update(permutations(basket, 2))
    assert counted(companions) == expected
    assert companions.totals.sum() == expected.total()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=4, unique=True)), min_size=1, max_size=30))
def test_looks_are_near_both_ways_and_after_the_last_one(looks: list[tuple[int, list[int]]]) -> None:
    companions, near, after = Companions(kinds=2, width=9), Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    waiting = np.zeros(len(looks), LOOK)
    for place, (number, before) in enumerate(looks):
        waiting["product"][place], waiting["length"][place], waiting["near"][place, : len(before)] = number, len(before), before
    companions.add_looks(waiting)
    for number, before in looks:
        near.update((other, number) for other in before)
        near.update((number, other) for other in before)
        after.update([(before[-1], number)] if before else [])
    assert (counted(companions), counted(companions, 1)) == (near, after)
    assert companions.totals.sum(0).tolist() == [near.total(), after.total()]


def test_the_frequent_keep_their_places() -> None:
    random, companions = Random(1), Companions(width=8)
    for _ in range(200):
        add(companions, [[1, random.choice((2, 3, 4))] for _ in range(20)] + [[1, random.randint(10, 60)] for _ in range(10)])
    best = sorted(((pair, count) for pair, count in counted(companions).items() if pair[0] == 1), key=lambda pair: -pair[1])[:3]
    assert {other for (_, other), _ in best} == {2, 3, 4}
    assert companions.who.shape[1] == 8


def test_grows_to_any_number() -> None:
    companions = Companions(width=4)
    companions.reserve(5_000)
    add(companions, [[4_999, 1]])
    assert counted(companions) == {(4_999, 1): 1, (1, 4_999): 1}


def test_what_is_forgotten_is_gone_from_both_sides() -> None:
    companions = Companions(width=4)
    add(companions, [[1, 2], [2, 3], [1, 3]])
    companions.forget([2])
    assert counted(companions) == {(1, 3): 1, (3, 1): 1}
    assert companions.totals[2] == 0
    add(companions, [[1, 3], [1, 4], [2, 4]])
    assert counted(companions) == {(1, 3): 2, (3, 1): 2, (1, 4): 1, (4, 1): 1, (2, 4): 1, (4, 2): 1}


def test_old_counts_fade() -> None:
    companions = Companions(width=4)
    for _ in range(20):
        add(companions, [[1, 2]] * 1_000)
    assert companions.totals[1] <= 5_000
    assert companions.counts[1].max() <= companions.totals[1]
