"""What customers gave back of which no sale is known yet: partitions run apart, and a cancellation may be read before its order."""

from collections import OrderedDict

import msgspec


class _Return(msgspec.Struct):
    """at: s. worth: above 0."""

    at: float
    worth: float


class EarlyReturns:
    """Returns wait until their customer has a first order that is not after them: then they count, in whatever order both were read.

    What was given back before that first order was bought before the log began: it is no debt, and waits in vain.

    >>> returns = EarlyReturns()
    >>> returns.wait("k1", at=500.0, worth=30.0, most=100)
    >>> returns.due("k1", first=900.0), returns.due("k1", first=400.0), returns.due("k1", first=400.0)
    (0, 30.0, 0)
    """

    def __init__(self) -> None:
        self._of: OrderedDict[str, list[_Return]] = OrderedDict()  # by customer, the longest waiting first

    def __len__(self) -> int:
        return len(self._of)

    def wait(self, customer: str, at: float, worth: float, most: int) -> None:
        """Keeps a return; most: customers, beyond whom those who wait longest are forgotten."""
        self._of.setdefault(customer, []).append(_Return(at, worth))
        while len(self._of) > most:
            self._of.popitem(last=False)

    def due(self, customer: str, first: float) -> float:
        """Takes what counts by now: the worth of what came back at or after a customer's first order."""
        waiting = self._of.pop(customer, [])
        if left := [each for each in waiting if each.at < first]:
            self._of[customer] = left
        return sum(each.worth for each in waiting if each.at >= first)
