"""Purchase intent of visits under way: who is a lead, why, what came of it, and the same after a restore."""

import pickle
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from contracts.rows import Click, Lead, ModelScore
from producers.simulator.parameters import Parameters
from producers.simulator.shop import Shop
from stream_apps.models.judged import LEAST_BUYERS
from stream_apps.models.reasons import topic
from stream_apps.pipelines import intent
from stream_apps.pipelines.intent import MODEL, VisitIntentLearner
from stream_apps.pipelines.intent_scores import LEARNING, NO_PURCHASE
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.visit import Past, Visit
from stream_apps.pipelines.visit_words import PHRASES, phrases
from tests.builders import Record, at, click
from tests.stream_apps.pipelines.learned import learned, rows_after
from tests.stream_apps.pipelines.shopping import BUYING, CHANGING, LOOKING, MINUTE, shoppers, visit


def learner(pipeline: LearningPipeline) -> VisitIntentLearner:
    """What the pipeline has learned of the examples' source."""
    ((found,),) = pipeline._sources.values()
    assert isinstance(found, VisitIntentLearner)
    return found


def leads(rows: Iterable[Any]) -> list[Lead]:
    return [row for row in rows if isinstance(row, Lead)]


NOW = at("00:00") + 1_600 * MINUTE


@cache
def experience() -> bytes:
    """The state after 1,500 visits in a day and an hour, all of them over."""
    pipeline = learned(VisitIntentLearner)
    rows_after([*shoppers(1_500), click(session="another", step=2, at=NOW)], pipeline)
    return pipeline.dump()


def experienced(rules: Rules = Rules(lead_value=100.0, lead_cost=15.0)) -> LearningPipeline:  # noqa: B008  it is frozen
    """A pipeline that goes on from there."""
    return learned(VisitIntentLearner, experience(), rules)


def test_a_source_without_purchases_says_so_once_and_keeps_nothing() -> None:
    pipeline = learned(VisitIntentLearner)
    rows = rows_after((each for number in range(200) for each in visit(number, at("10:00"), *LOOKING, "add_to_cart")), pipeline)
    assert [(row.model, row.score, row.samples, row.note) for row in rows] == [(MODEL, None, 0, NO_PURCHASE)]
    few = learned(VisitIntentLearner)
    rows_after(visit(1, at("10:00"), *LOOKING), few)
    assert len(pipeline.dump()) <= len(few.dump()) + 4  # the offset itself takes more bytes


def test_nobody_is_a_lead_before_enough_buyers_were_learned_from() -> None:
    pipeline = learned(VisitIntentLearner)
    few = [each for number in range(LEAST_BUYERS // 2) for each in visit(number, at("10:00") + number * 600, *BUYING)]
    rows = rows_after(few, pipeline)
    assert [row.note for row in rows] == [NO_PURCHASE, LEARNING]


def test_who_fills_a_cart_becomes_a_lead_with_its_reasons() -> None:
    opened = leads(rows_after(visit(9_000, NOW, *LOOKING, "add_to_cart"), experienced()))
    assert [(lead.state, lead.kind, lead.session, lead.visitor, lead.device) for lead in opened] == [
        ("open", "visit", "s9000", "v9000", "mobile")
    ]
    assert 0.2 < opened[0].probability < 0.7
    assert opened[0].usual == pytest.approx(0.1, abs=0.03)
    assert opened[0].value == pytest.approx(100 * opened[0].probability)
    assert opened[0].cost == 15
    assert opened[0].reasons[0] == "has 1 product in the cart"


def test_who_only_looks_around_is_no_lead() -> None:
    assert leads(rows_after(visit(9_000, NOW, *LOOKING * 2), experienced())) == []


def test_a_purchase_ends_a_lead_and_says_what_was_promised() -> None:
    rows = leads(rows_after(visit(9_000, NOW, *BUYING), experienced()))
    assert [row.state for row in rows][0 :: len(rows) - 1] == ["open", "bought"]
    assert rows[-1].promised == rows[0].probability
    assert rows[-1].opened == rows[0].at < rows[-1].at
    assert len({row.lead for row in rows}) == 1


def test_silence_ends_a_lead_once_no_click_can_join_the_visit() -> None:
    pipeline = experienced()
    rows_after(visit(9_000, NOW, *LOOKING, "add_to_cart"), pipeline)
    last, silence = NOW + 5 * MINUTE, 35 * MINUTE
    assert leads(rows_after([click(session="other", at=last + silence)], pipeline)) == []
    (ended,) = leads(rows_after([click(session="other", step=2, at=last + silence + 1)], pipeline))
    assert (ended.state, ended.session) == ("left", "s9000")


def test_a_lead_that_empties_its_cart_cools() -> None:
    rows = leads(rows_after(visit(9_000, NOW, *LOOKING, "add_to_cart", "remove_from_cart"), experienced()))
    assert [row.state for row in rows] == ["open", "cooled"]


def test_what_a_contact_costs_decides_who_is_a_lead() -> None:
    dear = experienced(Rules(lead_value=100.0, lead_cost=99.0))
    assert leads(rows_after(visit(9_000, NOW, *BUYING[:-1]), dear)) == []
    source = leads(rows_after(visit(9_000, NOW, *BUYING[:-1]), experienced(Rules())))
    # an order is of one product at 50; a contact costs what somebody with five times the usual odds brings
    odds = 5 * source[0].usual / (1 - source[0].usual)
    assert source[0].value == pytest.approx(50 * source[0].probability)
    assert source[0].cost == pytest.approx(50 * odds / (1 + odds))


def test_an_order_of_two_lines_is_one_order() -> None:
    lines = visit(9_000, NOW, *LOOKING, "purchase", "purchase", quantity=2)
    pipeline = learned(VisitIntentLearner)
    rows_after(lines, pipeline)
    assert learner(pipeline).market.worth(Rules()) == 200


def test_a_purchase_never_shows_in_what_it_is_foreseen_from() -> None:
    """The same promises come first, whatever comes then."""
    bought = leads(rows_after(visit(9_000, NOW, *BUYING), experienced()))
    left = leads(rows_after(visit(9_000, NOW, *BUYING[:-1]), experienced()))
    assert bought[:-1] == left
    pipeline = experienced()
    rows_after(visit(9_000, NOW, *BUYING, "page_view", "view_item", "add_to_cart"), pipeline)
    assert "s9000" not in learner(pipeline).lanes[0].open  # what comes after belongs to no visit that could buy


def test_of_a_visit_one_example_a_step_is_learned() -> None:
    pipeline = experienced()
    before = learner(pipeline).judged.score.samples
    rows_after([*visit(9_000, NOW, *LOOKING * 30, *BUYING), click(session="another", step=2, at=NOW + 300 * MINUTE)], pipeline)
    assert learner(pipeline).judged.score.samples - before == 3
    assert learner(pipeline).judged.delay.mean > 0


def test_a_purchase_is_learned_as_late_as_its_absence() -> None:
    """Twice the silence after the visit began, or once it is over where it took longer."""
    silence = 35 * MINUTE
    for types, ends in (
        (BUYING, 2 * silence + MINUTE),
        ((*LOOKING, "add_to_cart"), 2 * silence + MINUTE),
        (LOOKING * 30, 120 * MINUTE + silence),
    ):
        pipeline = experienced()
        before = learner(pipeline).judged.model.samples
        rows_after([*visit(9_000, NOW, *types), click(session="another", step=2, at=NOW + ends)], pipeline)
        assert learner(pipeline).judged.model.samples == before
        rows_after([click(session="another", step=2, at=NOW + ends + 1)], pipeline)
        assert learner(pipeline).judged.model.samples > before
        assert not learner(pipeline).lanes[0].answers


def test_nothing_is_learned_of_a_visit_that_still_runs() -> None:
    pipeline = experienced()
    before = pickle.dumps(learner(pipeline).judged.model)
    rows_after(visit(9_000, NOW, *LOOKING * 60), pipeline)  # four hours
    assert pickle.dumps(learner(pipeline).judged.model) == before


def test_a_new_weekday_is_no_reason_by_itself() -> None:
    """From Friday's midnight on everybody comes on a weekday not met before; learned at once, its buyers came first and it stayed one."""
    pipeline = learned(VisitIntentLearner)
    rows = leads(rows_after(shoppers(2_880), pipeline))
    friday = [row for row in rows if row.at > NOW - 160 * MINUTE and row.state == "open"]
    assert len(friday) > 200
    assert sum("came on a" in said for row in friday for said in row.reasons) < 0.1 * len(friday)
    assert abs(learner(pipeline).judged.model.weight("weekday=Saturday")) < 0.15


def test_who_emptied_the_cart_is_told_from_who_never_filled_one() -> None:
    emptied, filled, looked = (Visit("s", "v", None, "PL", "mobile", "Email", NOW, NOW, True, Past()) for _ in range(3))
    for each, types in ((emptied, CHANGING), (filled, (*CHANGING, "add_to_cart")), (looked, LOOKING)):
        for row in visit(1, NOW, *types):
            each.note(row)
    found = [next(name for name in each.facts(1.0) if name.startswith("removed=")) for each in (emptied, filled, looked)]
    assert found == ["removed=all", "removed=1", "removed=0"]


def test_the_scores_stand_beside_a_rival() -> None:
    pipeline = learned(VisitIntentLearner)
    scores = [row for row in rows_after(shoppers(1_500), pipeline) if isinstance(row, ModelScore) and row.score is not None]
    newest = {row.measure: row for row in scores if row.samples == scores[-1].samples}
    kept = ("promises kept", "promises kept at every level", "promises kept, of leads")
    assert set(newest) == {"AUC", "lift of the best tenth", *kept}
    assert newest["AUC"].score > 0.75
    assert [newest[measure].score > least for measure, least in zip(kept, (0.9, 0.7, 0.7), strict=True)] == [True] * 3
    assert re.fullmatch(r"\d+ high enough for a lead: [\d.]+% promised, [\d.]+% came", newest[kept[2]].note)
    assert all(row.label_delay > 60 and row.samples % 1_000 == 0 for row in newest.values())


def test_a_restored_model_goes_on_exactly() -> None:
    clicks = shoppers(900)
    for cut in (len(clicks) // 3, len(clicks) // 2):
        first = learned(VisitIntentLearner)
        before = rows_after(clicks[:cut], first)
        after = rows_after(clicks[cut:], learned(VisitIntentLearner, first.dump()))
        assert before + after == rows_after(clicks, learned(VisitIntentLearner))
    assert len(before + after) > 100


def test_a_partition_that_runs_ahead_ends_no_visit_of_another() -> None:
    clicks = [replace(each, origin_partition=int(each.session[1:]) % 2) for each in shoppers(400)]
    ends = [click(session="another", step=2, at=NOW, origin_partition=partition) for partition in (0, 1)]
    mixed, apart = learned(VisitIntentLearner), learned(VisitIntentLearner)
    rows_after([*clicks, *ends], mixed)
    rows_after([*sorted(clicks, key=lambda each: each.origin_partition), *ends], apart)
    known = [learner(each).judged.model for each in (mixed, apart)]
    assert known[0].yes > 60
    # those that began before the first purchase of the log are left out, and that is another one
    assert [each.yes for each in known] == pytest.approx([known[0].yes] * 2, rel=0.1)
    assert [each.samples for each in known] == pytest.approx([known[0].samples] * 2, rel=0.1)


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intent, "MOST_OPEN", 20)
    monkeypatch.setattr(intent, "MOST_ORDERS", 5)
    pipeline = learned(VisitIntentLearner, rules=Rules(visitor_memory=10))
    rows_after(shoppers(300), pipeline)
    known = learner(pipeline)
    assert (len(known.lanes[0].open) <= 20, len(known.past), len(known.orders)) == (True, 10, 5)
    assert len(known.lanes[0].answers) <= 20


def test_there_is_a_phrase_for_whatever_a_model_learns_from() -> None:
    new = Visit("s", "v", None, "PL", "mobile", "Email", NOW, NOW, True, Past())
    nobody = Visit("s", None, None, "", "", "", NOW, NOW, False, None)
    known = Visit("s", "v", None, "PL", "mobile", "Email", NOW, NOW, True, Past(visits=3, orders=1, last=NOW - 3 * 86_400, left=True))
    for each in (new, nobody, known):
        for row in visit(1, NOW, *BUYING[:-1], "remove_from_cart"):
            each.note(row)
        topics = list(dict.fromkeys(topic(name)[1] for name in each.facts(200.0)))
        assert set(topics) <= {*PHRASES, "price"}
        assert all(phrases(each, topics, 200.0))
    said = phrases(known, ["visits", "orders", "left", "away", "price", "step", "removed"], 200.0)
    assert said == [
        "came back for the 4th time",
        "bought before, 1 time",
        "left a filled cart last time",
        "was last here 3 days ago",
        "looks at cheap products",
        "went to the checkout",
        "took something out of the cart",
    ]


def synthetic(days: int, visits: float) -> list[Click]:
    """Clicks of the synthetic shop."""
    stage, clicks = ShopPipeline(0, "log", Rules()), list[Click]()
    for offset, event in enumerate(Shop(Parameters(days=days, visitors_a_day=visits), (), round(at("00:00") * 1000)).events()):
        out: Out = []
        stage.apply(Record(offset, event.at, (event.visitor or "").encode(), msgspec.json.encode(event)), out)
        clicks += [row for table, _, row in out if table == "clicks"]
    return clicks


def test_in_the_synthetic_shop_it_ranks_better_than_how_far_a_visit_came() -> None:
    pipeline = learned(VisitIntentLearner)
    rows = rows_after(synthetic(days=12, visits=500), pipeline)
    known = learner(pipeline).judged
    assert known.score.samples > 1_500
    assert known.score.auc > known.rival.auc + 0.01
    assert known.score.lift() > known.rival.lift()
    assert known.score.calibration_error < 0.04
    ends = Counter(lead.state for lead in leads(rows))
    promised = [lead.promised for lead in leads(rows) if lead.state in ("bought", "left")]
    assert sum(promised) / len(promised) == pytest.approx(ends["bought"] / (ends["bought"] + ends["left"]), abs=0.08)


def test_two_workers_of_the_same_log_keep_the_same_bytes() -> None:
    one, two = learned(VisitIntentLearner), learned(VisitIntentLearner)
    clicks = shoppers(200)
    rows_after(clicks, one)
    rows_after(clicks, two)
    assert pickle.dumps(learner(one).judged) == pickle.dumps(learner(two).judged)
