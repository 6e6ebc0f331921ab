"""What a source has not."""

from msgspec.structs import replace

from contracts.records import Records
from rasa_bot.actions import absence
from tests.rasa_bot.builders import asked


def test_age_is_told_from_what_the_source_records() -> None:
    assert absence.instead("audience_age", Records(("visit",))) == "declared_age"
    assert absence.instead("audience_age", Records(("visit", "face"))) == "audience_age"
    assert absence.instead("declared_gender", Records(("face",))) == "audience_gender"
    assert absence.instead("sessions", Records()) == "sessions"


def test_a_customer_whom_the_store_never_saw_is_a_stranger() -> None:
    one = asked("orders of customer 99999", "customer_orders")
    request = replace(one, question=replace(one.question, filters={"customer": "99999"}))
    assert absence.strangers(request, {}) == "a customer 99999"
    assert absence.strangers(request, {"customer": ["99999"]}) == ""


def test_what_looks_like_an_id_is_a_stranger_where_a_customer_may_stand() -> None:
    assert absence.strangers(asked("similar customers to sim-c9", "similar_customers", unknown="sim-c9"), {}) == "a customer sim-c9"
    assert absence.strangers(asked("capture rate of t9", "capture_rate", unknown="t9"), {}) == ""
