"""Purchase intent of people for the days to come: when an answer is known, who is a lead, who a person is."""

from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Any

import pytest

from contracts.rows import Lead, ModelScore, Session
from stream_apps.models.reasons import topic
from stream_apps.pipelines import customer_leads, waiting
from stream_apps.pipelines.customer_leads import MODEL, CustomerIntentLearner
from stream_apps.pipelines.intent_scores import LEARNING, NO_PURCHASE, NOBODY
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.person import PHRASES, Person, phrases
from stream_apps.pipelines.source import Rules
from tests.builders import at, session
from tests.stream_apps.pipelines.learned import learned, rows_after

HOUR, DAY = 3_600.0, 86_400.0
START = at("00:00")
KNOWN = 7 * DAY + 35 * 60 + HOUR  # from a promise to its answer: the days, what ends a session, and the slack


def visit(visitor: str | None, when: float, *, bought: bool = False, carted: bool = False, **changes: Any) -> Session:
    """Ten minutes of a visitor."""
    step = "purchase" if bought else "cart" if carted else "view"
    sale = {"orders": 1, "items": 1, "revenue": 80.0, "bought": ["B1"], "purchase_at": when + 300} if bought else {}
    what = {"session": f"{visitor}-{when:.0f}", "visitor": visitor, "furthest_step": step, "carted": ["B1"] if carted or bought else []}
    return session(**({"start": when, "end": when + 600, "duration": 600.0} | what | sale | changes))


def shop(days: int, seed: int = 1) -> list[Session]:
    """Forty new visitors a day; half of those who leave a cart come back and buy within three days, others hardly ever."""
    random, visits = Random(seed), list[Session]()
    for day in range(days):
        for number in range(40):
            when, carted = START + day * DAY + random.random() * DAY, random.random() < 0.25
            visits.append(visit(f"{day}-{number}", when, carted=carted))
            if random.random() < (0.5 if carted else 0.02):
                visits.append(visit(f"{day}-{number}", when + HOUR + random.random() * 3 * DAY, bought=True))
    return sorted(visits, key=lambda each: each.end)


def loyal(days: int, seed: int = 1) -> list[Session]:
    """Two hundred people who come as often as each likes; one visit in forty buys, whoever makes it."""
    random, visits = Random(seed), list[Session]()
    for number in range(200):
        when, gap = START + random.random() * 4 * DAY, DAY * random.choice((1, 3, 9))
        while when < START + days * DAY:
            visits.append(visit(f"v{number}", when, bought=random.random() < 0.025, device=random.choice(("mobile", "desktop"))))
            when += gap * random.expovariate(1) + HOUR
    return sorted(visits, key=lambda each: each.end)


DAYS = 40
NOW = START + (DAYS + 5) * DAY  # all who were to come back have


@cache
def experience() -> bytes:
    """The state after that."""
    pipeline = learned(CustomerIntentLearner)
    rows_after([*shop(DAYS), visit("another", NOW)], pipeline)
    return pipeline.dump()


def experienced(rules: Rules = Rules(lead_cost=20.0)) -> LearningPipeline:  # noqa: B008  it is frozen
    return learned(CustomerIntentLearner, experience(), rules)


def learner(pipeline: LearningPipeline) -> CustomerIntentLearner:
    ((found,),) = pipeline._sources.values()
    assert isinstance(found, CustomerIntentLearner)
    return found


def leads(rows: Iterable[Any], visitor: str = "new") -> list[Lead]:
    return [row for row in rows if isinstance(row, Lead) and row.visitor == visitor]


def test_a_source_without_purchases_or_without_visitors_says_so() -> None:
    assert [row.note for row in rows_after([visit("a", START), visit("b", START + 60)], learned(CustomerIntentLearner))] == [NO_PURCHASE]
    nobody = [visit(None, START, bought=True), visit(None, START)]
    assert [row.note for row in rows_after(nobody, learned(CustomerIntentLearner))] == [NOBODY]
    assert [row.note for row in rows_after([visit("a", START, bought=True)], learned(CustomerIntentLearner))] == [LEARNING]


def test_who_leaves_a_cart_becomes_a_lead_for_a_week() -> None:
    (lead,) = leads(rows_after([visit("new", NOW + HOUR, carted=True)], experienced()))
    assert (lead.state, lead.kind, lead.opened, lead.until) == ("open", "customer", lead.at, lead.at + 7 * DAY)
    assert lead.reasons[0] == "left 1 product in the cart"
    assert 0.3 < lead.probability < 0.7
    assert lead.value == pytest.approx(80 * lead.probability)


def test_who_only_looked_is_no_lead() -> None:
    assert leads(rows_after([visit("new", NOW + HOUR)], experienced())) == []


@pytest.mark.parametrize(("days", "state"), [(2.0, "bought"), (7.5, "left")])
def test_a_purchase_within_the_days_keeps_the_promise(days: float, state: str) -> None:
    rows = leads(rows_after([visit("new", NOW, carted=True), visit("new", NOW + days * DAY, bought=True)], experienced()))
    assert [row.state for row in rows[:2]] == ["open", state]
    assert rows[1].promised == rows[0].probability


def test_a_lead_that_never_returns_ends_once_no_purchase_can_come() -> None:
    pipeline = experienced()
    rows_after([visit("new", NOW, carted=True)], pipeline)
    assert leads(rows_after([visit("other", NOW + KNOWN - 60)], pipeline)) == []
    (ended,) = leads(rows_after([visit("other", NOW + KNOWN + 60)], pipeline))
    assert (ended.state, ended.lead) == ("left", f"customer new {NOW + 600:.0f}")


def test_an_answer_is_learned_only_when_the_days_have_passed_even_where_it_came_early() -> None:
    pipeline = learned(CustomerIntentLearner)
    first = START + 600  # the first visit buys, and begins the memory
    rows_after([visit("a", START, bought=True), visit("a", START + HOUR, bought=True)], pipeline)
    assert learner(pipeline).judged.model.samples == 0
    rows_after([visit("b", first + KNOWN - 700)], pipeline)
    assert learner(pipeline).judged.model.samples == 0
    rows_after([visit("b", first + KNOWN)], pipeline)
    known = learner(pipeline).judged.model
    assert (known.samples, known.yes) == (1, 1)  # an hour later it bought again


def test_the_label_delay_is_told() -> None:
    scores = [row for row in rows_after(shop(DAYS), learned(CustomerIntentLearner)) if isinstance(row, ModelScore) and row.score]
    newest = {row.measure: row for row in scores}
    assert all(row.model == MODEL for row in scores)
    assert newest["AUC"].label_delay == pytest.approx(KNOWN, abs=0.1 * DAY)
    assert (newest["AUC"].score or 0) > 0.7
    assert (newest["promises kept"].score or 0) > 0.9
    assert {"promises kept at every level", "promises kept, of leads"} <= set(newest)


def test_what_is_promised_highly_comes() -> None:
    """Whoever comes often is promised much, though coming often says nothing: each visit repeats the same week's answer."""
    pipeline = learned(CustomerIntentLearner)
    rows_after(loyal(days=60), pipeline)
    kept = learner(pipeline).judged
    assert kept.score.levels > 0.75
    assert kept.leading.samples == 0 or kept.leading.promised < 1.5 * kept.leading.came + 0.05


def test_a_visitor_who_signs_in_is_the_account_and_its_past_comes_along() -> None:
    pipeline = experienced()
    visits = [visit("phone", NOW), visit("laptop", NOW + HOUR, customer="c1"), visit("phone", NOW + 2 * HOUR, customer="c1")]
    rows_after([*visits, visit("phone", NOW + 3 * HOUR)], pipeline)
    known = learner(pipeline)
    assert known.people["c1"].visits == 4
    assert "phone" not in known.people
    assert "laptop" not in known.people


def test_a_restored_model_goes_on_exactly() -> None:
    visits = shop(30)
    for cut in (len(visits) // 3, len(visits) - 300):
        first = learned(CustomerIntentLearner)
        before = rows_after(visits[:cut], first)
        after = rows_after(visits[cut:], learned(CustomerIntentLearner, first.dump()))
        assert before + after == rows_after(visits, learned(CustomerIntentLearner))
    assert {type(row) for row in before + after} == {Lead, ModelScore}


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 50)
    monkeypatch.setattr(customer_leads, "MOST_LEADS", 5)
    pipeline = learned(CustomerIntentLearner, rules=Rules(visitor_memory=100))
    rows_after(shop(25), pipeline)
    known = learner(pipeline)
    lane = known.lanes[0]
    assert len(lane.waiting) <= 50
    assert lane.halvings >= 2
    assert len(known.people) <= 100
    assert len(lane.opened) <= 5
    assert len(known.leads) <= 5


def test_a_second_device_within_the_minute_came_back_after_less_than_a_minute() -> None:
    person = Person()
    for row in (visit("phone", START), visit("laptop", START + 605)):
        person.note(row)
    assert phrases(person, row, ["away"], 100.0) == ["came back after less than a minute"]


def test_there_is_a_phrase_for_whatever_a_model_learns_from() -> None:
    person = Person()
    for row in (visit("v", START, bought=True, customer="c"), visit("v", START + 3 * DAY, carted=True, channel="Email", device="mobile")):
        person.note(row)
        topics = list(dict.fromkeys(topic(name)[1] for name in person.facts(row, 100.0)))
        assert set(topics) <= {*PHRASES, "price"}
    assert phrases(person, row, topics, 100.0) == [
        "visited 2 times in 3 days",
        "came back after 3 days",
        "bought 3 days ago",
        "bought before, 1 order",
        "left 1 product in the cart",
        "made 2 clicks",
        "looked at 2 products",
        "looked into 1 category",
        "looks at cheap products",
        "uses a mobile",
        "came by Email",
        "comes from PL",
        "came on a Monday",
    ]
