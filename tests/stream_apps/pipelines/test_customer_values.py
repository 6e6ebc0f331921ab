"""Customers by their orders: groups, chances that are judged when 91 days have passed, expected spending."""

from random import Random
from statistics import fmean

import msgspec
import pytest

from contracts.rows import CustomerValue, ModelScore, OrderLine
from stream_apps.models.rfm import DAY
from stream_apps.pipelines.customer_values import FEW, NOBODY, UNANSWERED, CustomerValueLearner
from stream_apps.pipelines.source import Rules
from tests.builders import at
from tests.stream_apps.pipelines.learned import learned, rows_after
from tests.stream_apps.pipelines.ordering import last_line, order

START = at("10:00")


def shop(days: int, customers: int = 120, seed: int = 1) -> list[OrderLine]:
    """Every tenth customer orders each week, the others once a quarter or so; one in twenty orders is given back."""
    random, made = Random(seed), list[OrderLine]()
    for day in range(days):
        for number in range(customers):
            if random.random() < (1 / 7 if number % 10 == 0 else 1 / 90):
                placed = START + day * DAY + number * 60
                made += order(f"o{day}-{number}", placed, f"k{number}", ["a", "b"])
                if random.random() < 0.05:
                    made += order(f"o{day}-{number}", placed + 1, f"k{number}", ["a"], treatment="return")
    return [*made, last_line(made)]


def of(rows: list[object], customer: str) -> CustomerValue:
    """The newest row of a customer."""
    return [row for row in rows if isinstance(row, CustomerValue) and row.customer == customer][-1]


def test_a_row_tells_orders_and_money_net_of_returns() -> None:
    lines = [
        *order("o1", START, "k1", "abc"),
        *order("o2", START + 10 * DAY, "k1", "a"),
        *order("o2", START + 11 * DAY, "k1", "a", treatment="return"),
    ]
    row = of(rows_after([*lines, last_line(lines)], learned(CustomerValueLearner)), "k1")
    assert (row.frequency, row.monetary, row.returned, row.first, row.last) == (2, 30.0, 10.0, START, START + 10 * DAY)
    assert (row.recency, row.at, row.country) == (1.0, START + 11 * DAY, "PL")


@pytest.fixture(scope="module")
def half_a_year() -> list[object]:
    """What is told over two hundred days."""
    return rows_after(shop(200), learned(CustomerValueLearner))


def values(rows: list[object]) -> list[CustomerValue]:
    return [row for row in rows if isinstance(row, CustomerValue)]


def test_who_orders_often_is_a_champion_and_who_stays_away_sinks(half_a_year: list[object]) -> None:
    often = of(half_a_year, "k10")
    assert (often.rfm_group, often.f_score) == ("champions", 5)
    gone = {row.customer: row.rfm_group for row in values(half_a_year) if row.recency > 150}
    assert gone
    assert set(gone.values()) <= {"lost", "hibernating", "at risk", "can't lose"}
    groups = [(row.previous_group, row.rfm_group) for row in values(half_a_year) if row.customer == "k10"]
    assert [previous for previous, _ in groups] == ["", *(group for _, group in groups[:-1])]


def test_chances_come_once_enough_are_known_and_tell_the_regular_from_the_rare(half_a_year: list[object]) -> None:
    assert values(half_a_year)[0].p_again is None
    often, seldom = of(half_a_year, "k10"), of(half_a_year, "k11")
    assert often.p_again > 0.95 > 0.9 > seldom.p_again
    assert often.expected_90 > 3 * seldom.expected_90
    assert seldom.expected_365 > 2 * seldom.expected_90


def test_answers_are_learned_after_91_days_and_scored_beside_recency(half_a_year: list[object]) -> None:
    scores = [row for row in half_a_year if isinstance(row, ModelScore) and row.measure == "AUC"]
    assert scores[0].at > START + 91 * DAY
    assert scores[-1].score > scores[-1].rival_score
    assert scores[-1].label_delay == pytest.approx(92 * DAY, abs=DAY)
    assert {row.labels for row in values(half_a_year) if row.at < START + 91 * DAY} == {0}
    assert of(half_a_year, "k10").labels >= scores[-1].samples == 500


def test_a_stream_that_is_read_weeks_later_is_made_up_for() -> None:
    lines = shop(90)
    web = [msgspec.structs.replace(line, origin_topic="events.shop") for line in lines if int((line.customer or "k1")[1:]) % 2]
    store = [line for line in lines if not int((line.customer or "k0")[1:]) % 2]
    late = values(rows_after([*store, *web], learned(CustomerValueLearner)))
    usual = values(rows_after(lines, learned(CustomerValueLearner)))
    both = [(of(late, customer), of(usual, customer)) for customer in {row.customer for row in usual}]
    assert fmean(abs(one.p_again - other.p_again) for one, other in both) < 0.08
    assert all(one.frequency == other.frequency for one, other in both)


def test_it_says_itself_why_it_cannot_tell() -> None:
    nobody = [line for number in range(3) for line in order(f"o{number}", START + number * 100, None, "a")]
    assert [row.note for row in rows_after(nobody, learned(CustomerValueLearner))] == [NOBODY]
    notes = [row.note for row in rows_after(shop(60), learned(CustomerValueLearner)) if isinstance(row, ModelScore)]
    assert notes == [FEW, UNANSWERED]


def test_what_nobody_known_gives_back_makes_no_customer() -> None:
    lines = order("o1", START, "k1", "a", treatment="return")
    assert [row for row in rows_after([*lines, last_line(lines)], learned(CustomerValueLearner)) if isinstance(row, CustomerValue)] == []


def test_a_cancellation_counts_in_whatever_order_partitions_are_read() -> None:
    """A cancellation is an order of its own, in another partition, whose next line may come hours before that of the sale's."""
    made = order("o1", START, "k1", "abc", origin_partition=0)
    back = order("c1", START + 960, "k1", "abc", treatment="return", origin_partition=1)
    last, first = (order(f"n{lane}", START + 7_200 + lane, None, "a", origin_partition=lane) for lane in (0, 1))
    row = of(rows_after([*made, *back, *first, *last], learned(CustomerValueLearner)), "k1")
    assert (row.frequency, row.monetary, row.returned) == (1, 0.0, 30.0)


def test_what_came_back_before_a_first_order_is_no_debt() -> None:
    lines = [*order("c1", START, "k1", "ab", treatment="return"), *order("o1", START + DAY, "k1", "abc")]
    row = of(rows_after([*lines, last_line(lines)], learned(CustomerValueLearner)), "k1")
    assert (row.monetary, row.returned) == (30.0, 0.0)


def test_an_older_order_that_is_read_late_takes_what_came_back_since() -> None:
    lines = [*order("o2", START + 9 * DAY, "k1", "a"), *order("c1", START + DAY, "k1", "ab", treatment="return")]
    late = order("o1", START, "k1", "abc", origin_partition=1)
    ends = [msgspec.structs.replace(last_line(lines), origin_partition=lane) for lane in (0, 1)]
    row = of(rows_after([*lines, ends[0], *late, ends[1]], learned(CustomerValueLearner)), "k1")
    assert (row.frequency, row.monetary, row.returned) == (2, 20.0, 20.0)


def test_returns_that_wait_in_vain_are_bounded() -> None:
    lines = [line for number in range(40) for line in order(f"c{number}", START + number, f"k{number}", "a", treatment="return")]
    pipeline = learned(CustomerValueLearner, rules=Rules(visitor_memory=10))
    rows_after([*lines, last_line(lines)], pipeline)
    (learner,) = pipeline._sources["example"]
    assert len(learner.returns) == 10


def test_the_customer_longest_without_an_order_is_forgotten_first() -> None:
    pipeline = learned(CustomerValueLearner, rules=Rules(visitor_memory=10))
    rows_after(shop(60), pipeline)
    (learner,) = pipeline._sources["example"]
    assert len(learner.buyers) == len(learner.rfm) == sum(map(len, learner.weekdays)) == 10
    assert list(learner.buyers) == sorted(learner.buyers, key=lambda name: learner.buyers[name].last)


@pytest.mark.parametrize("cut", [1, 250])
def test_a_restored_model_tells_as_before(cut: int) -> None:
    rows, first = shop(120, customers=70), learned(CustomerValueLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(CustomerValueLearner, first.dump()))
    assert before + after == rows_after(rows, learned(CustomerValueLearner))
