"""How a customer feels by what they write: learned from every comment that comes with stars or a recommendation."""

from math import exp
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.comment import BITS, Comment, read
from stream_apps.models.compiled import compiled
from stream_apps.models.lexicon_rules import compound

CLASSES: Final = ("negative", "neutral", "positive")
SATISFIED: Final = 4  # stars from which a customer counts as satisfied (CSAT)
RATE: Final = 0.6
RATE_OF_FEW: Final = 0.3  # of the lexicon's weights and the thresholds, which every comment moves
STARS_WEIGH: Final = 0.25  # of an error about one threshold of the stars, against one about being satisfied
LEAST_STARS: Final = 50  # comments with stars, before which classes follow from the probability alone
DOUBT: Final = 0.05  # a probability that close to one half is neutral then
EVEN: Final = 0.3  # power of a class's rarity by which it is preferred: none is left out because another is common

# Where learning starts: the lexicon's compounds of text and title, then 2, 3, 4 and 5 stars and being satisfied.
LEXICON: Final = (1.5, 1.05)
THRESHOLDS: Final = (2.5, 2.0, 1.0, -0.5, 0.0)

_TONELESS: Final = 0.05  # compounds below it are neither


class Opinion(NamedTuple):
    """What a comment says: the probability that its author is satisfied, and one of CLASSES."""

    probability: float
    kind: str


class Sentiment:
    """One score of a comment, and where on it each number of stars and being satisfied begin.

    Logistic regression over hashed words, pairs of words and negations, with two inputs more: what VADER's lexicon says of text and title.
    That lexicon is all there is at the first comment, and one voice among others later. All answers share the weights (proportional odds,
    McCullagh 1980), so stars teach what is recommended and the other way round. AdaGrad (Duchi, Hazan and Singer 2011). Satisfied
    is who recommends or, where that is unsaid, gives SATISFIED stars.

    >>> model = Sentiment()
    >>> model.predict_one(read("I love it, great fit")).kind
    'positive'
    >>> for _ in range(60):
    ...     model.learn_one(read("runs small"), stars=2)
    ...     model.learn_one(read("runs true to size"), stars=5)
    >>> [model.predict_one(read(text)).kind for text in ("it runs small", "runs true to size")]
    ['negative', 'positive']
    """

    def __init__(self) -> None:
        self.samples = 0
        self._weights: NDArray[np.float32] = np.zeros(1 << BITS, np.float32)
        self._squares: NDArray[np.float32] = np.full(1 << BITS, 1e-3, np.float32)
        self._few = np.array([*LEXICON, *THRESHOLDS])
        self._few_squares = np.ones(len(self._few))
        self._classes = [1, 1, 1]  # comments with stars, by class

    def predict_one(self, comment: Comment) -> Opinion:
        """What a comment says, by all that was learned so far."""
        score = _score(comment.features, comment.compounds, self._weights, self._few)
        beyond = [_odds(score + threshold) for threshold in self._few[2:].tolist()]
        probability = beyond[4]
        if sum(self._classes) < LEAST_STARS:
            return Opinion(probability, CLASSES[(probability > 0.5 - DOUBT) + (probability > 0.5 + DOUBT)])
        shares = (1 - beyond[1], max(0.0, beyond[1] - beyond[2]), beyond[2])
        preferred = [share / count**EVEN for share, count in zip(shares, self._classes, strict=True)]
        return Opinion(probability, CLASSES[preferred.index(max(preferred))])

    def learn_one(self, comment: Comment, stars: int | None = None, recommended: bool | None = None) -> None:
        """Takes in how a comment's author felt, where either is known. stars: 1 to 5."""
        if stars is None and recommended is None:
            return
        satisfied = is_satisfied(stars, recommended)
        self.samples += 1
        if stars is not None:
            self._classes[class_of(stars)] += 1
        _learn(
            comment.features, comment.compounds, stars or 0, satisfied, self._weights, self._squares, self._few, self._few_squares
        )  # fmt: skip

    def pieces(self, comment: Comment) -> list[float]:
        """The score of each piece of a comment's text by itself, in log-odds, 0 where it says nothing either way."""
        text = comment.text
        found: list[float] = _pieces(text.features, text.pieces, text.strengths, self._weights, self._few).tolist()
        return found


def by_lexicon(comment: Comment) -> Opinion:
    """What VADER alone would say: its compounds as odds, and classes by the limits its authors recommend. The naive rival."""
    text, title = comment.compounds
    tone = (text + title) / 2 if text and title else text + title
    return Opinion(_odds(LEXICON[0] * text + LEXICON[1] * title), CLASSES[(tone > -_TONELESS) + (tone >= _TONELESS)])


def is_satisfied(stars: int | None, recommended: bool | None) -> bool:
    """Whether who answered so is satisfied."""
    return (stars or 0) >= SATISFIED if recommended is None else recommended


def class_of(stars: int) -> int:
    """Number of the class of a rating: 1 and 2 stars are negative, 3 neutral, 4 and 5 positive."""
    return (stars > 2) + (stars > 3)


def _odds(score: float) -> float:
    """Probability of log-odds, strictly between 0 and 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


@compiled
def _score(features: Any, compounds: Any, weights: Any, few: Any) -> float:
    total: float = 0.0
    for feature in features:
        total += weights[feature]
    if len(features):
        total /= np.sqrt(len(features))
    total += few[0] * compounds[0] + few[1] * compounds[1]
    return total


@compiled
def _learn(
    features: Any, compounds: Any, stars: int, satisfied: bool, weights: Any, squares: Any, few: Any, few_squares: Any
) -> None:  # fmt: skip
    """stars: 0 where unknown."""
    score, error = _score(features, compounds, weights, few), 0.0
    slopes = np.zeros(len(few))
    for number in range(5):
        last = number == 4
        if not last and not stars:
            continue
        came = satisfied if last else stars >= number + 2
        slope = 1 / (1 + np.exp(-(score + few[2 + number]))) - came
        slopes[2 + number] = slope if last else slope * STARS_WEIGH
        error += slopes[2 + number]
    slopes[0], slopes[1] = error * compounds[0], error * compounds[1]
    for number in range(len(few)):
        few_squares[number] += slopes[number] ** 2
        few[number] -= RATE_OF_FEW * slopes[number] / np.sqrt(few_squares[number])
    if len(features):
        slope = error / np.sqrt(len(features))
        for feature in features:
            squares[feature] += slope * slope
            weights[feature] -= RATE * slope / np.sqrt(squares[feature])


@compiled
def _pieces(features: Any, pieces: Any, strengths: Any, weights: Any, few: Any) -> Any:
    found, sizes = np.zeros(len(strengths)), np.zeros(len(strengths))
    for number in range(len(features)):
        found[pieces[number]] += weights[features[number]]
        sizes[pieces[number]] += 1
    for piece in range(len(strengths)):
        found[piece] = found[piece] / np.sqrt(max(1.0, sizes[piece])) + few[0] * compound(strengths[piece], 0.0)
    return found


def warm_up() -> None:
    """Compiles what is compiled on its first call, so that no comment waits for it."""
    model, comment = Sentiment(), read("Not bad, but small", "Fine")
    model.learn_one(comment, 5)
    model.predict_one(comment)
    model.pieces(comment)
