"""On which days a shop sells at all."""

from collections import deque
from typing import Final

from stream_apps.models.sales_day import WEEK, SalesDay, weekday
from stream_apps.models.weekday_level import WeekdayLevel

REMEMBERED: Final = 4  # of one weekday
CERTAIN: Final = 5.0  # orders expected beyond which none at all is no chance: e^-5 < 1%


class Opening:
    """Learns which weekdays a shop is closed on, and notices when it has been shut altogether.

    A day without an order is closed where several were expected; a quiet shop sells nothing on many a day. Of a weekday only those
    weeks count in which the shop was open otherwise, so that a lockdown does not close Mondays for good.

    >>> opening = Opening()
    >>> for number in range(28):
    ...     opening.learn_one(SalesDay(number, value=0.0, orders=0 if number % 7 == 2 else 20))
    >>> opening.predict_one(28), opening.predict_one(30)  # 1970 began on a Thursday, so 30 is a Saturday
    (True, False)
    """

    def __init__(self) -> None:
        self._orders = WeekdayLevel()
        self._open: list[deque[bool]] = [deque(maxlen=REMEMBERED) for _ in range(WEEK)]
        self._closed_since = 0  # days in a row

    def is_open(self, day: SalesDay) -> bool:
        """Whether a day that is over was one of selling."""
        if day.orders > 0 or day.value != 0:
            return True
        expected = self._orders.predict_one(day.number)
        return expected is not None and expected < CERTAIN

    def predict_one(self, number: int) -> bool:
        """Whether the shop will sell on a day: not if it sold nothing for a week, nor if it hardly ever does on that weekday."""
        seen = self._open[weekday(number)]
        return self._closed_since < WEEK and (len(seen) < 2 or 2 * sum(seen) >= len(seen))

    def learn_one(self, day: SalesDay) -> None:
        """Takes in the next day."""
        is_open = self.is_open(day)
        if self._closed_since < WEEK - 1:
            self._open[day.weekday].append(is_open)
        self._closed_since = 0 if is_open else self._closed_since + 1
        if is_open:
            self._orders.learn_one(day.number, day.orders)
