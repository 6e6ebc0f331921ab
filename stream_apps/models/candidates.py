"""What may come next, and how it is told apart: candidates, their features, their scores.

Compiled: in plain NumPy ten suggestions take five times as long, which decides how often they can be made.
"""

from typing import Any, Final, NamedTuple

import numpy as np

from stream_apps.models.compiled import compiled
from stream_apps.models.groups import log_shares
from stream_apps.models.journeys import NEAR
from stream_apps.models.products import NOBODY

# What a candidate is judged by, and the weights to start from: rounded from what is learned on eshop2008.
WEIGHTS: Final = {
    "after the last product": 0.5,
    "after the last two": 0.4,
    "near the last twelve": 0.6,
    "popular": -0.35,
    "group after the last two": 0.3,
    "seen": -1.0,
    "log of times seen": 1.0,
    "is the last": 0.25,
    "is the one before": -0.4,
}
FEATURES: Final = len(WEIGHTS)
AFTER_ONE, AFTER_TWO, NEAR_LAST, POPULAR, GROUP, SEEN, TIMES_SEEN, IS_LAST, IS_BEFORE = range(FEATURES)

NEAR_BY, AFTER = 0, 1  # kinds of companions
SHRINK: Final = 60.0  # looks' worth of popularity in a product's followers
SHRINK_PAIR: Final = 40.0  # looks' worth of a product's followers in a pair's


class Ranks(NamedTuple):
    """Where the product that came stood (1: first) by the model, by popularity in its session's last group, and among those that had
    followed the last product. The last two are the naive rivals."""

    model: float
    popularity: float
    follower: float


@compiled
def foresee(
    journeys: Any, line: int, who_followed: Any, times_followed: Any, leaders: Any, who: Any, counts: Any, totals: Any, share: Any,
    log_share: Any, groups: Any, once: Any, twice_lines: Any, twice: Any, known: int, weights: Any,
) -> Any:  # fmt: skip
    """Numbers, features, scores and looks right after the last product, of each candidate.

    journeys, line: what the session has looked at, of JOURNEY; who_followed, times_followed: products that came after its last two, and
    how often; leaders: candidates by popularity; who, counts, totals: companions; share: of looks, and its logarithm, and groups, by
    number; once, twice_lines, twice, known: as of Groups. Products that are not in share yet are left out.
    """
    size, journey = len(share), journeys[line]
    seen, times = _seen(journey, size)
    mass, smoothing, places = _near(seen, who, counts, totals, size)
    followed, total = _after(journey.last, who, counts, totals, size)
    for leader in leaders:
        places[leader] = 0
    numbers = np.flatnonzero(places == 0)
    features, scores, after = np.zeros((len(numbers), FEATURES)), np.zeros(len(numbers)), followed[numbers]
    group_logs = log_shares(once, twice_lines, twice, journey.group_before, journey.group, known)
    backoff, least = _backoff(who_followed, times_followed, size), np.log(SHRINK / (total + SHRINK))
    for place, number in enumerate(numbers):
        places[number] = place
        row = features[place]
        likely = (after[place] + SHRINK * share[number]) / (total + SHRINK)
        row[AFTER_ONE] = np.log(likely) if after[place] else log_share[number] + least
        row[AFTER_TWO] = backoff
        row[NEAR_LAST] = np.log(mass[number] + smoothing * share[number])
        row[POPULAR], row[GROUP] = log_share[number], group_logs[groups[number]]
    for each in range(len(who_followed)):
        number = who_followed[each]
        if number == NOBODY:
            break
        if number < size and places[number] >= 0:
            likely = (followed[number] + SHRINK * share[number]) / (total + SHRINK)
            features[places[number], AFTER_TWO] += np.log1p(times_followed[each] / (SHRINK_PAIR * likely))
    for each in range(len(seen)):
        if places[seen[each]] >= 0:
            features[places[seen[each]], SEEN] = 1.0
            features[places[seen[each]], TIMES_SEEN] = np.log1p(times[each])
    for number, mark in ((journey.last, IS_LAST), (journey.before, IS_BEFORE)):
        if 0 < number < size and places[number] >= 0:
            features[places[number], mark] = 1.0
    for place in range(len(numbers)):
        for feature in range(FEATURES):
            scores[place] += features[place, feature] * weights[feature]
    return numbers, features, scores, after


@compiled
def _seen(journey: Any, size: int) -> Any:
    """Products below size that a journey has seen, and how often, the newest last."""
    seen, times, length = np.zeros(journey.length, np.int64), np.zeros(journey.length, np.int64), 0
    for place in range(journey.length):
        if journey.seen[place] < size:
            seen[length], times[length] = journey.seen[place], journey.times[place]
            length += 1
    return seen[:length], times[:length]


@compiled
def _near(seen: Any, who: Any, counts: Any, totals: Any, size: int) -> Any:
    """By number: how near a product is to the last NEAR seen, and 0 for a candidate, else -1; between them what popularity weighs."""
    mass, places, last = np.zeros(size), np.full(size, -1), seen[max(0, len(seen) - NEAR) :]
    smoothing = 0.0 if len(last) else 1.0
    for product in last:
        scale = 1 / (len(last) * (totals[product, NEAR_BY] + SHRINK))
        smoothing += scale * SHRINK
        for place in range(who.shape[1]):
            companion = who[product, place]
            if companion == NOBODY:
                break
            mass[companion] += counts[product, NEAR_BY, place] * scale
            places[companion] = 0
    return mass, smoothing, places


@compiled
def _after(last: int, who: Any, counts: Any, totals: Any, size: int) -> Any:
    """By number: how often a product was looked at right after the last one; and how often any was."""
    followed = np.zeros(size)
    if not 0 < last < size:
        return followed, 0.0
    for place in range(who.shape[1]):
        if who[last, place] == NOBODY:
            break
        followed[who[last, place]] = counts[last, AFTER, place]
    return followed, np.float64(totals[last, AFTER])


@compiled
def _backoff(who: Any, times: Any, size: int) -> Any:
    """What the last two products say of a product that never came after them."""
    total = 0
    for place in range(len(who)):
        if who[place] == NOBODY:
            break
        total += times[place] if who[place] < size else 0
    return np.log(SHRINK_PAIR / (total + SHRINK_PAIR))


@compiled
def suggest(
    journeys: Any, line: int, who_followed: Any, times_followed: Any, leaders: Any, who: Any, counts: Any, totals: Any, share: Any,
    log_share: Any, groups: Any, once: Any, twice_lines: Any, twice: Any, known: int, weights: Any, most: int,
) -> Any:  # fmt: skip
    """Numbers of so many candidates, the likeliest first, and their probabilities."""
    numbers, _, scores, _ = foresee(
        journeys, line, who_followed, times_followed, leaders, who, counts, totals, share,
        log_share, groups, once, twice_lines, twice, known, weights,
    )  # fmt: skip
    places, shares = likeliest(scores, most)
    return numbers[places], shares


@compiled
def ranks(
    journeys: Any, line: int, who_followed: Any, times_followed: Any, leaders: Any, who: Any, counts: Any, totals: Any, share: Any,
    log_share: Any, groups: Any, once: Any, twice_lines: Any, twice: Any, known: int, weights: Any, came: int, squares: Any, rate: float,
) -> Any:  # fmt: skip
    """Where the product that came stands, as Ranks has it; three zeros where it is no candidate.

    At a rate above 0 the weights are then moved towards it (AdaGrad over squares).
    """
    numbers, features, scores, followed = foresee(
        journeys, line, who_followed, times_followed, leaders, who, counts, totals, share,
        log_share, groups, once, twice_lines, twice, known, weights,
    )  # fmt: skip
    place = np.searchsorted(numbers, came)
    if place == len(numbers) or numbers[place] != came:
        return 0.0, 0.0, 0.0
    popular = share[numbers]
    inside = popular + (groups[numbers] == journeys[line].group)
    found = _rank(scores, place), _rank(inside, place), _rank(popular + followed, place)
    if rate:
        step = _slope(features, scores, place)
        squares += step * step
        weights -= rate * step / np.sqrt(squares)
    return found


@compiled
def likeliest(scores: Any, most: int) -> Any:
    """Places of the highest scores, the highest first (of equal ones the lower place), and their softmax probabilities."""
    found = min(most, len(scores))
    places, shares = np.zeros(found, np.int64), np.zeros(found)
    if not found:
        return places, shares
    total, highest, held = 0.0, scores.max(), 0
    for place in range(len(scores)):
        total += np.exp(scores[place] - highest)
        if held == found and scores[place] <= scores[places[found - 1]]:
            continue
        rank = min(held, found - 1)
        while rank > 0 and scores[place] > scores[places[rank - 1]]:
            places[rank] = places[rank - 1]
            rank -= 1
        places[rank] = place
        held = min(held + 1, found)
    for rank in range(found):
        shares[rank] = np.exp(scores[places[rank]] - highest) / total
    return places, shares


@compiled
def _rank(scores: Any, place: int) -> Any:
    """1 for the highest; those that tie share the mean of their ranks."""
    higher, same = 0, 0
    for score in scores:
        higher += score > scores[place]
        same += score == scores[place]
    return higher + (same + 1) / 2


@compiled
def _slope(features: Any, scores: Any, place: int) -> Any:
    """By feature: how the log-loss of the softmax grows with its weight, where the product that came stands at place."""
    odds = np.exp(scores - scores.max())
    found = np.zeros(features.shape[1])
    for candidate in range(len(scores)):
        for feature in range(features.shape[1]):
            found[feature] += odds[candidate] * features[candidate, feature]
    return found / odds.sum() - features[place]
