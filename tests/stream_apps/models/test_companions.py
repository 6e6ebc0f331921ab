"""Which products go with which: exact while there is room, the frequent ones where there is not."""

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models.companions import Companions

Pairs = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=60)


def counted(companions: Companions, kind: int = 0) -> dict[tuple[int, int], int]:
    found = {}
    for product, (who, counts) in enumerate(zip(companions.who.tolist(), companions.counts[kind].tolist(), strict=True)):
        found |= {(product, other): count for other, count in zip(who, counts, strict=True) if other}
    return found


@given(st.lists(Pairs, min_size=1, max_size=4))
def test_counts_pairs_as_a_counter_does(batches: list[list[tuple[int, int]]]) -> None:
    companions, expected = Companions(width=9), Counter[tuple[int, int]]()
    for pairs in batches:
        companions.add(np.array(pairs), (np.ones(len(pairs)),))
        expected.update(pairs)
    assert counted(companions) == expected
    assert companions.totals[0].sum() == expected.total()


@given(Pairs)
def test_each_kind_has_its_own_weights(pairs: list[tuple[int, int]]) -> None:
    companions = Companions(kinds=2, width=9)
    companions.add(np.array(pairs), (np.ones(len(pairs)), np.arange(len(pairs))))
    expected = Counter[tuple[int, int]]()
    for number, pair in enumerate(pairs):
        expected[pair] += number
    assert {pair: times for pair, times in counted(companions, 1).items() if times} == {p: n for p, n in expected.items() if n}


def test_the_frequent_keep_their_places() -> None:
    random, companions = Random(1), Companions(width=8)
    for _ in range(200):
        pairs = [(1, random.choice((2, 3, 4))) for _ in range(20)] + [(1, random.randint(10, 60)) for _ in range(10)]
        companions.add(np.array(pairs), (np.ones(len(pairs)),))
    best = sorted(counted(companions).items(), key=lambda pair: -pair[1])[:3]
    assert {other for (_, other), _ in best} == {2, 3, 4}
    assert companions.who.shape[1] == 8


def test_grows_to_any_number() -> None:
    companions = Companions(width=4)
    companions.reserve(5_000)
    companions.add(np.array([(4_999, 1), (1, 4_999)]), (np.ones(2),))
    assert counted(companions) == {(4_999, 1): 1, (1, 4_999): 1}


def test_what_is_forgotten_is_gone_from_both_sides() -> None:
    companions = Companions(width=4)
    pairs = [(1, 2), (2, 1), (2, 3), (3, 2), (1, 3)]
    companions.add(np.array(pairs), (np.ones(len(pairs)),))
    companions.forget([2])
    assert counted(companions) == {(1, 3): 1}
    assert companions.totals[0][2] == 0
    companions.add(np.array([(1, 4), (2, 4)]), (np.ones(2),))
    assert counted(companions) == {(1, 3): 1, (1, 4): 1, (2, 4): 1}


def test_old_counts_fade() -> None:
    companions = Companions(width=4)
    pairs = np.array([(1, 2)] * 1_000)
    for _ in range(20):
        companions.add(pairs, (np.ones(len(pairs)),))
    assert companions.totals[0][1] <= 5_000
    assert companions.counts[0][1].max() <= companions.totals[0][1]
