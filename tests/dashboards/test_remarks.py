"""A panel of a model that cannot score says why."""

import pytest

from dashboards.live.shown import show
from dashboards.live.store import Reading
from tests.dashboards.builders import answer, stream


@pytest.mark.parametrize(("samples", "state"), [(0, "empty"), (3, "few")])
def test_the_reason_stands_in_the_panel(samples: int, state: str) -> None:
    shown = show(Reading(answer("table", samples=samples, enough=False, minimum=20, remark="No purchase was ever seen."), None), stream())
    assert shown.state == state
    assert "No purchase was ever seen." in shown.body
