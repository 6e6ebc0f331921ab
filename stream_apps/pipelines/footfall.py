"""Footfall of places, in the order of their counts' one log: what was expected of each hour, what comes, what is unusual or has changed."""

from collections import OrderedDict
from typing import Any, ClassVar, Final

from contracts.rows import Footfall as Row
from stream_apps.models.bands import needed
from stream_apps.models.drift import Drift
from stream_apps.models.footfall import DAY, HORIZONS, UNUSUAL, Footfall, Forecast
from stream_apps.models.level_change import SURE, Change
from stream_apps.models.prequential import Faded
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.footfall_days import FootfallDays
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.place_hours import HOUR, Hour, PlaceHours
from stream_apps.pipelines.silence import Last, Silence
from stream_apps.pipelines.source import Rules

MODEL: Final = "footfall"
RIVAL: Final = "the same hour last week"
LEARNING: Final = "Still learning: each place needs a week of hours before anything is expected of it."
UNSURE: Final = (
    f"Hours are foreseen by now. What is unusual is told of a place once {needed(UNUSUAL)} of its hours were, "
    f"lasting changes are looked for after {SURE // 7 + 2} weeks of days."
)
SCORE_EVERY: Final = 500  # judged hours between two score rows
FIRST_SCORE: Final = 100  # judged hours before the first
MOST_PLACES: Final = 1_000  # the one silent longest is forgotten beyond these
AHEAD: Final = {1: "an hour ahead", DAY: "a day ahead"}


class _Place:
    """One place: its model, what was expected of hours that have not come, and their rival's guess."""

    def __init__(self) -> None:
        self.hours = {"sensor": PlaceHours(), "camera": PlaceHours()}
        self.has_sensor = False
        self.model = Footfall()
        self.waiting: dict[int, dict[int, tuple[Forecast, float | None]]] = {ahead: {} for ahead in HORIZONS}  # by hour


class _Judged:
    """Sums over judged hours, the past fading: of errors, of the rival's, of people."""

    def __init__(self) -> None:
        self.errors, self.rivals, self.people = Faded(), Faded(), Faded()

    def scores(self) -> tuple[float, float]:
        """One minus wMAPE, of the model and of its rival; higher is better."""
        people = self.people.mean or 1.0
        return 1 - self.errors.mean / people, 1 - self.rivals.mean / people


class FootfallLearner:
    """Learns the footfall of each place of one source, from its sensors; from cameras where it has no sensor."""

    TABLES: ClassVar[tuple[str, ...]] = ("footfall_hours", "footfall_changes", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.places: OrderedDict[tuple[str, str], _Place] = OrderedDict()  # by store and place; the longest silent first
        self.days, self.silence = FootfallDays(), Silence()
        self.judged = {ahead: _Judged() for ahead in HORIZONS}
        self.drift = Drift()
        self.foresees = self.knows_usual = False  # whether anything is expected of a place, and what is usual of one
        self.clock, self.told = 0.0, ""  # s, the end of the newest hour; the newest note

    def take(self, row: Row, rules: Rules, emit: Emit) -> None:
        """Takes in a count."""
        if not self.clock:
            self.clock = row.at
            self._say_how_far(emit)
        place = self._place(row)
        place.has_sensor = place.has_sensor or row.device == "sensor"
        last = self.silence.heard(row)
        for hour in place.hours[row.device].take(row, last, self.silence, rules.lateness / 1000):
            if row.device == "sensor" or not place.has_sensor:
                self._hour(place, row, last, hour, emit)

    def _place(self, row: Row) -> _Place:
        key = (row.store, row.place)
        place = self.places.pop(key, None) or _Place()
        self.places[key] = place
        if len(self.places) > MOST_PLACES:
            (store, name), _ = self.places.popitem(last=False)
            self.days.forget(_named(store, name))
        return place

    def _hour(self, place: _Place, row: Row, last: Last, hour: Hour, emit: Emit) -> None:
        """What an hour that is over was, what comes after it, then what is learned from it."""
        people, self.clock = float(hour.people), max(self.clock, float((hour.number + 1) * HOUR))
        expected = {ahead: place.waiting[ahead].pop(hour.number, None) for ahead in HORIZONS}
        for ahead, told in expected.items():
            self._judge(ahead, told, people, emit)
        place.model.learn_one(hour.number, people)
        coming = {ahead: self._foresee(place, ahead) for ahead in HORIZONS}
        self._emit(row, hour, {ahead: told[0] if told else None for ahead, told in expected.items()}, coming, emit)
        for name, change in self.days.add(_named(row.store, row.place), hour.number, people, last, self.silence):
            _emit_change(name, change, emit)
        self.foresees = self.foresees or any(coming.values())
        self.knows_usual = self.knows_usual or any(each is not None and each.below is not None for each in coming.values())
        self._say_how_far(emit)

    def _say_how_far(self, emit: Emit) -> None:
        note = LEARNING if not self.foresees else "" if self.knows_usual and self.days.are_compared else UNSURE
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, self.clock)

    def _foresee(self, place: _Place, ahead: int) -> Forecast | None:
        waiting = place.waiting[ahead]
        for passed in [hour for hour in waiting if hour <= place.model.hour]:
            del waiting[passed]
        forecast = place.model.predict_one(ahead)
        if forecast:
            waiting[forecast.hour] = forecast, place.model.last_week(ahead)
        return forecast

    def _judge(self, ahead: int, told: tuple[Forecast, float | None] | None, people: float, emit: Emit) -> None:
        if told is None or told[1] is None:
            return  # nothing was expected, or the rival knows nothing
        judged, error = self.judged[ahead], abs(told[0].people - people)
        judged.errors.add(error)
        judged.rivals.add(abs(told[1] - people))
        judged.people.add(people)
        if ahead == DAY:
            self.drift.add(error / max(1.0, error, people), self.clock)
        if judged.errors.samples == FIRST_SCORE or judged.errors.samples % SCORE_EVERY == 0:
            score, rival = judged.scores()
            fields: dict[str, Any] = {"measure": f"1 - wMAPE, {AHEAD[ahead]}", "score": score, "rival": RIVAL, "rival_score": rival}
            fields |= {"samples": judged.errors.samples, "label_delay": float(ahead * HOUR), "drift_at": self.drift.at}
            emit("model_scores", "", model=MODEL, at=self.clock, note=self.told, **fields)

    def _emit(self, row: Row, hour: Hour, expected: dict[int, Forecast | None], coming: dict[int, Forecast | None], emit: Emit) -> None:
        day = expected[DAY]
        fields = {"place": row.place, "store": row.store, "precision": row.precision, "device": row.device}
        emit(
            "footfall_hours",
            row.place,
            **fields,
            at=float(hour.number * HOUR),
            people=float(hour.people),
            **_band("", day),
            **_band("sooner_", expected[1]),
            unusual=_unusual(day, hour.people),
            **_band("next_", coming[1]),
            **_band("tomorrow_", coming[DAY]),
        )


def _band(prefix: str, forecast: Forecast | None) -> dict[str, float | None]:
    told = (None, None, None) if forecast is None else (forecast.people, forecast.low, forecast.high)
    rounded = [None if value is None else round(value, 1) for value in told]
    return dict(zip((f"{prefix}expected", f"{prefix}low", f"{prefix}high"), rounded, strict=True))


def _unusual(forecast: Forecast | None, people: int) -> str:
    if forecast is None or forecast.below is None or forecast.above is None:
        return ""
    return "more" if people > forecast.above else "fewer" if people < forecast.below else ""


def _named(store: str, place: str) -> str:
    return f"{store}: {place}" if store else place


def _emit_change(place: str, change: Change, emit: Emit) -> None:
    when = {"at": float((change.found + 1) * DAY * HOUR), "since": float(change.since * DAY * HOUR)}
    emit("footfall_changes", place, place=place, **when, before=change.before, after=change.after, ratio=change.ratio)
