"""Segments of sessions reach what was wanted of them on the real file."""

import pytest

from tests.scores.data import ESHOP2008, find, missing
from tests.scores.segments import run


def test_one_pass_finds_the_groups_that_all_sessions_make() -> None:
    path = find(ESHOP2008)
    if path is None:
        pytest.skip(missing(ESHOP2008))
    outcome = run(path, lambda _: None)
    assert [measure.name for measure in outcome.measures if not measure.met] == []
    assert all((measure.rival or 0) < measure.reached - 0.2 for measure in outcome.measures)
