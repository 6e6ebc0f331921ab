"""Suggestions to running sessions: at their 3rd, 9th, ... look, judged beside rivals, the same after a restore."""

from random import Random

import pytest

from contracts.rows import Click, ModelScore, Suggestion
from stream_apps.models.next_product import LEARN_EVERY
from stream_apps.pipelines.recommendations import LEARNING, NO_LOOKS, SCORE_EVERY, NextProductLearner
from tests.builders import at, click
from tests.stream_apps.pipelines.learned import learned, rows_after


def looks(count: int, seed: int = 1) -> list[Click]:
    """Sessions that go through 40 products in their order, with leaps."""
    random, made, last = Random(seed), [], dict[str, int]()
    for number in range(count):
        session = f"s{number // 300}-{random.randrange(20)}"
        product = (last[session] + 1) % 40 if session in last and random.random() < 0.7 else random.randrange(40)
        last[session] = product
        made.append(click(session=session, product=f"p{product}", category=f"c{product % 2}", at=at("10:00") + number))
    return made


def test_suggests_at_a_sessions_third_ninth_and_27th_look_at_a_product() -> None:
    rows = [click(session="s1", product=f"p{number % 5}", at=at("10:00") + number) for number in range(30)]
    between = [click(session="s1", type="add_to_cart"), click(session="s1", type="page_view", product="")]
    after = rows_after([row for look in rows for row in (look, *between)], learned(NextProductLearner))
    suggestions = [row for row in after if isinstance(row, Suggestion)]
    assert [(row.session, row.looks, row.product) for row in suggestions] == [("s1", 3, "p2"), ("s1", 9, "p3"), ("s1", 27, "p1")]
    assert suggestions[0].at == at("10:00:02")
    assert set(suggestions[1].products) == {f"p{number}" for number in range(5)}


def test_a_suggestion_names_who_and_the_likeliest_first() -> None:
    pipeline = learned(NextProductLearner)
    rows_after(looks(2_000), pipeline)
    who = {"session": "now", "visitor": "v7", "customer": "k7", "country": "PL", "device": "mobile", "channel": "Email"}
    rows = rows_after([click(**who, product=f"p{number}", category=f"c{number % 2}") for number in (4, 5, 6)], pipeline)
    (row,) = (row for row in rows if isinstance(row, Suggestion))
    assert {name: getattr(row, name) for name in who} == who
    assert (row.product, row.category, row.looks) == ("p6", "c0", 3)
    assert row.products[0] == "p7"
    assert len(row.products) == len(row.probabilities) == 10
    assert row.probabilities == sorted(row.probabilities, reverse=True)


def test_is_scored_beside_its_rivals() -> None:
    scores = [row for row in rows_after(looks(5_000), learned(NextProductLearner)) if isinstance(row, ModelScore) and not row.note]
    assert {row.measure for row in scores} == {"hit@10", "mean reciprocal rank"}
    hit, rank = scores[-2:]
    assert hit.samples == rank.samples == (5_000 - 340) // LEARN_EVERY // SCORE_EVERY * SCORE_EVERY
    assert hit.score > 0.7 > 0.5 > hit.rival_score
    assert rank.score > 0.6


def test_a_source_without_looks_at_products_says_so_and_has_no_suggestions() -> None:
    others = [click(type="page_view", product="", step=number) for number in range(1, 40)]
    rows = rows_after([*others, *looks(2), *others], learned(NextProductLearner))
    assert [(row.model, row.score, row.note) for row in rows] == [("next product", None, NO_LOOKS), ("next product", None, LEARNING)]


@pytest.mark.parametrize("cut", [1, 700])
def test_a_restored_model_suggests_as_before(cut: int) -> None:
    rows, first = looks(1_200), learned(NextProductLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(NextProductLearner, first.dump()))
    assert before + after == rows_after(rows, learned(NextProductLearner))
