"""Metrics over leads and over the models themselves: given these rows, these numbers."""

from typing import Any, Final

from contracts.rows import ModelScore
from tests.builders import at, lead, model_cost, model_score, moment, session
from tests.metrics.conftest import Shop

VISITS: Final = "purchase intent of a visit"
NOTE: Final = "No purchase was ever seen."


def judged(measure: str, score: float | None, **changes: Any) -> ModelScore:
    """A score of the model of visits by ten, after 900 answers."""
    rival = {"rival": "how far it came", "rival_score": 0.7, "label_delay": 2000.4, "drift_at": at("09:30")}
    return model_score(**({"model": VISITS, "measure": measure, "score": score, "samples": 900} | rival | changes))


def silent(**changes: Any) -> ModelScore:
    """A model that cannot score."""
    return model_score(**({"model": VISITS, "measure": "", "score": None, "rival_score": None, "samples": 0, "note": NOTE} | changes))


def test_hot_leads(shop: Shop) -> None:
    shop.given(
        lead(lead="a", visitor="v1", at=at("10:00"), probability=0.3, value=15.0, samples=900),
        lead(lead="a", visitor="v1", at=at("10:05"), probability=0.455, value=22.75, reasons=["went to the checkout", "uses a phone"]),
        lead(lead="b", visitor="v2", customer="c2", kind="customer", at=at("10:01"), value=40.0, reasons=[]),
        lead(lead="c", visitor=None, session="s3", at=at("10:02"), value=30.0),
        *(
            lead(lead=state, at=at(clock), state=each)
            for state in ("cooled", "bought", "left")
            for clock, each in (("10:00", "open"), ("10:09", state))
        ),
    )
    answer = shop.ask("hot_leads")
    assert answer.columns == ("label", "value", "samples", "expected_value", "reasons", "kind", "last_change")
    assert answer.rows == [
        ("c2", 40, 1000, 40, "", "customer", moment("10:01")),
        ("s3", 40, 1000, 30, "put 1 product in the cart", "visit", moment("10:02")),
        ("v1", 45.5, 1000, 22.75, "went to the checkout, uses a phone", "visit", moment("10:05")),
    ]


def test_a_visit_that_has_ended_is_no_hot_lead_though_no_click_came_to_say_so(shop: Shop) -> None:
    shop.given(
        lead(lead="over", session="over", at=at("10:00")),
        session(session="over", start=at("09:55"), end=at("10:01")),
        lead(lead="again", session="again", at=at("10:05")),
        session(session="again", start=at("09:00"), end=at("09:10")),
        lead(lead="signed in", session="over", customer="c1", kind="customer", at=at("10:00")),
    )
    assert [row[0] for row in shop.ask("hot_leads").rows] == ["v1", "c1"]


def test_lead_conversion(shop: Shop) -> None:
    ends = [("10:00", "bought", 0.6), ("10:10", "left", 0.2), ("10:20", "left", 0.1), ("10:40", "left", 0.3)]
    shop.given(*(lead(lead=clock, at=at(clock), state=state, promised=promised, usual=0.03) for clock, state, promised in ends), lead())
    answer = shop.ask("lead_conversion", step=1800)
    few = dict.fromkeys(("visits_percent", "visits_promised_percent", "customers_percent", "customers_promised_percent"))
    assert (answer.value, answer.samples, answer.more) == (25, 4, {"promised_percent": 30, **few, "usual_percent": 3})
    none = (None,) * 4
    assert answer.rows == [(moment("10:00"), 100 / 3, 3, 30, *none, 3), (moment("10:30"), 0, 1, 30, *none, 3)]


def test_lead_conversion_tells_customers_from_visits(shop: Shop) -> None:
    """Twenty visits keep what six customers do not."""
    shop.given(
        *(lead(lead=f"v{number}", at=at("10:00"), state="bought" if number < 5 else "left", promised=0.25) for number in range(20)),
        *(lead(lead=f"c{number}", kind="customer", at=at("10:10"), state="left", promised=0.15) for number in range(6)),
    )
    more = shop.ask("lead_conversion").more
    assert (more["visits_percent"], more["visits_promised_percent"]) == (25, 25)
    assert (more["customers_percent"], more["customers_promised_percent"]) == (0, 15)


def test_lead_quality(shop: Shop) -> None:
    kept = judged("promises kept, of leads", 0.5, note="90 high enough for a lead: 20.0% promised, 10.0% came")
    shop.given(
        judged("AUC", 0.75, at=at("10:00")), judged("AUC", 0.8123, at=at("10:10")), judged("promises kept", 0.99), kept, model_score()
    )
    answer = shop.ask("lead_quality")
    assert answer.columns == ("label", "value", "samples", "rival_score", "label_delay_s", "rival", "note")
    assert answer.rows == [
        (f"{VISITS}: AUC", 0.812, 900, 0.7, 2000, "how far it came", ""),
        (f"{VISITS}: promises kept", 0.99, 900, 0.7, 2000, "how far it came", ""),
        (f"{VISITS}: promises kept, of leads", 0.5, 900, 0.7, 2000, "how far it came", kept.note),
    ]


def test_a_model_that_cannot_score_says_why_wherever_its_numbers_are_asked(shop: Shop) -> None:
    shop.given(silent(at=at("09:00")))
    for metric in ("hot_leads", "lead_conversion", "lead_quality"):
        answer = shop.ask(metric)
        assert (answer.rows, answer.samples, answer.remark) == ([], 0, NOTE)
    assert shop.ask("hot_leads", "08:00", "08:30").remark == ""
    shop.given(judged("AUC", 0.8, at=at("09:30")), judged("promises kept, of leads", 0.8, at=at("09:30"), note="Ninety leads."))
    assert shop.ask("hot_leads").remark == ""


def test_model_board(shop: Shop) -> None:
    shop.given(
        silent(at=at("08:00")),
        judged("AUC", 0.75, at=at("09:00"), samples=800),
        judged("AUC", 0.8, at=at("10:10")),
        model_score(score=0.6, rival_score=0.25),
        silent(model="purchase intent of a customer"),
        silent(model="purchase intent of a customer", at=at("10:30"), note="Still learning."),
        model_cost(),
        model_cost(at=at("12:00"), rows=300, seconds=0.01),  # the whole of what was measured, whatever period is looked at
        model_cost(model=VISITS, rows=3, seconds=124e-6),
    )
    answer = shop.ask("model_board")
    columns = ("label", "value", "samples", "rival_score", "advantage", "rival", "label_delay_s", "last_drift", "time_a_row_us", "note")
    assert answer.columns == columns
    assert answer.rows == [
        ("purchase intent of a customer", None, 0, None, None, "by click count", None, None, None, "Still learning."),
        (f"{VISITS}: AUC", 0.8, 900, 0.7, 0.1, "how far it came", 2000, moment("09:30"), 41.3, ""),
        ("session segments: explained variance", 0.6, 500, 0.25, 0.35, "by click count", None, None, 30.0, ""),
    ]
    assert [row[0] for row in shop.ask("model_board", "09:00", "09:30").rows] == [f"{VISITS}: AUC"]


def test_too_wide_an_interval_is_as_bad_as_one_too_narrow(shop: Shop) -> None:
    inside = {"measure": "inside the 90% interval", "rival": "what was promised", "rival_score": 0.9}
    for model, score in (("wide", 1.0), ("right", 0.9), ("narrow", 0.8)):
        shop.given(model_score(model=model, score=score, **inside))
    board = [(row[0].partition(":")[0], row[4]) for row in shop.ask("model_board").rows]
    assert board == [("narrow", -0.1), ("right", 0), ("wide", -0.1)]
    assert [row[1:3] for row in shop.ask("model_quality").rows] == [("narrow", -10), ("right", 0), ("wide", -10)]


def test_model_quality(shop: Shop) -> None:
    shop.given(judged("AUC", 0.8), judged("AUC", 0.9, at=at("10:30")), judged("promises kept", 0.99), silent(), model_score(score=0.6))
    shop.given(judged("promises kept at every level", 0.9), judged("promises kept, of leads", 0.5))
    answer = shop.ask("model_quality")
    assert answer.rows == [("2026-05-01", VISITS, 15, 2), ("2026-05-01", "session segments", 40, 1)]
