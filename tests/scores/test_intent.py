"""Purchase intent reaches what was wanted of it on the real file; half a second."""

import pytest

from tests.scores.data import ONLINE_SHOPPERS, find, missing
from tests.scores.intent import run


def test_it_ranks_and_keeps_its_promises() -> None:
    path = find(ONLINE_SHOPPERS)
    if path is None:
        pytest.skip(missing(ONLINE_SHOPPERS))
    outcome = run(path, lambda _: None)
    assert outcome.samples == 12_330
    assert [measure.name for measure in outcome.measures if not measure.met] == []
    ranking, _, lift = outcome.measures
    assert ranking.rival is not None
    assert lift.rival is not None
    assert ranking.reached > ranking.rival + 0.05
    assert lift.reached > lift.rival + 0.5
