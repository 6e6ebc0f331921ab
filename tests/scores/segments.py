"""Segments of sessions: how well groups found in one pass agree with groups found over all sessions at once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from river.metrics import AdjustedRand
from scipy.cluster.vq import kmeans2

from contracts.rows import Session
from producers.replay import eshop2008
from stream_apps.models.segments import WARM_UP
from stream_apps.pipelines.segments import SegmentLearner
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.metrics import offline
from tests.scores.data import ESHOP2008
from tests.scores.figures import Advance, Measure, Outcome, Score

GROUPS: Final = 5
RESTARTS: Final = 10
CLICKS: Final = 165_474
SHOWN: Final = 4_000  # sessions whose silhouette is taken: it compares each with each

Points = NDArray[np.float64]
Labels = NDArray[np.int64]


class Watched(SegmentLearner):
    """Remembers what it saw and said."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, float]] = []
        self.said: list[int] = []

    def features(self, session: Session) -> dict[str, float]:
        self.seen.append(super().features(session))
        return self.seen[-1]

    def emit(self, table: str, key: str, **fields: Any) -> None:  # noqa: ARG002  a row's key says nothing here
        """Takes a row."""
        if table == "session_segments":
            self.said.append(fields["segment"])


def run(path: Path, advance: Advance) -> Outcome:
    """One pass over the sessions, then k-means over all of them, from the best of ten starts."""
    learner, cost = judged(path, advance)
    points, online = as_points(learner.seen)[WARM_UP:], np.array(learner.said[WARM_UP:])
    batch = best_of(points)
    other = kmeans2(points, GROUPS, minit="++", rng=RESTARTS, iter=100)[1]
    clicked = np.array([round(float(np.expm1(x["depth"]))).bit_length() for x in learner.seen[WARM_UP:]])
    return Outcome(
        samples=len(points),
        samples_of="sessions",
        rival="groups by number of clicks (1, 2-3, 4-7, ...)",
        measures=[
            Measure(
                name="agreement with k-means over all sessions",
                unit="ARI",
                reached=agreement(batch, online),
                wanted=0.95,
                rival=agreement(batch, clicked),
            ),
            Measure(name="silhouette", unit="", reached=silhouette(points, online), wanted=0.38, rival=silhouette(points, clicked)),
        ],
        cost=cost,
        notes=[
            f"Two runs of k-means over all sessions agree with each other by {agreement(batch, other):.2f}, and reach a silhouette of "
            f"{silhouette(points, batch):.2f}. The first {WARM_UP} sessions, which place the centres, are not judged.",
        ],
    )


def judged(path: Path, advance: Advance) -> tuple[Watched, float]:
    """The learner after every session of the file, and us a session."""
    learner, spent = Watched(), 0.0
    for session in sessions(path, advance):
        began = perf_counter()
        learner.take(session, Rules(), learner.emit)
        spent += perf_counter() - began
    return learner, spent / len(learner.said) * 1e6


def sessions(path: Path, advance: Callable[[float], None]) -> Iterator[Session]:
    """The file's sessions in the order they close."""
    shop = ShopPipeline(0, "scores", Rules())
    for number, (_, record) in enumerate(offline.log(eshop2008.read(path))):
        out: list[Any] = []
        shop.apply(record, out)
        yield from (row for table, _, row in out if table == "sessions")
        if number % 1000 == 0:
            advance(number / CLICKS)


def as_points(features: list[dict[str, float]]) -> Points:
    """Sparse features as an array (sessions, features)."""
    names = sorted({name for x in features for name in x})
    return np.array([[x.get(name, 0.0) for name in names] for x in features])


def best_of(points: Points) -> Labels:
    """Labels of the k-means run with the least squared distances."""
    runs = [kmeans2(points, GROUPS, minit="++", rng=seed, iter=100) for seed in range(RESTARTS)]
    return min(runs, key=lambda run: float(((points - run[0][run[1]]) ** 2).sum()))[1]


def agreement(a: Labels, b: Labels) -> float:
    """Adjusted Rand index (Hubert and Arabie 1985): 1 where two groupings are the same, 0 where they agree by chance."""
    rand = AdjustedRand()
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        rand.update(one, other)
    return float(rand.get())


def silhouette(points: Points, labels: Labels) -> float:
    """Mean silhouette (Rousseeuw 1987) of a sample: 1 where groups lie far apart, 0 where they touch."""
    chosen = np.random.default_rng(1).choice(len(points), SHOWN, replace=False)
    points, labels = points[chosen], labels[chosen]
    apart = np.sqrt(np.maximum(0, (points**2).sum(1)[:, None] + (points**2).sum(1) - 2 * points @ points.T))
    kinds, own = np.unique(labels, return_inverse=True)
    sums = np.array([apart[:, labels == kind].sum(1) for kind in kinds])
    sizes = np.array([(labels == kind).sum() for kind in kinds])
    at, place = np.arange(SHOWN), own
    within = sums[place, at] / np.maximum(1, sizes[place] - 1)
    between = sums / sizes[:, None]
    between[place, at] = np.inf
    nearest = between.min(0)
    return float(((nearest - within) / np.maximum(nearest, within)).mean())


SEGMENTS: Final = Score(
    name="segments",
    title="Segments of sessions",
    data=ESHOP2008,
    how="Each session is given to one of five groups as it closes, then learned from; afterwards the same sessions are grouped by k-means "
    "over all of them at once.",
    run=run,
)
