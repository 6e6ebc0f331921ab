"""Two counters of one door: how far they differ, how sure each is, and what both together say."""

from math import exp, log1p, sqrt
from typing import Final, NamedTuple

WEEK: Final = 168
SLOW: Final = 0.005  # share of the way that what is usual moves to the newest hour: some 200 hours with people
FAST: Final = 0.05  # of the mean that is compared with it
PROFILE: Final = 0.1
FEW: Final = 20  # people, by both together, below which chance speaks louder than any counter
SURE: Final = 50  # hours before anything is said
APART: Final = 4.0  # standard deviations at which one hour is called apart
DRIFTED: Final = 4.0  # standard errors of the fast mean, at which the usual ratio has moved
LEAST: Final = 0.05  # logarithm that a ratio must have moved, whatever the errors: 5%


class Agreement(NamedTuple):
    """bias: usual ratio of the second counter to the first; fused: people by both; error: its standard error, people."""

    bias: float
    fused: float
    error: float
    apart: bool
    drifted: bool


class TwoCounters:
    """Errors of two counters without a truth, by the three-cornered hat (Gray and Allan 1974), in logarithms.

    The third corner is the door's own weekly profile. Where the errors of the counters, and what makes a week differ from the usual, are
    independent, var(a - b) = A + B, var(a - w) = A + W and var(b - w) = B + W give the variances A and B. The fused count is the mean
    of both, each brought half of the way to the other and weighted by its inverse variance. Which of them is biased cannot be told from
    the two alone: half of the bias is therefore part of the error. Drift is found where a fast mean of the log ratio leaves the slow one
    (EWMA chart, Roberts 1959); the slow one then begins anew.

    >>> counters = TwoCounters()
    >>> for hour in range(400):
    ...     said = counters.learn_one(hour, 100 + hour % 7, 90 + hour % 5)
    >>> round(said.bias, 2), 90 < said.fused < 103, said.error < 8, said.apart, said.drifted
    (0.89, True, True, False, False)
    """

    def __init__(self) -> None:
        self.hours = 0
        self._bias = self._fast = 0.0
        self._spread = self._first = self._second = 0.05  # variances: of the ratio, of each against the profile
        self._profile: dict[int, float] = {}

    def learn_one(self, hour: int, first: float, second: float) -> Agreement | None:
        """Takes in an hour's counts; what was to be said of it before it was learned from, None while too little is known."""
        a, b = log1p(first), log1p(second)
        said = self._judge(a, b) if self.hours >= SURE else None
        if first + second >= FEW:
            self._learn(hour % WEEK, a, b)
            if said and said.drifted:
                self._bias, self.hours = self._fast, 0
        return said

    def _judge(self, a: float, b: float) -> Agreement:
        spread = max(self._spread, 1e-6)
        of_a = min(max((spread + self._first - self._second) / 2, 0.1 * spread), 0.9 * spread)
        of_b = spread - of_a
        middle = ((a + self._bias / 2) * of_b + (b - self._bias / 2) * of_a) / spread
        fused = max(0.0, exp(middle) - 1)
        error = (fused + 1) * sqrt(of_a * of_b / spread + (self._bias / 2) ** 2)
        few = exp(a) + exp(b) - 2 < FEW
        apart = not few and abs(b - a - self._bias) > APART * sqrt(spread)
        moved = abs(self._fast - self._bias) > max(LEAST, DRIFTED * sqrt(spread * FAST / (2 - FAST)))
        return Agreement(exp(self._bias), fused, error, apart, moved)

    def _learn(self, slot: int, a: float, b: float) -> None:
        self.hours += 1
        share = max(SLOW, 1 / self.hours)
        off = b - a - self._bias
        self._bias += share * off
        self._fast += max(FAST, 1 / self.hours) * (b - a - self._fast)
        limit = APART**2 * self._spread if self.hours > SURE else 4.0
        self._spread += share * (min(off * off, limit) - self._spread)
        usual = self._profile.get(slot)
        middle = (a + b) / 2
        if usual is not None:
            first, second = a + self._bias / 2 - usual, b - self._bias / 2 - usual
            self._first += share * (min(first * first, 1.0) - self._first)
            self._second += share * (min(second * second, 1.0) - self._second)
        self._profile[slot] = middle if usual is None else usual + PROFILE * (middle - usual)
