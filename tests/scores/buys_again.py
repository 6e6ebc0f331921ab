"""Who buys again within 90 days, and what customers then spend, on online_retail."""

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, Final, NamedTuple

from scipy.stats import spearmanr

from stream_apps.models.buyer import WEIGHTS
from stream_apps.models.customer_value import HORIZON
from stream_apps.models.judged import Example, JudgedAgain
from stream_apps.models.rfm import DAY
from stream_apps.pipelines.customer_values import CustomerValueLearner
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.whole_orders import Order
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.orders import orders
from tests.scores.probabilities import Judged, auc, calibration_error

WEEKS: Final = 4  # between two looks at what everybody is expected to spend
FIRST: Final = 91.0  # days before the first of them: the rival looks back 90


class Recorded(JudgedAgain):
    """Keeps what was promised, what the rival promised and what came: before the model had learned an answer, and since."""

    def __init__(self) -> None:
        super().__init__(WEIGHTS)
        self.alone: list[tuple[float, bool]] = []
        self.learned: list[tuple[float, bool]] = []
        self.rivals: list[tuple[float, bool]] = []
        self.first = 0.0  # when the first answer was learned

    def learn(self, example: Example, came: bool, at: float) -> None:
        self.first = self.first or at
        if example.at < self.first:
            self.alone.append((example.probability, came))
        else:
            self.learned.append((example.probability, came))
            self.rivals.append((example.rival, came))
        super().learn(example, came, at)


class Spending(NamedTuple):
    """Of one customer on one day: what was expected of the next 90, what they spent in the 90 before, and what came."""

    expected: float
    lately: float
    came: float


class Found(NamedTuple):
    """cost: us of CPU time for a promise with its learning, and all else that is done for it."""

    recorded: Recorded
    spending: list[list[Spending]]  # by day
    cost: float


def judged(every: Sequence[Order], advance: Advance = lambda _: None) -> Found:
    """Passes once over the orders as the worker does."""
    learner, recorded, spending, spent = CustomerValueLearner(), Recorded(), list[list[Spending]](), 0.0
    learner.judged = recorded
    paid, end, due = _Paid(every), every[-1].at - HORIZON * DAY, every[0].at + FIRST * DAY
    for number, order in enumerate(every):
        if due <= order.at and due <= end:
            spending.append(_spending(learner, paid, due))
            due += 7 * WEEKS * DAY
        began = process_time()
        learner.learn(order, Rules(), _silent)
        spent += process_time() - began
        if number % 500 == 0:
            advance(number / len(every))
    return Found(recorded, spending, spent / max(1, len(recorded.alone) + len(recorded.learned)) * 1e6)


def _spending(learner: CustomerValueLearner, paid: "_Paid", at: float) -> list[Spending]:
    buyers = learner.buyers
    soon = [seen.soon for seen in learner.expected(list(buyers.values()), at)]
    ahead, behind = at + HORIZON * DAY, at - HORIZON * DAY
    return [Spending(each, paid.between(name, behind, at), paid.between(name, at, ahead)) for name, each in zip(buyers, soon, strict=True)]


class _Paid:
    """What each customer paid, net of returns, up to any time."""

    def __init__(self, every: Sequence[Order]) -> None:
        self._of: dict[str, tuple[list[float], list[float]]] = {}
        for order in every:
            times, sums = self._of.setdefault(order.customer, ([], [0.0]))
            times.append(order.at)
            sums.append(sums[-1] + order.value - order.returned)

    def between(self, customer: str, start: float, end: float) -> float:
        times, sums = self._of[customer]
        return sums[bisect_left(times, end)] - sums[bisect_left(times, start)]


def _silent(table: str, key: str, **fields: Any) -> None:
    """Nobody reads the rows."""


def rank_correlation(days: Sequence[Sequence[Spending]], of: str) -> float:
    """Mean over the days of Spearman's correlation with what came."""
    each = [spearmanr([getattr(one, of) for one in day], [one.came for one in day]).statistic for day in days]
    return float(sum(each) / len(each))


def best_tenth(days: Sequence[Sequence[Spending]], of: str) -> float:
    """Per cent of all that came which came from the tenth of whom most was to be expected."""
    best = [sorted(day, key=lambda one: -getattr(one, of))[: len(day) // 10] for day in days]
    return 100 * sum(one.came for day in best for one in day) / sum(one.came for day in days for one in day)


def share_foreseen(days: Sequence[Sequence[Spending]], of: str) -> float:
    """Per cent of all that came which was expected."""
    return 100 * sum(getattr(one, of) for day in days for one in day) / sum(one.came for day in days for one in day)


def measures(learned: Judged, rivals: Judged) -> list[Measure]:
    """How good the chances are."""
    error = calibration_error(learned)
    return [
        Measure(name="AUC", unit="", reached=auc(learned), wanted=0.74, rival=auc(rivals)),
        Measure(name="calibration error", unit="", reached=error, wanted=0.04, rival=calibration_error(rivals), at_most=True),
    ]


def measures_of_spending(days: Sequence[Sequence[Spending]]) -> list[Measure]:
    """How well spending is foreseen."""
    return [
        Measure(name=name, unit=unit, reached=of(days, "expected"), rival=of(days, "lately"))
        for name, unit, of in (
            ("spending in 90 days: rank correlation", "", rank_correlation),
            ("spending that comes from the tenth expected to spend most", "%", best_tenth),
            ("spending expected of all that came", "%", share_foreseen),
        )
    ]


def run(path: Path, advance: Advance) -> Outcome:
    """Scores every weekly promise to every customer whose answer is in the file."""
    recorded, days, cost = judged(orders(path), advance)
    alone = recorded.alone
    return Outcome(
        samples=len(recorded.learned),
        samples_of="promises of a chance, one a customer and week, made once answers were there",
        rival="how often those with as many days since their last order bought again so far; for spending: as in the 90 days before",
        measures=[*measures(recorded.learned, recorded.rivals), *measures_of_spending(days)],
        cost=cost,
        notes=[
            f"Before the first answer, in the file's first 92 days, chances come from orders alone (BG/NBD): AUC {auc(alone):.3f}, "
            f"calibration error {calibration_error(alone):.3f} over {len(alone):,} promises. Once more wait than are kept, one promise in "
            "two is learned from and judged.",
            "Spending is the chance times expected orders given any (BG/NBD) times the expected worth of one (gamma-gamma), net of "
            "returns. It knows no season, so the autumn brings more than it expects; a year ahead cannot be judged on a file of one year. "
            "The facts beside BG/NBD, what is believed of them before the first answer and the rate were chosen on this same file.",
        ],
    )


BUYS_AGAIN: Final = Score(
    "buys_again",
    "Customers who buy again, and what they spend",
    ONLINE_RETAIL,
    "The probability that a customer buys within 90 days, promised for each once a week and learned 91 days later: logistic regression "
    "that starts from BG/NBD. And what each is expected to spend in these 90 days, looked at every four weeks.",
    run,
)
