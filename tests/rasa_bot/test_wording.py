"""Answers in words, from numbers alone."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from contracts.catalogue import METRICS
from contracts.reading import Answer
from rasa_bot.actions import wording
from rasa_bot.actions.asking import Manner
from rasa_bot.actions.understanding import Request
from tests.rasa_bot.builders import CLOCK, JUNE, answer, asked, bars, stream

SESSIONS = asked("how many sessions in june?")


def said(request: Request = SESSIONS, now: Answer | None = None, before: Answer | None = None, **changes: Any) -> list[str]:
    return wording.answer(request, now or answer(), before, stream(**changes)).splitlines()


def test_the_number_the_change_the_samples_the_source_and_how_fresh() -> None:
    assert said(before=answer(value=5558.0, samples=5558, end=JUNE.start + (JUNE.end - JUNE.start))) == [
        "4,884 sessions in June 2008. That is 12% less than in the 30 days before (5,558 sessions), which is worse.",
        "(4,884 sessions; source eshop2008, data from 1 Apr 2008 to 13 Aug 2008 21:10 UTC, last stored 1 May 2026 00:00 UTC)",
    ]


def test_lower_may_be_better() -> None:
    now, before = answer("bounce_rate", 20.0, 900), answer("bounce_rate", 25.0, 800)
    assert said(asked("bounce rate in june", "bounce_rate"), now, before)[0] == (
        "Bounce rate in June 2008: 20%. That is 5 points less than in the 30 days before (25%), which is better."
    )


def test_neither_better_nor_worse() -> None:
    now, before = answer("events_in", 110.0, 110), answer("events_in", 100.0, 100)
    assert said(asked("events in june", "events_in"), now, before)[0].endswith("That is 10% more than in the 30 days before (100 events).")


def test_a_comparison_with_too_few_samples_is_not_made() -> None:
    now, before = answer("bounce_rate", 20.0, 900), answer("bounce_rate", 25.0, 3)
    assert said(asked("bounce rate", "bounce_rate"), now, before)[0] == "Bounce rate in June 2008: 20%."
    compared = said(asked("bounce rate compared to before", "bounce_rate"), now, before)[0]
    assert compared.endswith("There are too few sessions in the 30 days before to compare with.")


def test_no_earlier_period_is_said_where_it_was_asked_for() -> None:
    assert said()[0] == "4,884 sessions in June 2008."
    assert said(asked("sessions in june compared to before"))[0].endswith("There is no earlier period in the data to compare with.")


def test_periods_of_unequal_length_are_not_judged() -> None:
    before = answer(value=900.0, samples=900, start=JUNE.start, end=datetime(2008, 6, 8, tzinfo=UTC))
    assert "but that period is shorter: 7 days against 30 days" in said(before=before)[0]
    assert "better" not in said(before=before)[0]


def test_values_of_a_filter_told_apart() -> None:
    now = answer("bounce_rate", 20.0, 900, filters={"country": "PL,DE"})
    parts = {"PL": answer("bounce_rate", 20.0, 890), "DE": answer("bounce_rate", 50.0, 10)}
    lines = wording.answer(
        asked("bounce rate Poles or Germans", "bounce_rate", apart="country", values=("PL", "DE")), now, None, stream(), parts
    ).splitlines()
    assert lines[:3] == ["Bounce rate in June 2008:", "- Poland: 20% (890 sessions)", "- Germany: too few to say (10 sessions)"]


def test_too_few_to_say() -> None:
    lines = said(asked("bounce rate", "bounce_rate"), answer("bounce_rate", 100.0, 1))
    assert lines[0] == "Too few to say: bounce rate in June 2008 rests on 1 of the 20 sessions it takes."
    assert lines[-1].startswith("(1 session; ")
    assert "100%" not in " ".join(lines)


def test_where_a_source_cannot_tell_those_that_can_are_named() -> None:
    text = wording.absent(answer("complaints", None, 0), stream(), ("comment",), ("womens_reviews", "live"))
    assert text == (
        "eshop2008 records no comment, so there is no figure for complaints. womens_reviews and live can tell: name it in the question."
    )


def test_absent_is_absent_not_zero() -> None:
    assert said(now=answer(value=None, samples=0))[0] == (
        "No sessions in June 2008, so there is nothing to tell. "
        "eshop2008 has data from 1 Apr 2008 to 13 Aug 2008: ask for another period or filter."
    )


def test_filters_are_part_of_the_sentence() -> None:
    now = answer(filters={"country": "PL,CZ", "category": "blouses"})
    assert said(now=now)[0] == "4,884 sessions in June 2008 from Poland and Czech Republic in category blouses."


def test_further_numbers_of_a_metric() -> None:
    now = answer("session_duration", 114.0, 4884, more={"p90": 630.0})
    assert said(asked("how long", "session_duration"), now)[0] == "Session duration in June 2008: 1 min 54 s (p90 10 min 30 s)."


def test_made_up_times_are_told_where_they_matter() -> None:
    duration = answer("session_duration", 114.0, 4884)
    warning = "eshop2008 records days only: times within a day were made up for the replay, so read this with care."
    assert warning in said(asked("how long", "session_duration"), duration, precision="day")
    assert warning not in said(asked("how long", "session_duration"), duration)
    assert warning not in said(precision="day")
    hour = answer(start=datetime(2008, 8, 13, 20, tzinfo=UTC), end=CLOCK)
    assert warning in said(now=hour, precision="day")


def test_a_period_of_a_source_without_times_means_nothing() -> None:
    warning = "eshop2008 records no times: all of them were made up for the replay, so what it says of a period means nothing."
    assert warning in said(precision="none")
    assert warning not in said(now=answer(start=datetime(2008, 4, 1, tzinfo=UTC), end=CLOCK), precision="none")


def test_what_a_simulator_made_is_named_synthetic() -> None:
    assert "eshop2008 is synthetic, made by the simulator: nothing of it happened." in said(precision="synthetic")


def test_a_rate_where_one_is_asked_for() -> None:
    assert said(asked("sessions per day in june"))[0] == "4,884 sessions in June 2008. That is 162.8 a day on average."


def test_the_peak_where_one_is_asked_for() -> None:
    rows = [(datetime(2008, 6, day, tzinfo=UTC), day % 20, 1) for day in range(1, 31)]
    assert "The highest was 19 sessions on 19 Jun 2008 (in 1 d steps)." in said(asked("when did most sessions come"), answer(rows=rows))[0]


def test_what_a_metric_means() -> None:
    assert said(asked("what does bounce rate mean", "bounce_rate"), answer("bounce_rate", 20.0, 900))[0].startswith("Bounce rate: Share of")


def test_a_ranking() -> None:
    now = bars("countries", ("PL", 4000), ("CZ", 600), ("LT", 200), ("com", 50), ("DE", 20), ("FR", 14))
    assert said(asked("countries in june", "countries"), now)[:7] == [
        "Countries in June 2008:",
        "1. Poland: 4,000 sessions",
        "2. Czech Republic: 600 sessions",
        "3. Lithuania: 200 sessions",
        "4. com: 50 sessions",
        "5. Germany: 20 sessions",
        "(1 more on the page)",
    ]


def test_a_ranking_compared() -> None:
    now, before = bars("top_products", ("C5", 40), ("A2", 30)), bars("top_products", ("A2", 35), ("B4", 5))
    request = asked("top 2 products compared to before", "top_products", top=2)
    assert said(request, now, before)[1:4] == [
        "1. C5: 40 clicks [not listed]",
        "2. A2: 30 clicks [35]",
        "In brackets: in the 30 days before.",
    ]


def test_a_ranking_from_its_other_end() -> None:
    now = bars("top_categories", ("trousers", 50), ("sale", 40), ("skirts", 30))
    assert said(asked("least popular category", "top_categories"), now)[1:] [:4] == [
        "1. skirts: 30 clicks", "2. sale: 40 clicks", "3. trousers: 50 clicks", "The smallest first.",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "dropped"), [("is red popular?", {}), ("colours of red things", {"category": "red"})])
def test_a_row_that_the_question_names_is_the_answer(text: str, dropped: dict[str, str]) -> None:
    now = bars("top_colours", ("blue", 50), ("red", 40))
    lines = said(asked(text, "top_colours", dropped=dropped), now)
    assert lines[1] == "- red: 40 clicks (place 2 of 2)"
    assert not any("can't be limited" in line or "blue" in line for line in lines)


def test_a_filter_that_limits_nothing_is_told() -> None:
    now = bars("top_categories", ("trousers", 50))
    lines = said(asked("top categories for C17", "top_categories", dropped={"product": "C17"}), now)
    assert "Top categories can't be limited by product, so this is for all." in lines


def test_a_word_like_a_product_that_is_none_is_told() -> None:
    assert "I know no product or source “t9”, so it limits nothing." in said(asked("sessions of t9", unknown="t9"))


def test_a_table_tells_all_its_numbers() -> None:
    columns = ("label", "value", "samples", "support_percent", "confidence_percent", "product", "then_product")
    now = answer("product_pairs", None, 146, columns=columns, rows=[("C12 → C17", 2.91, 146, 2.97, 37.72, "C12", "C17")])
    assert said(asked("pairs", "product_pairs"), now)[1] == "1. C12 → C17: lift 2.91 (support 3%, confidence 37.7%)"


def test_a_heatmap_tells_its_warmest_places_and_what_the_axes_are() -> None:
    columns = ("x", "y", "value", "samples")
    now = answer("page_positions", None, 60, columns=columns, rows=[(1, 1, 10, 10), (2, 1, 50, 50)])
    lines = said(asked("heatmap", "page_positions", manner=Manner()), now)
    assert lines[1:4] == ["1. x 2, y 1: 50 clicks", "2. x 1, y 1: 10 clicks", now.meaning]


def test_paths_are_told_as_ways_from_one_place_to_the_next() -> None:
    columns = ("origin", "target", "value", "samples")
    now = answer("entry_pages", None, 60, kind="sankey", columns=columns, rows=[("home", "skirts", 50, 50), ("home", "sale", 10, 10)])
    assert said(asked("paths", "entry_pages", manner=Manner()), now)[1:3] == [
        "1. home → skirts: 50 sessions",
        "2. home → sale: 10 sessions",
    ]


def test_every_metric_can_be_worded() -> None:
    for name, metric in METRICS.items():
        rows = [
            tuple(
                {"label": "view", "t": JUNE.start, "y": "2008-05" if name == "order_cohorts" else 1}.get(column, 1)
                for column in metric.columns
            )
        ]
        now = msgspec.structs.replace(answer(name, 7.0 if metric.kind == "timeseries" else None, 10_000), rows=rows, columns=metric.columns)
        assert metric.title.split()[0] in said(asked(name, name), now)[0] or metric.unit in said(asked(name, name), now)[0]


def test_what_may_be_chance_is_neither_better_nor_worse() -> None:
    now, before = answer("bounce_rate", 20.0, 900), answer("bounce_rate", 21.0, 800)
    assert said(asked("bounce rate in june", "bounce_rate"), now, before)[0].endswith(
        "That is 1 points less than in the 30 days before (21%), which may be chance."
    )


def test_sums_of_unequal_periods_are_not_judged() -> None:
    now = answer("revenue", 1000.0, 50, start=datetime(2008, 6, 30, tzinfo=UTC))
    assert "but that period is longer" in said(asked("revenue vs june", "revenue"), now, answer("revenue", 30_000.0, 900))[0]


def test_what_was_left_out_or_cannot_be_is_said() -> None:
    now = answer(filters={"device": "desktop,tablet"})
    assert "Without mobile: desktop, tablet." in said(asked("sessions without mobile", left_out={"device": "mobile"}), now)
    lines = said(asked("sessions without skirts", kept_in={"category": "skirts"}))
    assert "I can't leave skirts out of sessions, so this is with it." in lines


def test_many_values_are_counted_by_what_they_are() -> None:
    now = answer(filters={"category": "a,b,c,d,e"})
    assert said(now=now)[0] == "4,884 sessions in June 2008 in 5 categories."


def test_hours_of_a_week_are_told_as_one_says_them() -> None:
    columns = ("x", "y", "value", "samples")
    now = answer("busiest_hours", None, 60, columns=columns, rows=[("17", "Saturday", 45.8, 60)])
    assert said(asked("when is the store busiest", "busiest_hours"), now)[1] == "1. Saturday 17:00: 45.8 people an hour"


def test_cells_that_hold_commas_are_told_apart() -> None:
    columns = ("label", "value", "samples", "reasons", "kind")
    now = answer("hot_leads", None, 60, columns=columns, rows=[("v7", 41.5, 60, "has an account, came often", "visit")])
    assert said(asked("hot leads", "hot_leads"), now)[1] == "1. v7: 41.5% (reasons has an account, came often; kind visit)"


def test_a_customer_who_is_no_lead() -> None:
    columns = ("label", "value", "samples")
    now = answer("hot_leads", None, 60, columns=columns, rows=[("v7", 41.5, 60)])
    assert "sim-c7 is none of these." in said(asked("is she a lead", "hot_leads", dropped={"customer": "sim-c7"}), now)


def test_offers_to_one_customer_are_names() -> None:
    columns = ("label", "value", "samples", "mean_place")
    now = answer("customer_offers", None, 10, columns=columns, rows=[("C17", 1, 10, 1)], filters={"customer": "c7"})
    assert said(asked("what to offer", "customer_offers"), now)[1] == "1. C17"
