"""What rises and what falls: of each product or category, by looks, orders and comments of the last eight weeks."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from stream_apps.models.mann_kendall import mann_kendall, sen_slope
from stream_apps.models.recent_days import MEASURES, Counts, Matrix, RecentDays
from stream_apps.models.sales_day import WEEK, weekday
from stream_apps.models.surge import SURE as SURE_OF_SURGE
from stream_apps.models.surge import surges

YOUNG: Final = 4 * WEEK  # days; what was first seen later is new, not rising
LEAST: Final = 20  # of a measure in the window; less says nothing
SURE: Final = 2.58  # |z| that chance reaches once in a hundred times
LEADING: Final = (1, 0, 2)  # what ratio, level and slope are of: orders, else looks, else comments


class Trend(NamedTuple):
    """How a name has moved. z: that of all measures that say something, together; zs: of each, None where too few.

    measure: what the rest is of. ratio: the last ten days or so against the last forty; level: mean a day; slope: its change a week;
    total: in the window.
    """

    name: str
    verdict: str  # new, surging, plunging, rising, falling, steady
    z: float
    zs: tuple[float | None, ...]
    measure: str
    ratio: float
    level: float
    slope: float
    total: int


class Trends:
    """Mann-Kendall tests of deseasonalised daily counts, combined, and Sen's slope of the weeks; what jumped in the newest week surges or
    plunges before such a test can notice.

    Days on which nobody had anything (closed, or nothing was recorded) are left out. The weekdays' shape is that of all names together.

    >>> trends = Trends()
    >>> for number in range(70):
    ...     trends.learn_one(number, {"up": (0, 30 + number // 7, 0), "down": (0, 40 - number // 7, 0), "flat": (0, 5, 0)})
    >>> [(each.name, each.verdict, round(each.slope, 1)) for each in trends.assess()]
    [('up', 'rising', 1.0), ('down', 'falling', -1.0), ('flat', 'steady', 0.0)]
    """

    def __init__(self) -> None:
        self._days = RecentDays()

    def learn_one(self, number: int, counts: Counts) -> None:
        """Takes in the next day; who is not named had nothing."""
        self._days.learn_one(number, counts)

    @property
    def is_young(self) -> bool:
        """Whether too few days were learned from to tell any trend."""
        return len(self._days.days) < YOUNG

    def knows(self, name: str) -> bool:
        """Whether it is remembered."""
        return name in self._days.rows

    def movers(self, most: int) -> frozenset[str]:
        """Whose ratio is highest and lowest, so many of each by each measure: those to look at first."""
        names, found = list(self._days.rows), set[str]()
        for measure, total in enumerate(self._days.window.sum(axis=(0, 2))):
            if total >= LEAST:
                ranked = np.argsort(-self._days.ratios(measure), kind="stable")
                found.update(names[row] for row in [*ranked[:most], *ranked[-most:]])
        return frozenset(found)

    def assess(self, names: frozenset[str] | None = None) -> list[Trend]:
        """Of these names, or all, those of which enough is known."""
        days, window = self._days.days, self._days.window
        if self.is_young:
            return []
        enough = window.sum(axis=2) >= LEAST
        is_told = enough.any(axis=1).tolist()
        chosen = [(name, row) for name, row in self._days.rows.items() if is_told[row] and (names is None or name in names)]
        rows, measures = [row for _, row in chosen], range(len(MEASURES))
        if not rows:
            return []
        zs = np.stack([_tested(window[:, measure], rows, days) for measure in measures], axis=1)
        which = [_leading(counts) for counts in window[rows].sum(axis=2).tolist()]
        known = enough[rows]
        together: list[float] = (zs * known).sum(axis=1).tolist()
        for place in np.flatnonzero(known.sum(axis=1) > 1).tolist():
            together[place] = _together(zs[place, known[place]], window[rows[place], known[place]])
        return self._trends(chosen, known, zs, together, which, window[rows, which])

    def _trends(
        self,
        chosen: list[tuple[str, int]],
        enough: npt.NDArray[np.bool_],
        zs: Matrix,
        together: list[float],
        which: list[int],
        counts: Matrix,
    ) -> list[Trend]:
        weeks = counts[:, counts.shape[1] % WEEK :].reshape(len(counts), -1, WEEK).mean(axis=2)
        ratios = np.stack([self._days.ratios(measure) for measure in range(len(MEASURES))], axis=1).tolist()
        columns = zip(
            chosen,
            enough.tolist(),
            zs.tolist(),
            together,
            which,
            counts.mean(axis=1).tolist(),
            sen_slope(weeks).tolist(),
            counts.sum(axis=1).tolist(),
            surges(counts).tolist(),
            strict=True,
        )
        return [
            Trend(
                name,
                self._verdict(self._days.first[row], z, surge),
                z,
                tuple(each if is_enough else None for each, is_enough in zip(each_z, known, strict=True)),
                MEASURES[measure],
                ratios[row][measure],
                level,
                slope,
                int(total),
            )
            for (name, row), known, each_z, z, measure, level, slope, total, surge in columns
        ]

    def _verdict(self, first: int, z: float, surge: float) -> str:
        if self._days.last - first < YOUNG <= first - self._days.begun:
            return "new"
        if abs(surge) >= SURE_OF_SURGE:
            return "surging" if surge > 0 else "plunging"
        return "rising" if z >= SURE else "falling" if z <= -SURE else "steady"


def _together(zs: Matrix, series: Matrix) -> float:
    """Stouffer's z; series that go together count as the fewer (Strube 1985): who is looked at is bought."""
    apart = series - series.mean(axis=1, keepdims=True)
    lengths = np.sqrt((apart**2).sum(axis=1))
    alike = apart @ apart.T / np.maximum(np.outer(lengths, lengths), 1e-9)
    np.fill_diagonal(alike, 1.0)
    return float(zs.sum() / np.sqrt(np.maximum(alike, 0.0).sum()))


def _leading(counts: list[float]) -> int:
    return next((measure for measure in LEADING if counts[measure] >= LEAST), LEADING[0])


def _tested(window: Matrix, rows: list[int], days: npt.NDArray[np.int64]) -> Matrix:
    """z of these rows, each day divided by what its weekday is to all rows; days without anything are left out."""
    whole = window.sum(axis=0)
    known = whole > 0
    if known.sum() < YOUNG // 2:
        return np.zeros(len(rows))
    weekdays = np.array([weekday(int(day)) for day in days[known]])
    usual = np.ones(WEEK)
    for each in sorted(set(weekdays.tolist())):
        usual[each] = whole[known][weekdays == each].mean()
    return mann_kendall(window[rows][:, known] / usual[weekdays] * whole[known].mean())
