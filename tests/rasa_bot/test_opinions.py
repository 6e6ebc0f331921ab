"""What two opinions on a question come to."""

import pytest

from contracts.catalogue import METRICS
from rasa_bot.actions.opinions import Opinion, verdict


def opinion(**scores: float) -> Opinion:
    """As Rasa ranks intents; a metric's name stands for its intent."""
    return [{"name": f"ask_{name}" if name in METRICS else name, "confidence": score} for name, score in scores.items()]


def test_where_both_agree_it_is_sure() -> None:
    found = verdict(opinion(sessions=0.6, visitors=0.3), opinion(sessions=0.4, clicks=0.1))
    assert (found.trust, found.metrics[0]) == ("sure", "sessions")


def test_where_they_differ_the_likelier_comes_first_and_the_other_next() -> None:
    assert verdict(opinion(orders=0.7, funnel=0.1), opinion(funnel=0.5, orders=0.2)) == ("likely", ("funnel", "orders"))
    assert verdict(opinion(orders=0.99), opinion(funnel=0.3, orders=0.1)) == ("likely", ("orders", "funnel"))


def test_a_faint_agreement_leaves_a_doubt() -> None:
    found = verdict(opinion(hot_leads=0.99), opinion(hot_leads=0.12, lead_conversion=0.11))
    assert (found.trust, found.metrics) == ("likely", ("hot_leads", "lead_conversion"))


def test_two_faint_guesses_are_asked_back() -> None:
    assert verdict(opinion(countries=0.4), opinion(revenue=0.1, retention=0.09)).trust == "open"


@pytest.mark.parametrize("name", ["out_of_scope", "unmeasured"])
def test_what_is_beyond_all_metrics_more_likely_than_not_is_never_answered(name: str) -> None:
    assert verdict(opinion(top_products=0.6), opinion(**{name: 0.4, "top_products": 0.1})).trust == "open"
    assert verdict(opinion(**{name: 0.9}), opinion(top_products=0.3)).trust == "open"
    assert verdict(opinion(**{name: 0.9}), opinion(**{name: 0.3})).trust == "beyond"


def test_two_kinds_of_beyond_are_one() -> None:
    found = verdict(opinion(unmeasured=0.3, out_of_scope=0.3, clicks=0.4), opinion(out_of_scope=0.2, unmeasured=0.2, clicks=0.3))
    assert found.trust == "beyond"


def test_a_follow_up_is_about_what_was_talked_about() -> None:
    assert verdict(opinion(follow_up=0.9), opinion(follow_up=0.5, clicks=0.1), "sessions") == ("sure", ("sessions", "clicks"))
    assert verdict(opinion(follow_up=0.6, clicks=0.4), opinion(clicks=0.6)) == ("sure", ("clicks",))


def test_a_fallback_is_no_opinion_and_a_missing_one_is_done_without() -> None:
    assert verdict(opinion(nlu_fallback=0.35, segments=0.34), opinion(segments=0.5)) == ("sure", ("segments",))
    assert verdict(opinion(segments=0.6), ()) == ("sure", ("segments",))
    assert verdict((), ()).trust == "beyond"
