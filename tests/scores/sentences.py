"""Single sentences about phones and restaurants, half of them for and half against: another shop's words, and few of them."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Final

from contracts.events import ReviewEvent
from producers.replay import sentences
from stream_apps.models.sentiment import Sentiment, warm_up
from tests.scores.data import AMAZON_SENTENCES, YELP_SENTENCES
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.probabilities import auc
from tests.scores.sentiment import Said, judged


def run_amazon(path: Path, advance: Advance) -> Outcome:
    """The sentences about phones."""
    return outcome(list(sentences.amazon(path)), 0.94, advance)


def run_yelp(path: Path, advance: Advance) -> Outcome:
    """The sentences about restaurants."""
    return outcome(list(sentences.yelp(path)), 0.925, advance)


def outcome(events: Sequence[ReviewEvent], wanted: float, advance: Advance) -> Outcome:
    """wanted: the AUC."""
    warm_up()
    begun = process_time()
    said = judged(events, Sentiment(), advance)
    cost = (process_time() - begun) / len(said) * 1e6
    ours, rival = _pairs(said)
    return Outcome(
        samples=len(said),
        samples_of="sentences",
        rival="VADER's lexicon alone",
        measures=[
            Measure(name="AUC", unit="", reached=auc(ours), wanted=wanted, rival=auc(rival)),
            Measure(name="AUC over the second half", unit="", reached=auc(ours[len(ours) // 2 :]), rival=auc(rival[len(ours) // 2 :])),
            Measure(name="accuracy", unit="%", reached=_accuracy(ours), rival=_accuracy(rival)),
        ],
        cost=cost,
        notes=["From nothing but the lexicon, with these thousand sentences to learn from; nothing was chosen on them."],
    )


def _pairs(said: Sequence[Said]) -> tuple[list[tuple[float, bool]], list[tuple[float, bool]]]:
    return [(each.model.probability, each.recommended) for each in said], [(each.lexicon.probability, each.recommended) for each in said]


def _accuracy(judged: Sequence[tuple[float, bool]]) -> float:
    return 100 * sum((probability > 0.5) == came for probability, came in judged) / len(judged)


_HOW: Final = "Whether a sentence is for or against what it is about; learned when the next one comes."
SENTENCES: Final = (
    Score("amazon_sentences", "Sentences about phones", AMAZON_SENTENCES, _HOW, run_amazon),
    Score("yelp_sentences", "Sentences about restaurants", YELP_SENTENCES, _HOW, run_yelp),
)
