"""How the shop does, from numbers alone."""

from datetime import timedelta

from contracts.reading import Answer
from rasa_bot.actions import overview
from rasa_bot.actions.overview import Figure
from tests.rasa_bot.builders import answer, stream

LABEL = "in the last 7 days"


def figure(name: str, now: float, before: float | None, samples: int = 5000) -> Figure:
    def of(value: float) -> Answer:
        return answer(name, value, int(value) if name == "sessions" else samples)

    return Figure(of(now), None if before is None else of(before))


def test_the_numbers_with_their_change_and_what_to_look_at_first() -> None:
    figures = [figure("sessions", 4000, 5000), figure("checkout_completion", 20.0, 45.0), figure("bounce_rate", 19.9, 20.0)]
    assert overview.words(LABEL, figures, stream()).splitlines()[:5] == [
        "eshop2008 in the last 7 days:",
        "- 4,000 sessions (−20%, 5,000 sessions before: worse)",
        "- Checkout completion: 20% (−25 points, 45% before: worse)",
        "- Bounce rate: 19.9% (−0.1 points, 20% before)",
        "Look at checkout completion first: −25 points. Then ask for conversion by device and funnel.",
    ]


def test_who_is_to_blame_is_named() -> None:
    worst, phones = figure("checkout_completion", 20.0, 45.0), figure("checkout_completion", 5.0, 44.0)
    advice = overview.words(LABEL, [worst], stream(), ("on mobile", phones)).splitlines()[2]
    assert "It is worst on mobile: Checkout completion: 5% (−39 points, 44% before: worse)." in advice


def test_chance_is_not_worse() -> None:
    by_chance = [figure("sessions", 95, 100), figure("conversion_rate", 2.0, 2.5, 300), figure("revenue", 95.0, 100.0)]
    assert overview.worst(by_chance) is None
    assert "Nothing got worse by more than chance." in overview.words(LABEL, by_chance, stream())


def test_lower_may_be_better_and_few_samples_say_nothing() -> None:
    assert overview.worst([figure("bounce_rate", 10.0, 40.0), figure("bounce_rate", 40.0, 10.0, 5)]) is None
    assert overview.words(LABEL, [figure("bounce_rate", 40.0, None, 5)], stream()).startswith("There are too few sessions")


def test_without_a_period_before_nothing_is_compared() -> None:
    text = overview.words(LABEL, [figure("sessions", 4000, None)], stream())
    assert "nothing before to compare with" in text
    assert "no earlier period of the same length" in text


def test_something_after_nothing_is_no_percentage() -> None:
    lines = overview.words(LABEL, [figure("bounce_rate", 33.0, 0.0), figure("revenue", 33.0, 0.0)], stream()).splitlines()
    assert lines[1] == "- Bounce rate: 33% (+33 points, 0% before: worse)"
    assert lines[2] == "- Revenue: 33.00 (from nothing, 0.00 before: better)"


def test_six_numbers_at_most() -> None:
    text = overview.words(LABEL, [figure(name, 50.0, 50.0) for name in overview.FIGURES], stream())
    assert sum(line.startswith("- ") for line in text.splitlines()) == 6


def test_the_period_is_a_week_or_half_of_a_shorter_history() -> None:
    assert overview.period(stream()).label == LABEL
    short = stream(first=stream().clock - timedelta(days=6))
    assert overview.period(short).start == short.clock + timedelta(milliseconds=1) - timedelta(days=3)
