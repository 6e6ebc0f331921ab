"""Sales of online_retail a day and a week ahead, September to December 2011, foreseen day by day since the file's first."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Final, NamedTuple

from stream_apps.models.sales_day import WEEK, SalesDay
from stream_apps.models.sales_forecast import Forecast, SalesForecast
from stream_apps.pipelines.sales_forecasts import sales_day
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.retail_days import days


def _number(month: int, day: int = 1) -> int:
    return int(datetime(2011, month, day, tzinfo=UTC).timestamp()) // 86_400


JUDGED: Final = (_number(9), _number(12, 10))  # from, to
CHOSEN_BY: Final = (_number(4), _number(9))
WANTED: Final = 0.25
WANTED_DISTANCE: Final = 0.03  # of the share inside from 90%


class Judged(NamedTuple):
    """Forecasts and what came, of the days or weeks that lie in the period; us a day."""

    found: list[tuple[Forecast, float]]
    cost: float
    weights: list[float]

    def of(self, ahead: int = 1, length: int = 1, period: tuple[int, int] = JUDGED) -> list[tuple[Forecast, float]]:
        """Forecasts of so many days, so many days ahead."""
        chosen = ((each, came) for each, came in self.found if (each.days, each.ahead) == (length, ahead))
        return [(each, came) for each, came in chosen if period[0] <= each.number and each.number + length <= period[1]]


def judged(every: Sequence[SalesDay], advance: Advance = lambda _: None) -> Judged:
    """Foresees each day, then learns from it."""
    model, found, began = SalesForecast(), list[tuple[Forecast, float]](), process_time()
    for number, day in enumerate(every):
        found += model.learn_one(day)
        advance(number / len(every))
    return Judged(found, (process_time() - began) / len(every) * 1e6, model.mixes[0].weights)


def error(found: Sequence[tuple[Forecast, float]], guess: Callable[[Forecast], float] = lambda each: each.value) -> float:
    """wMAPE: absolute errors against what came, all added up."""
    return sum(abs(guess(each) - came) for each, came in found) / sum(came for _, came in found)


def inside(found: Sequence[tuple[Forecast, float]]) -> float:
    """Share inside the 90% interval, of what was sold at all."""
    sold = [is_inside for each, came in found if came and (is_inside := each.holds(came)) is not None]
    return sum(sold) / len(sold)


def measures(found: Judged) -> list[Measure]:
    """All figures of September to December."""
    day, seventh, week = found.of(), found.of(ahead=WEEK), found.of(length=WEEK)
    distance = abs(inside(day) - 0.9)
    return [
        Measure(name="wMAPE, a day ahead", unit="", reached=error(day), wanted=WANTED, rival=error(day, _rival), at_most=True),
        Measure(name="its share inside 90%, less 90%", unit="", reached=distance, wanted=WANTED_DISTANCE, at_most=True),
        Measure(name="wMAPE, the seventh day ahead", unit="", reached=error(seventh), rival=error(seventh, _rival), at_most=True),
        Measure(name="wMAPE, the next seven days together", unit="", reached=error(week), rival=error(week, _rival), at_most=True),
        Measure(name="share inside 90%, a day ahead", unit="", reached=inside(day)),
        Measure(name="share inside 90%, the seventh day ahead", unit="", reached=inside(seventh)),
        Measure(name="share inside 90%, the next seven days", unit="", reached=inside(week)),
    ]


def _rival(each: Forecast) -> float:
    return each.rival


def run(path: Path, advance: Advance) -> Outcome:
    """The whole file."""
    every = [sales_day(day.number, day.whole) for day in days(path, lambda done: advance(0.8 * done))]
    found = judged(every, lambda done: advance(0.8 + 0.2 * done))
    before = found.of(period=CHOSEN_BY)
    weights = ", ".join(f"{weight:.2f}" for weight in found.weights)
    return Outcome(
        samples=len(found.of()),
        samples_of="days, of which 86 sold",
        rival="mean of the last four such weekdays, closed days known",
        measures=measures(found),
        cost=found.cost,
        notes=[
            "A day's sales are what products were sold for less what came back that day, by the rules of orders (docs/orders.md): postage, "
            "fees, discounts and lines booked twice do not count. Speeds, bounds and experts were chosen by April to August alone, where "
            f"the error is {error([(each, came) for each, came in before if came]):.3f} on days that sold (rival "
            f"{error([(each, came) for each, came in before if came], _rival):.3f}) and {inside(before):.3f} are inside; September to "
            "December were seen beside it.",
            f"At the end of the file the experts weigh {weights}: same weekday last week, mean of six such weekdays, level times weekday, "
            "damped Holt-Winters, orders times value of an order (fast, slow), regression on lags, seasonal ARIMA.",
            "What is left are single wholesale orders of 30 to 80 thousand.",
        ],
    )


SALES: Final = Score(
    "sales",
    "Sales of the next days",
    ONLINE_RETAIL,
    "Net sales of a day, foreseen when the day before was over, and of the seven days after it; learned when the day is over. One pass "
    "from December 2010 on, judged from 1 September to 9 December 2011. Forecasts of closed days count too.",
    run,
)
