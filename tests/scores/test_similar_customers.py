"""Customers alike reach what was wanted of them on the first half of the real file."""

import pytest

from tests.scores.data import ONLINE_RETAIL, find, missing
from tests.scores.orders import baskets
from tests.scores.similar_customers import WANTED, judged

EARLY = 8_000  # baskets of about 16,700, which take half the time


def test_those_alike_tell_more_of_the_next_basket_than_what_is_popular() -> None:
    path = find(ONLINE_RETAIL)
    if path is None:
        pytest.skip(missing(ONLINE_RETAIL))
    found = judged(baskets(path)[:EARLY], lambda _: None)
    hits, rivals = (sum(each) / len(each) for each in (found.hits, found.rivals))
    assert len(found.hits) > 4_000
    assert hits > WANTED > rivals
