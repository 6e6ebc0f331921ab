"""The page of scores says what was wanted, what was reached and what was missed."""

from pathlib import Path

import pytest

from tests.bench.figures import Machine
from tests.scores import report
from tests.scores.data import Data
from tests.scores.figures import Measure, Outcome, Score

WHERE = Machine(cpu="a cpu", cores=2, memory_gb=4.0, system="Linux", python="3.11", date="2026-05-01", load=0.1)
DATA = Data("file", "A file", "abc123", "https://example.org/file")


def never(path: Path, advance: object) -> Outcome:
    raise AssertionError("a page is written from what was measured")


@pytest.mark.parametrize(
    ("reached", "at_most", "met"), [(15.7, False, True), (15.69, False, False), (15.7, True, True), (15.71, True, False)]
)
def test_a_measure_is_met_where_it_reaches_what_was_wanted(reached: float, at_most: bool, met: bool) -> None:
    assert Measure(name="m", unit="%", reached=reached, wanted=15.7, at_most=at_most).met is met


def test_a_page_names_machine_data_and_each_measure() -> None:
    measures = [
        Measure(name="hit@1", unit="%", reached=16.04, wanted=15.7, rival=13.7),
        Measure(name="calibration error", unit="", reached=0.03, wanted=0.025, at_most=True),
        Measure(name="a prediction", unit="us", reached=41.23),
    ]
    score = Score("next", "Next product", DATA, "Predicts.", never)
    page = report.markdown(WHERE, {score: Outcome(samples=1234, samples_of="clicks", rival="popularity", measures=measures, cost=12.34)})
    assert "2 cores of a cpu" in page
    assert "[A file](https://example.org/file), sha256 `abc123`" in page
    assert "1,234 clicks; rival: popularity; 12.3 us" in page
    assert "| hit@1 | at least 15.70 % | 16.04 % | 13.70 % | met |" in page
    assert "| calibration error | at most 0.025 | 0.030 |  | **missed** |" in page
    assert "| a prediction |  | 41.2 us |  |  |" in page
