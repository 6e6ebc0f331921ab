"""A source of visits that buy nothing says so for the models of orders."""

from stream_apps.pipelines.without_orders import MODELS, NO_PURCHASE, WithoutOrdersLearner
from tests.builders import session
from tests.stream_apps.pipelines.learned import learned, rows_after


def test_is_noted_once_for_each_model_of_orders() -> None:
    rows = rows_after([session(session=f"s{number}") for number in range(5)], learned(WithoutOrdersLearner))
    assert [(row.model, row.note, row.score) for row in rows] == [(model, NO_PURCHASE, None) for model, _ in MODELS]


def test_is_not_noted_where_the_first_visit_buys() -> None:
    assert rows_after([session(orders=1), session(session="s2")], learned(WithoutOrdersLearner)) == []
