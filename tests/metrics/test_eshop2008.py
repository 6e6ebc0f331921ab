"""The real clickstream gives the figures that its publishers and its readers have printed.

Lapczynski and Bialowas 2013, "Discovering Patterns of Users' Behaviour in an E-shop", Studia Ekonomiczne 151:144-153.
"""

import pytest

from contracts.reading import Answer
from tests.metrics.conftest import Shop

EU = "AT,BE,CY,CZ,DK,EE,FI,FR,DE,GR,HU,IE,IT,LV,LT,LU,NL,PT,RO,SK,SI,ES,SE,GB"  # in 2008, without Poland
RULES = [
    ("PL", "C12", "C17", 2.97, 37.72, 2.9),
    ("PL", "C17", "C5", 2.84, 21.93, 1.5),
    (EU, "C57", "C56", 4.66, 42.27, 3.3),
    (EU, "C17", "C5", 4.10, 28.13, 1.7),
]
SEGMENTS = {"sale visitors": 15, "blouses visitors": 16, "skirts visitors": 20, "trousers visitors": 23, "deep browsers": 27}


def line(answer: Answer, label: str) -> dict[str, object]:
    return next(dict(zip(answer.columns, row, strict=True)) for row in answer.rows if row[0] == label)


def test_every_event_is_a_click_and_every_session_is_whole(eshop: Shop) -> None:
    assert eshop.whole("clicks").value == 165_474
    assert eshop.whole("sessions").value == 24_026
    assert eshop.whole("visitors").value == 24_026  # the file names no visitors
    assert eshop.whole("rejects").rows == []
    flow = eshop.whole("events_in")
    assert flow.value == 165_475
    assert flow.more == {"clicks": 165_474, "rejected": 0, "late": 0, "duplicates": 0, "controls": 1, "sessions": 24_026}


@pytest.mark.parametrize(("country", "a", "b", "support", "confidence", "lift"), RULES, ids=["PL1", "PL2", "EU1", "EU2"])
def test_product_pairs_are_the_published_rules(
    eshop: Shop, country: str, a: str, b: str, support: float, confidence: float, lift: float
) -> None:
    rule = line(eshop.whole("product_pairs", country=country, category="blouses", product=a), f"{a} → {b}")
    assert rule["support_percent"] == pytest.approx(support, abs=0.1)
    assert rule["confidence_percent"] == pytest.approx(confidence, abs=0.1)
    assert rule["value"] == pytest.approx(lift, abs=0.1)


def test_poland_prefers_dearer_blouses_and_rarely_leafs(eshop: Shop) -> None:
    assert eshop.whole("price_against_average", country="PL", category="blouses").value == pytest.approx(58, abs=0.5)
    assert eshop.whole("first_page_share", country="PL", category="blouses").value == pytest.approx(45, abs=0.5)


def test_sessions_fall_into_five_segments(eshop: Shop) -> None:
    answer = eshop.whole("segments")
    judged = sum(samples for label, _, samples, *_ in answer.rows if label != "still learning")
    shares = {label: 100 * samples / judged for label, _, samples, *_ in answer.rows if label != "still learning"}
    assert shares == {name: pytest.approx(share, abs=1.5) for name, share in SEGMENTS.items()}
    assert answer.samples - judged == 500  # placed the centres


def test_segments_explain_more_than_counting_clicks(eshop: Shop) -> None:
    quality = eshop.whole("segment_quality")
    assert quality.value is not None
    assert quality.value > 0.5 > quality.more["rival"]
    assert quality.samples == 24_000


def test_most_clicked_category_and_country(eshop: Shop) -> None:
    assert eshop.whole("top_categories").rows[0][:2] == ("trousers", 49_742)
    assert eshop.whole("countries").rows[0][0] == "PL"
