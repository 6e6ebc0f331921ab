"""A panel of a model that cannot score says why."""

import pytest
from msgspec.structs import replace

from dashboards.live.shown import show
from dashboards.live.store import Reading
from tests.dashboards.builders import answer, stream


def test_lines_without_samples_are_shown_where_they_say_why() -> None:
    columns = ("label", "value", "samples", "note")
    rows = [("purchase intent", None, 0, "Still learning.")]
    board = replace(answer("table", samples=0, enough=False, minimum=1), columns=columns, rows=rows)
    shown = show(Reading(board, None), stream())
    assert shown.state == "ready"
    assert "Still learning." in shown.body


@pytest.mark.parametrize(("samples", "state"), [(0, "empty"), (3, "few")])
def test_the_reason_stands_in_the_panel(samples: int, state: str) -> None:
    shown = show(Reading(answer("table", samples=samples, enough=False, minimum=20, remark="No purchase was ever seen."), None), stream())
    assert shown.state == state
    assert "No purchase was ever seen." in shown.body
