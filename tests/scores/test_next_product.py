"""The next product reaches what was wanted of it on the real file."""

import pytest

from tests.scores.data import ESHOP2008, find, missing
from tests.scores.looks import looks
from tests.scores.next_product import judged, quality


def test_finds_the_next_product_among_the_first_more_often_than_wanted() -> None:
    path = find(ESHOP2008)
    if path is None:
        pytest.skip(missing(ESHOP2008))
    ranks = judged(list(looks(path)), lambda _: None)
    assert len(ranks) == 42_384
    measures = quality(ranks)
    assert [measure.name for measure in measures if not measure.met] == []
    assert all(measure.reached > (measure.rival or 0) * 1.2 for measure in measures)
