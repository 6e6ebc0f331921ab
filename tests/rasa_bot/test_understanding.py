"""Questions and their continuations, against the clock of the stream."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.periods import PeriodError
from rasa_bot.actions import cores
from rasa_bot.actions.cores import alike, limits, only_limits
from rasa_bot.actions.understanding import FOLLOW_UP, Memory, Request, UnclearError, metric_of, request
from tests.rasa_bot.builders import CLOCK, WORDS, stream


def understood(
    text: str, metric: str = "sessions", memory: Memory | None = None, view: dict[str, Any] | None = None
) -> tuple[Request, Memory]:
    return request(text, metric, stream(), WORDS, memory, view or {})


def test_a_question_with_everything() -> None:
    asked, memory = understood("top 3 products in june from Poland for blouses", "top_products")
    assert (asked.question.start, asked.question.end) == (datetime(2008, 6, 1, tzinfo=UTC), datetime(2008, 7, 1, tzinfo=UTC))
    assert (asked.question.filters, asked.top, asked.label) == ({"country": "PL", "category": "blouses"}, 3, "in June 2008")
    assert (memory.metric, memory.filters) == ("top_products", asked.question.filters)


def test_no_period_is_all_there_is() -> None:
    asked, _ = understood("how many sessions")
    assert (asked.question.start, asked.label) == (stream().first, "over all data (1 Apr 2008 to 13 Aug 2008)")


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("how much will we sell tomorrow?", "sales_tomorrow"),
        ("what will we sell in the next 7 days?", "sales_next_week"),
        ("how many people will come tomorrow", "footfall_expected"),
        ("how busy will the next hours be?", "footfall_tomorrow"),
        ("who will buy next month?", "hot_leads"),
    ],
)
def test_days_to_come_say_which_forecast_and_limit_nothing(text: str, metric: str) -> None:
    asked, _ = understood(text, metric)
    assert asked.question.end == understood("how many sessions")[0].question.end


def test_days_to_come_are_no_period_of_what_was() -> None:
    with pytest.raises(PeriodError, match="is after the newest event"):
        understood("how many sessions tomorrow?")


def test_no_period_beside_the_page_is_the_one_looked_at() -> None:
    view = {"source": "eshop2008", "start": "2008-08-01T00:00:00+00:00", "end": "2008-08-02T00:00:00+00:00", "filters": {"country": "CZ"}}
    asked, _ = understood("how many sessions", view=view)
    assert (asked.question.start.day, asked.question.end.day, asked.question.filters) == (1, 2, {"country": "CZ"})
    assert understood("how many sessions in june", view=view)[0].label == "in June 2008"


def test_follow_ups_keep_what_they_do_not_change() -> None:
    _, memory = understood("how many sessions in june from Poland?")
    asked, memory = understood("and in july?", memory=memory)
    assert (asked.label, asked.question.filters) == ("in July 2008", {"country": "PL"})
    asked, memory = understood("only for blouses", memory=memory)
    assert (asked.label, asked.question.filters) == ("in July 2008", {"country": "PL", "category": "blouses"})
    asked, memory = understood("and the bounce rate?", "bounce_rate", memory)
    assert (asked.label, asked.question.filters) == ("in July 2008", {"country": "PL", "category": "blouses"})
    asked, memory = understood("and for all countries", memory=memory)
    assert asked.question.filters == {}


def test_a_new_question_starts_anew() -> None:
    _, memory = understood("how many sessions in june from Poland?")
    asked, _ = understood("how many clicks", "clicks", memory)
    assert (asked.question.filters, asked.question.start) == ({}, stream().first)


def test_a_remembered_period_moves_with_the_clock() -> None:
    _, memory = understood("sessions in the last 30 minutes")
    later = stream(clock=datetime(2008, 8, 13, 22, 10, tzinfo=UTC))
    asked, _ = request("only for Poland", "sessions", later, WORDS, memory, {})
    assert (asked.question.start.hour, asked.question.start.minute) == (21, 40)


@pytest.mark.parametrize(
    ("text", "label", "against"),
    [
        ("sessions in june versus may", "in June 2008", "in May 2008"),
        ("sessions this week compared to last week", "this week (from 11 Aug 2008)", "last week (from 4 Aug 2008)"),
        ("more sessions than last week?", "this week (from 11 Aug 2008)", "last week (from 4 Aug 2008)"),
        ("did we get more visits than yesterday", "today (13 Aug 2008)", "yesterday (12 Aug 2008)"),
        ("were there more visits in april or in may", "in April 2008", "in May 2008"),
        ("sessions in april and june", "in April 2008", "in June 2008"),
        ("sessions with more than 5 pages in june", "in June 2008", None),
        ("sessions in june compared to before", "in June 2008", None),
    ],
)
def test_comparisons(text: str, label: str, against: str | None) -> None:
    asked, _ = understood(text)
    assert (asked.label, asked.against and asked.against.label, asked.manner.compare) == (label, against, True)


def test_neighbouring_months_are_one_period() -> None:
    asked, _ = understood("sessions in june and july")
    assert (asked.label, asked.against) == ("from June 2008 to July 2008", None)


def test_values_of_a_filter_are_told_apart_where_they_are_contrasted() -> None:
    assert understood("bounce rate of Poland versus Lithuania", "bounce_rate")[0].apart == "country"
    assert understood("bounce rate of skirts or trousers", "bounce_rate")[0].apart == "category"
    assert understood("sessions from Poland and Lithuania")[0].apart == ""


def test_the_commonest_values_of_a_dimension_are_told_apart() -> None:
    asked, _ = understood("which category has the highest bounce rate in june", "bounce_rate")
    assert (asked.apart, asked.values, asked.question.filters) == ("category", ("trousers", "skirts", "blouses", "sale"), {})
    assert understood("which products are hot", "top_products")[0].values == ()


def test_limits_in_words_are_understood_again() -> None:
    words = limits("how many things in june by Poles on skirts", stream(), WORDS)
    assert words == " in June 2008 from Poland in category skirts"
    asked, _ = understood(f"sessions{words}")
    assert (asked.label, asked.question.filters) == ("in June 2008", {"country": "PL", "category": "skirts"})


def test_a_comparison_may_follow() -> None:
    _, memory = understood("sessions in june")
    asked, _ = understood("compared to april?", memory=memory)
    assert (asked.label, asked.against and asked.against.label) == ("in June 2008", "in April 2008")


def test_a_filter_that_the_metric_does_not_know_is_told() -> None:
    asked, _ = understood("top categories in blouses", "top_categories")
    assert (asked.question.filters, asked.dropped) == ({}, {"category": "blouses"})


def test_a_device_is_untold_where_the_source_has_none() -> None:
    assert understood("bounce rate on phones", "bounce_rate")[0].untold == ("device",)
    assert understood("bounce rate in june", "bounce_rate")[0].untold == ()


def test_a_metric_without_a_period_has_no_label() -> None:
    assert understood("lag in june", "lag")[0].label == ""


@pytest.mark.parametrize(
    "text",
    [
        "and yesterday?",
        "only for Poland",
        "june",
        "what about C17?",
        "top 3",
        "and for blouses please",
        "in total",
        "PL",
        "what about Czech visitors?",
        "compared to may?",
        "versus last week",
    ],
)
def test_only_limits(text: str) -> None:
    assert only_limits(text, CLOCK, WORDS)


@pytest.mark.parametrize(
    "text", ["sessions in june", "how busy is it", "hello", "bounce rate", "is red popular", "and visitors?", "Polish visitors"]
)
def test_more_than_limits(text: str) -> None:
    assert not only_limits(text, CLOCK, WORDS)


def test_limits_alone_follow_whatever_rasa_thought() -> None:
    memory = Memory(metric="sessions", source="eshop2008")
    assert metric_of("ask_countries", "and Poland?", memory, CLOCK, WORDS) == "sessions"
    assert metric_of("ask_countries", "which countries?", memory, CLOCK, WORDS) == "countries"


def test_a_follow_up_of_nothing_asks_back() -> None:
    for intent, text in ((FOLLOW_UP, "and then?"), ("ask_countries", "and Poland?")):
        with pytest.raises(UnclearError, match="Which figure"):
            metric_of(intent, text, None, CLOCK, WORDS)


DEVICES = WORDS | {"device": ["mobile", "desktop", "tablet"]}


def follow(*texts: str, metric: str = "sessions", words: Any = DEVICES) -> Request:
    """The last of some questions of which each follows the one before."""
    memory = None
    for text in texts:
        name = metric_of(f"ask_{metric}", text, memory, CLOCK, words)
        asked, memory = request(text, name, stream(), words, memory, {})
    return asked


def test_what_is_left_out_is_told_or_kept_in() -> None:
    asked = follow("conversion rate without mobile", metric="conversion_rate")
    assert (asked.question.filters, asked.left_out, asked.kept_in) == ({"device": "desktop,tablet"}, {"device": "mobile"}, {})
    asked = follow("conversion rate without skirts", metric="conversion_rate")  # whoever looked at skirts looked at more
    assert (asked.question.filters, asked.left_out, asked.kept_in, asked.dropped) == ({}, {}, {"category": "skirts"}, {})
    asked = follow("revenue without skirts", metric="revenue")
    assert asked.question.filters == {"category": "trousers,blouses,sale"}
    assert follow("sessions in june", "and without mobile?").question.filters == {"device": "desktop,tablet"}


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (("sessions yesterday", "and the day before?"), "the day before (11 Aug 2008)"),
        (("sessions yesterday", "and the day before?", "and the day before that?"), "the day before (10 Aug 2008)"),
        (("sessions last week", "and the week before?"), "in the week before (28 Jul 2008 to 3 Aug 2008)"),
        (("sessions yesterday", "and the 7 days before that?"), "in the 7 days before (5 Aug 2008 to 11 Aug 2008)"),
        (("sessions in june", "and the month before?"), "in the month before (1 May 2008 to 31 May 2008)"),
        (("sessions in june", "over all data"), "over all data (1 Apr 2008 to 13 Aug 2008)"),
    ],
)
def test_the_days_before_are_told_from_the_period_before(texts: tuple[str, ...], label: str) -> None:
    assert follow(*texts).label == label


@pytest.mark.parametrize(
    ("text", "label", "against"),
    [
        ("sessions last week vs the week before", "last week (from 4 Aug 2008)", "in the week before (28 Jul 2008 to 3 Aug 2008)"),
        ("sessions this week against last week", "this week (from 11 Aug 2008)", "last week (from 4 Aug 2008)"),
        ("sessions in june against may", "in June 2008", "in May 2008"),
    ],
)
def test_against_and_the_week_before_compare(text: str, label: str, against: str) -> None:
    asked = follow(text)
    assert (asked.label, asked.against and asked.against.label) == (label, against)


def test_against_compares_words_of_one_filter_and_nothing_else() -> None:
    asked = follow("bounce rate on mobile against desktop", metric="bounce_rate")
    assert (asked.apart, sorted(asked.values)) == ("device", ["desktop", "mobile"])
    assert not follow("sales against their forecast in june", metric="sales_forecast").manner.compare


def test_compared_with_another_value_keeps_the_first() -> None:
    asked = follow("bounce rate on mobile", "and compared with desktop?", metric="bounce_rate")
    assert (asked.apart, asked.values) == ("device", ("mobile", "desktop"))


def test_by_country_asks_the_sibling_of_the_metric() -> None:
    assert follow("revenue in june", "by country", metric="revenue").question.metric == "revenue_by_country"
    asked = follow("conversion rate on mobile", "and split by device?", metric="conversion_rate")
    assert (asked.question.metric, asked.question.filters) == ("conversion_by_device", {})
    asked = follow("bounce rate in june", "by device", metric="bounce_rate")
    assert (asked.question.metric, asked.apart, asked.label) == ("bounce_rate", "device", "in June 2008")


def test_filters_are_forgotten_and_the_period_stays() -> None:
    asked = follow("sessions on mobile in june", "forget the filters")
    assert (asked.question.filters, asked.label) == ({}, "in June 2008")


@pytest.mark.parametrize("text", ["how many hot leads right now", "hot leads today", "hot leads"])
def test_leads_are_always_of_now(text: str) -> None:
    asked, _ = understood(text, "hot_leads")
    assert (asked.question.start, asked.label) == (stream().first, "")


def test_one_customer_stays_talked_about() -> None:
    words = WORDS | {"customer": ["sim-c7"]}
    _, memory = request("tell me about sim-c7", "customer_profile", stream(), words, None, {})
    assert memory.filters == {"customer": "sim-c7"}
    for text, metric in (("who is similar?", "similar_customers"), ("what should we offer her?", "customer_offers")):
        assert understood(text, metric, memory)[0].question.filters == {"customer": "sim-c7"}
    assert understood("is she a lead?", "hot_leads", memory)[0].dropped == {"customer": "sim-c7"}
    assert understood("which customers are alike?", "similar_customers", memory)[0].question.filters == {}


def test_a_customer_is_this_customer_in_the_words_of_phrases() -> None:
    words = WORDS | {"customer": ["sim-c7"]}
    assert "tell me about this customer" in alike("tell me about sim-c7", CLOCK, words, False)
    assert "what did this customer buy" in alike("what did she buy?", CLOCK, WORDS, True)


def test_what_is_left_out_is_not_contrasted_with_itself() -> None:
    assert follow("did conversion without mobile improve", metric="conversion_rate").apart == ""


def test_what_cannot_be_left_out_is_not_remembered() -> None:
    _, memory = request("conversion rate without skirts", "conversion_rate", stream(), DEVICES, None, {})
    assert memory.filters == {}


def test_a_feast_is_no_part_of_a_questions_core() -> None:
    assert cores.core("revenue since black friday", CLOCK, WORDS) == "revenue"
    assert cores.core("conversion rate last week against the week before", CLOCK, WORDS) == "conversion rate"
    assert cores.core("sessions via email last 3 days", CLOCK, DEVICES | {"channel": ["Email"]}) == "sessions"
