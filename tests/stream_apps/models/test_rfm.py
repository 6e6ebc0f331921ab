"""Groups of customers by recency, frequency and money."""

from itertools import product

from stream_apps.models.buyer import Buyer
from stream_apps.models.rfm import DAY, GROUPS, Rfm, Scores


def test_every_place_of_the_table_has_one_of_eleven_groups() -> None:
    groups = {Scores(r, f, 3).group for r, f in product(range(1, 6), repeat=2)}
    assert groups == set(GROUPS)
    assert len(GROUPS) == 11
    assert (GROUPS[0], GROUPS[-1]) == ("champions", "lost")


def test_scores_are_fifths_of_all_customers_and_move_as_they_buy() -> None:
    rfm, buyers = Rfm(), [Buyer(n * DAY, n * DAY, orders=1 + n, spent=10.0 * (1 + n)) for n in range(10)]
    for buyer in buyers:
        rfm.add(buyer)
    assert [rfm.scores(buyer) for buyer in buyers] == [Scores(n, n, n) for n in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)]
    rfm.remove(buyers[0])
    buyers[0].buy(20 * DAY, 1_000.0, 1)
    rfm.add(buyers[0])
    assert rfm.scores(buyers[0]) == Scores(5, 1, 5)
    assert len(rfm) == 10


def test_money_is_net_of_what_came_back() -> None:
    rfm, buyers = Rfm(), [Buyer(0.0, 0.0, orders=1, spent=100.0 + n) for n in range(4)]
    buyers.append(Buyer(0.0, 0.0, orders=1, spent=1_000.0, returned=1_200.0))
    for buyer in buyers:
        rfm.add(buyer)
    assert rfm.scores(buyers[-1]).monetary == 1
