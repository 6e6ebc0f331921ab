"""How good forecasts of sales were: of the next day, of the next seven, and whether their intervals held."""

from typing import Final

from stream_apps.models.drift import Drift
from stream_apps.models.interval import COVERED
from stream_apps.models.prequential import Faded
from stream_apps.models.sales_forecast import Forecast

FADE: Final = 0.99  # the newest hundred days make two thirds of a score


class RelativeError:
    """Weighted mean absolute percentage error, of the forecasts and of their naive rival's, in which the past fades.

    >>> error = RelativeError()
    >>> error.add(90.0, 50.0, came=100.0)
    >>> error.own, error.rival
    (0.1, 0.5)
    """

    def __init__(self) -> None:
        self._came, self._own, self._rival = Faded(FADE), Faded(FADE), Faded(FADE)

    @property
    def samples(self) -> int:
        return self._came.samples

    @property
    def own(self) -> float | None:
        """None where nothing was sold."""
        return self._own.mean / self._came.mean if self._came.mean > 0 else None

    @property
    def rival(self) -> float | None:
        return self._rival.mean / self._came.mean if self._came.mean > 0 else None

    def add(self, own: float, rival: float, came: float) -> None:
        """Takes in what came of one forecast."""
        self._came.add(abs(came))
        self._own.add(abs(own - came))
        self._rival.add(abs(rival - came))


class JudgedForecasts:
    """Judges forecasts as they come true. Intervals are judged on days on which the shop sold: of a closed day they promise nothing."""

    def __init__(self) -> None:
        self.day, self.week = RelativeError(), RelativeError()
        self.inside, self.drift = Faded(FADE), Drift()

    def add(self, forecast: Forecast, came: float, is_open: bool, at: float) -> None:
        """Takes in a forecast whose days are over. at: s."""
        if forecast.days > 1:
            self.week.add(forecast.value, forecast.rival, came)
        elif forecast.ahead == 1:
            self.day.add(forecast.value, forecast.rival, came)
            if is_open and forecast.value > 0:
                if (is_inside := forecast.holds(came)) is not None:
                    self.inside.add(is_inside)
                self.drift.add(abs(forecast.value - came) / forecast.value, at)

    @property
    def promised(self) -> float:
        """The share that the intervals are made to hold."""
        return COVERED
