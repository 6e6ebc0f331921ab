"""A model that cannot score says why: the bot tells that instead of a number, and never makes one up."""

import pytest

from rasa_bot.actions import wording
from tests.rasa_bot.builders import answer, asked, stream

NOTE = "No purchase was ever seen in this source, so nothing can be learned about intent: no lead can be scored."


@pytest.mark.parametrize("metric", ["hot_leads", "lead_quality"])
@pytest.mark.parametrize("samples", [0, 1])
def test_the_reason_is_told_instead_of_a_number(metric: str, samples: int) -> None:
    now = answer(metric, None, samples, remark=NOTE)
    assert NOTE in wording.answer(asked("who is about to buy?", metric), now, None, stream()).split("\n")[0]


def test_a_line_without_a_score_tells_its_note() -> None:
    columns = ("label", "value", "samples", "rival_score", "note")
    rows = [("purchase intent of a visit", None, 0, None, NOTE), ("session segments: explained variance", 0.6, 500, 0.25, "")]
    now = answer("model_board", None, 500, columns=columns, rows=rows)
    said = wording.answer(asked("how good are the models?", "model_board"), now, None, stream())
    assert f"1. purchase intent of a visit: note {NOTE}" in said
    assert "2. session segments: explained variance: score 0.6" in said


def test_lines_of_which_none_has_a_score_tell_their_notes() -> None:
    columns = ("label", "value", "samples", "rival_score", "note")
    now = answer("model_board", None, 0, columns=columns, rows=[("purchase intent of a visit", None, 0, None, NOTE)], enough=False)
    said = wording.answer(asked("how good are the models?", "model_board"), now, None, stream())
    assert NOTE in said


def test_leads_are_told_with_their_reasons() -> None:
    columns = ("label", "value", "samples", "expected_value", "reasons", "kind")
    rows = [("v7", 41.5, 2_000, 21.3, "has 2 products in the cart, came back for the 4th time", "visit")]
    said = wording.answer(asked("hot leads", "hot_leads"), answer("hot_leads", None, 2_000, columns=columns, rows=rows), None, stream())
    assert "v7: 41.5%" in said
    assert "has 2 products in the cart, came back for the 4th time" in said
