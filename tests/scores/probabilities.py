"""How good probabilities are, counted out: what the models' own running scores are checked against."""

from collections.abc import Iterator, Sequence
from itertools import groupby

Judged = Sequence[tuple[float, bool]]  # the probability of a yes, promised before the answer was learned; whether it came


def auc(judged: Judged) -> float:
    """Chance that a yes was given a higher probability than a no, ties counting half.

    >>> round(auc([(0.1, False), (0.3, True), (0.3, False), (0.9, True)]), 3)
    0.875
    """
    below = won = yeses = 0
    for _, group in groupby(sorted(judged), key=lambda each: each[0]):
        came = [yes for _, yes in group]
        won += sum(came) * (2 * below + len(came) - sum(came))
        below += len(came) - sum(came)
        yeses += sum(came)
    return won / (2 * below * yeses)


def calibration_error(judged: Judged, bins: int = 10) -> float:
    """Mean distance of promised and came over equal bins of probability.

    >>> round(calibration_error([(0.12, False), (0.18, True), (0.9, True)]), 3)
    0.267
    """
    return sum(abs(sum(p - came for p, came in each)) for each in _bins(judged, bins)) / len(judged)


def lift(judged: Judged, share: float = 0.1) -> float:
    """How many times more often a yes came among the share with the highest probability than among all.

    >>> lift([(0.9, True), (0.2, False), (0.1, True), (0.0, False)], share=0.25)
    2.0
    """
    best = sorted(judged, key=lambda each: -each[0])[: int(share * len(judged))]
    return (sum(came for _, came in best) / len(best)) / (sum(came for _, came in judged) / len(judged))


def _bins(judged: Judged, bins: int) -> Iterator[Judged]:
    for number in range(bins):
        yield [each for each in judged if min(int(each[0] * bins), bins - 1) == number]
