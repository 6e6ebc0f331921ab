"""Sentiment reaches what was wanted of it on the real file, and is better than the lexicon from the first comments on."""

import pytest

from stream_apps.models.sentiment import Sentiment
from tests.scores.data import WOMENS_REVIEWS, find, missing
from tests.scores.sentiment import comments, judged, quality


def test_it_says_who_recommends_and_how_many_stars() -> None:
    path = find(WOMENS_REVIEWS)
    if path is None:
        pytest.skip(missing(WOMENS_REVIEWS))
    said = judged(comments(path), Sentiment())
    assert len(said) == 22_640
    measures = quality(said)
    assert [measure.name for measure in measures if not measure.met] == []
    assert all(
        measure.reached < measure.rival if measure.at_most else measure.reached > measure.rival - 1e-9
        for measure in measures
        if measure.rival
    )
