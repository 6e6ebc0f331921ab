"""The next product of a running session, on eshop2008: July and August, after learning since April."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from stream_apps.models.next_product import NextProduct, Ranks
from tests.scores.data import ESHOP2008
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.looks import Look, looks

FROM: Final = 7  # the month from which transitions count
WANTED: Final = {"hit@1": 15.7, "hit@5": 39.0, "hit@10": 54.5}
WANTED_RANK: Final = 0.277
WANTED_COST: Final = 50.0
TIMED: Final = 8192  # looks a time is taken over; the median of such times is told, for others may be busy on the machine


def run(path: Path, advance: Advance) -> Outcome:
    """Scores every transition, though the deployed model judges one in so many: asking for a rank changes nothing."""
    clicks = list(looks(path))
    cost = _cost(clicks, lambda done: advance(done / 3))
    model, ranks = NextProduct(), list[Ranks]()
    for number, look in enumerate(clicks):
        if number % 1000 == 0:
            advance(1 / 3 + number / len(clicks) * 2 / 3)
        rank = model.rank_one(look.session, look.product) if look.month >= FROM else None
        if rank:
            ranks.append(rank)
        model.learn_one(look.session, look.product, look.category, look.page)
    measures = [
        *(_hits(name, ranks) for name in WANTED),
        _reciprocal(ranks),
        Measure(name="a click", unit="us", reached=cost[0], wanted=WANTED_COST, at_most=True, timed=True),
        Measure(name="ten suggestions", unit="us", reached=cost[1], timed=True),
    ]
    markov = [rank.follower for rank in ranks]
    notes = [
        f"A first-order Markov chain over the same transitions: hit@1 {_share(markov, 1):.2f}%, hit@5 {_share(markov, 5):.2f}%, "
        f"hit@10 {_share(markov, 10):.2f}%.",
        "A click is what the worker does of each: count it, and learn the weights from one transition in so many. "
        "Ten suggestions come on top where they are emitted, at a session's 3rd, 9th, 27th, ... look.",
    ]
    return Outcome(
        samples=len(ranks), samples_of="transitions", rival="popularity in the same category and page", measures=measures, notes=notes,
        cost=cost[0],
    )  # fmt: skip


def _cost(clicks: Sequence[Look], advance: Advance) -> tuple[float, float]:
    """Medians of CPU time of a click, and of ten suggestions, us."""
    model, learning, predicting = NextProduct(), list[float](), list[float]()
    for first in range(0, len(clicks) - TIMED, TIMED):
        advance(first / len(clicks))
        before = process_time()
        for look in clicks[first : first + TIMED]:
            model.learn_one(look.session, look.product, look.category, look.page)
        between = process_time()
        for look in clicks[first : first + TIMED : 32]:
            model.predict_one(look.session)
        learning.append((between - before) / TIMED * 1e6)
        predicting.append((process_time() - between) / (TIMED / 32) * 1e6)
    return median(learning), median(predicting)


def _hits(name: str, ranks: Sequence[Ranks]) -> Measure:
    most = int(name.removeprefix("hit@"))
    ours, rivals = [rank.model for rank in ranks], [rank.popularity for rank in ranks]
    return Measure(name=name, unit="%", reached=_share(ours, most), wanted=WANTED[name], rival=_share(rivals, most))


def _reciprocal(ranks: Sequence[Ranks]) -> Measure:
    ours, rivals = (sum(1 / each for each in of) / len(ranks) for of in ([r.model for r in ranks], [r.popularity for r in ranks]))
    return Measure(name="mean reciprocal rank", unit="", reached=ours, wanted=WANTED_RANK, rival=rivals)


def _share(ranks: Sequence[float], most: int) -> float:
    return 100 * sum(rank <= most for rank in ranks) / len(ranks)


NEXT_PRODUCT: Final = Score(
    "next_product",
    "Next product of a session",
    ESHOP2008,
    "Which product a session looks at next, of all that are known. Learned from every look; weights start as rounded from what the model "
    "learns on this very file, and learning goes on. Judged on all transitions of July and August.",
    run,
)
