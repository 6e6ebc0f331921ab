"""A metric file is all that the bot needs to understand a new question."""

import pytest

from contracts.catalogue import METRICS, parse
from rasa_bot import examples, phrases
from rasa_bot.generate import PROJECT, generated, main, nlu, rules
from tests.rasa_bot.conftest import holdout

STOCK = parse(
    "stock_left",
    "-- title: Stock left\n-- unit: pieces\n-- meaning: Pieces on the shelves.\n-- kind: timeseries\n-- better: neither\n"
    "-- samples: counts\n-- minimum: 10\n-- phrases: stock level; how many pieces are left\n"
    "SELECT now() AS t, 1 AS value, 1 AS samples",
)


def test_the_committed_files_are_fresh() -> None:
    assert main(["--check"]) == 0


def test_the_same_metrics_give_the_same_data() -> None:
    assert generated() == generated()


def test_a_metric_file_alone_makes_an_intent_with_examples_and_a_rule() -> None:
    metrics = [*METRICS.values(), STOCK]
    data = nlu(metrics)
    _, _, own = data.partition("- intent: ask_stock_left\n")
    own = own.partition("- intent:")[0]
    assert "    - stock level\n" in own
    assert own.count("    - ") >= 40
    assert "{" not in own
    assert "[{intent: ask_stock_left}, {action: action_answer}]" in rules(metrics)


def test_what_is_measured_is_no_longer_an_example_of_what_is_not() -> None:
    before, after = phrases.unmeasured(METRICS.values()), phrases.unmeasured([*METRICS.values(), STOCK])
    assert "what is our profit" in before
    assert "what is out of stock" in before
    assert "what is out of stock" not in after
    assert "what is our profit" in after


def test_a_wording_of_no_metric_stops_the_generator() -> None:
    with pytest.raises(SystemExit, match="there is no such metric"):
        nlu([STOCK])


@pytest.mark.parametrize("name", METRICS)
def test_every_phrase_of_a_metric_is_an_example_as_it_stands(name: str) -> None:
    made = examples.of_metric(METRICS[name], [], phrases.templates())
    assert set(METRICS[name].phrases) <= set(made)


def test_no_question_is_an_example_of_two_metrics() -> None:
    owners: dict[str, str] = {}
    for metric in METRICS.values():
        for phrase in {*metric.phrases, *phrases.wordings().get(metric.name, ())}:
            assert owners.setdefault(phrase, metric.name) == metric.name, phrase


def test_no_held_out_question_is_trained_on() -> None:
    data = "".join((PROJECT / "data" / name).read_text("utf-8").lower() for name in ("nlu.generated.yml", "chat.yml"))
    trained = {line.removeprefix("    - ").strip(" ?") for line in data.splitlines()}
    assert not [question for question in holdout() if question.lower().strip(" ?") in trained]
