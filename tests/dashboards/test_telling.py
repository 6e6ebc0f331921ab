"""Which dashboards a viewer is shown first of a source, by what it records."""

import pytest

from contracts.records import Records
from dashboards.live.telling import telling

CLICKS = ("visit", "category", "price")


@pytest.mark.parametrize(
    ("told", "first", "not_among"),
    [
        (CLICKS, "overview", "sales"),
        (("purchase", "customer", "return", "price"), "sales", "overview"),
        (("door counter",), "store", "conversion"),
        (("camera",), "floor", "sales"),
        (("comment", "rating"), "comments", "sales"),
    ],
)
def test_the_first_dashboard_is_one_that_has_something_to_tell(told: tuple[str, ...], first: str, not_among: str) -> None:
    slugs = [board.slug for board in telling(Records(told))]
    assert slugs[0] == first
    assert not_among not in slugs
    assert {"models", "stream"} <= set(slugs)
