"""Days of all streams, in their order, to totals, forecasts of sales with their scores, and what leads sales."""

from collections.abc import Iterator
from typing import ClassVar, Final

from contracts.rows import ProductDay
from stream_apps.models.judged_forecasts import JudgedForecasts
from stream_apps.models.lead_lag import LEAST, LeadLag, leading
from stream_apps.models.sales_day import SalesDay
from stream_apps.models.sales_forecast import ENOUGH, SalesForecast
from stream_apps.pipelines.days import UNIT
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.joined_days import SECONDS, JoinedDays, ProductTotal
from stream_apps.pipelines.source import Rules

MODEL: Final = "sales forecast"
LAGS: Final = "what leads sales"
RIVAL: Final = "mean of the last four such weekdays"
SUNDAY: Final = 6  # what is told once a week is told then
NO_SALES: Final = "No sale was seen in this source: its sales cannot be foreseen; product trends follow looks and comments alone."
NOTHING_LED: Final = "No sale was seen in this source: nothing can lead its sales."
NOTHING_BEFORE: Final = "This source tells of no looks at products and of no comments: nothing of it can lead sales."
PAIRING: Final = f"Still learning: {LEAST} days of selling that follow others are needed to tell what leads sales."
LEARNING: Final = f"Still learning: the first forecast comes after {ENOUGH} days of selling, the first score with the Sunday after."


class SalesForecastLearner:
    """Sales of one source foreseen day by day: the same at whatever speed a replay runs, for days are joined in their order."""

    TABLES: ClassVar[tuple[str, ...]] = ("day_totals", "forecasts", "lead_lags", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 5

    def __init__(self) -> None:
        self.days = JoinedDays()
        self.model, self.judged, self.lags = SalesForecast(), JudgedForecasts(), LeadLag()
        self.told: dict[str, str] = {}  # the newest note of each model

    def take(self, row: ProductDay, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  no setting decides here
        """Judges what was foreseen of each day that is complete by this row, learns from it, and foresees the next ones."""
        for day in self.days.take(row):
            self._learn(day.number, day.whole, emit)

    def _learn(self, number: int, whole: ProductTotal, emit: Emit) -> None:
        day, at = sales_day(number, whole), float(number * SECONDS)
        is_open = self.model.opening.is_open(day)
        _emit_total(at, day, whole, is_open, emit)
        for forecast, came in self.model.learn_one(day):
            self.judged.add(forecast, came, is_open, at)
        if is_open:
            self.lags.learn_one(day)
        self._foresee(at, emit)
        self._say_how_far(at, emit)
        if day.weekday == SUNDAY:
            self._score(at, emit)
            self._emit_lags(at, emit)

    def _foresee(self, at: float, emit: Emit) -> None:
        for each in self.model.predict():
            days, values = {"ahead": each.ahead, "days": each.days}, (each.value, each.low, each.high, each.rival)
            rounded = dict(zip(("value", "low", "high", "rival"), map(_rounded, values), strict=True))
            emit("forecasts", "", made=at, day=float(each.number * SECONDS), **days, **rounded, samples=self.model.days)

    def _say_how_far(self, at: float, emit: Emit) -> None:
        self._note(MODEL, LEARNING if self.model.days else NO_SALES, at, emit)

    def _note(self, model: str, note: str, at: float, emit: Emit) -> None:
        if self.told.get(model) != note:
            self.told[model] = note
            emit_note(emit, model, RIVAL, note, at)

    def _score(self, at: float, emit: Emit) -> None:
        for measure, samples, score, rival, rival_score in self._measures():
            scores = {"measure": measure, "score": score, "rival": rival, "rival_score": rival_score}
            emit("model_scores", "", model=MODEL, at=at, samples=samples, **scores, drift_at=self.judged.drift.at)

    def _measures(self) -> Iterator[tuple[str, int, float, str, float]]:
        for measure, error in (("1 - wMAPE, next day", self.judged.day), ("1 - wMAPE, next seven days", self.judged.week)):
            if error.own is not None and error.rival is not None:
                yield measure, error.samples, 1 - error.own, RIVAL, 1 - error.rival
        if self.judged.inside.samples:
            yield "inside the 90% interval", self.judged.inside.samples, self.judged.inside.mean, "what was promised", self.judged.promised

    def _emit_lags(self, at: float, emit: Emit) -> None:
        self._note(LAGS, NOTHING_LED if not self.model.days else PAIRING if self.lags.has_signals else NOTHING_BEFORE, at, emit)
        for measure in ("views", "sentiment"):
            lags = self.lags.lags(measure)
            best = leading(lags)
            for lag in lags:
                correlation, bound = round(lag.correlation, 4), round(lag.bound, 4)
                told = {"measure": measure, "days": lag.days, "correlation": correlation, "bound": bound}
                emit("lead_lags", "", at=at, **told, leads=lag == best, samples=lag.samples)


def sales_day(number: int, whole: ProductTotal) -> SalesDay:
    """A joined day as forecasts see it."""
    mood = whole.tone / whole.comments / UNIT if whole.comments else None
    return SalesDay(number, whole.value / UNIT, whole.orders, whole.views, mood)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _emit_total(at: float, day: SalesDay, whole: ProductTotal, is_open: bool, emit: Emit) -> None:
    counts = {"views": whole.views, "carts": whole.carts, "orders": whole.orders, "quantity": whole.quantity, "comments": whole.comments}
    emit("day_totals", "", day=at, **counts, value=day.value, tone=None if day.mood is None else round(day.mood, 4), is_open=is_open)
