import re
from typing import Any

from dashboards.live.chatbox import answer_of
from dashboards.live.stacked import stacked
from tests.dashboards.builders import answer

LEADS = ("label", "value", "samples", "expected_value", "reasons", "kind", "last_change")
LEAD = ("sim-c1", 38.3, 17_512, 39.6, "has an account", "customer", "2026-11-24T22:11:42.184000Z")


def leads(*rows: tuple[Any, ...]) -> dict[str, Any]:
    whole = answer("table", LEADS, [LEAD, *rows], unit="probability in %", samples_of="examples", samples=20)
    return {name: getattr(whole, name) for name in whole.__struct_fields__}


def words(markup: str) -> list[str]:
    return [word for word in re.sub(r"<[^>]+>", "|", markup).split("|") if word]


def test_a_line_is_its_label_its_value_and_what_tells_most_with_the_rest_behind_more() -> None:
    drawn = answer_of(leads())
    assert drawn
    shown, _, hidden = stacked(drawn).partition("<details>")
    assert words(shown) == ["sim-c1", "38.3% ", "probability", "expected value", "39.6", "reasons", "has an account"]
    assert words(hidden) == ["more", " of sim-c1", "kind", "customer", "last change", "24 Nov 2026 22:11:42", "examples", "17,512"]


def test_a_text_that_only_begins_like_a_stamp_stays_one() -> None:
    drawn = answer_of(leads(("2026-11-24", 1.0, 1, 1.0, "2026-11-24T22:11:42.184000Z and later", "visit", None)))
    assert drawn
    assert drawn.rows[1][0] == "2026-11-24"
    assert drawn.rows[1][4] == "2026-11-24T22:11:42.184000Z and later"


def test_text_of_the_data_never_becomes_markup() -> None:
    assert "<img" not in stacked(answer("table", rows=[("<img src=x>", 1, 1)]))


def test_a_number_that_happens_to_stand_in_the_label_is_told_all_the_same() -> None:
    markup = stacked(answer("table", ("label", "value", "samples", "silent_days", "who"), [("sim-c60", 1, 1, 6, "c60")]))
    assert words(markup.partition("<details>")[0])[-2:] == ["silent days", "6"]


def test_many_lines_are_cut() -> None:
    assert stacked(answer("table", rows=[(f"B{n}", n, n) for n in range(30)])).count("<li>") == 5
