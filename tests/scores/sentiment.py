"""Comments of womens_reviews: whether they recommend and how many stars they give, from their words alone, from the first one on."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final, NamedTuple

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from contracts.events import ReviewEvent
from producers.replay import womens_reviews
from stream_apps.models.comment import Comment, read
from stream_apps.models.macro_f1 import MacroF1
from stream_apps.models.opinions import opinions
from stream_apps.models.sentiment import CLASSES, Opinion, Sentiment, by_lexicon, class_of, warm_up
from tests.scores.data import WOMENS_REVIEWS
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.probabilities import auc, calibration_error

FIRST: Final = (100, 1_000)  # comments over which the beginning is judged
TIMED: Final = 2_000  # comments a time is taken over; the median is told, for others may be busy on the machine


class Said(NamedTuple):
    """One comment: what the model, the lexicon and a model that never learns said of it, and what came."""

    model: Opinion
    lexicon: Opinion
    untaught: float
    recommended: bool
    kind: str


def comments(path: Path) -> list[ReviewEvent]:
    """The file's comments in words."""
    return [event for event in womens_reviews.read(path) if event.text]


def judged(events: Sequence[ReviewEvent], model: Sentiment, advance: Advance = lambda _: None) -> list[Said]:
    """Says what each comment says, then learns from its stars, where it has some, and its recommendation."""
    untaught, said = Sentiment(), list[Said]()
    for number, event in enumerate(events):
        comment, stars = read(event.text or "", event.title or ""), None if event.rating is None else round(event.rating)
        kind = CLASSES[class_of(stars)] if stars else ""
        opinion = model.predict_one(comment)
        said.append(Said(opinion, by_lexicon(comment), untaught.predict_one(comment).probability, bool(event.recommended), kind))
        model.learn_one(comment, stars, event.recommended)
        advance(number / len(events))
    return said


def run(path: Path, advance: Advance) -> Outcome:
    """The whole file."""
    warm_up()
    events = comments(path)
    said = judged(events, Sentiment(), lambda done: advance(done / 4))
    cost = _cost(events, lambda done: advance(1 / 4 + done / 4))
    different, library = _against_the_library(events, lambda done: advance(1 / 2 + done / 2))
    return Outcome(
        samples=len(said),
        samples_of="comments in words",
        rival="VADER's lexicon alone",
        measures=[
            *quality(said),
            Measure(name="comments a second", unit="a core", reached=1e6 / cost, wanted=5_000, timed=True),
            Measure(name="texts of which lexicon and VADER differ", unit="", reached=different, wanted=0, at_most=True),
            Measure(name="the lexicon by its own library", unit="us", reached=library, timed=True),
        ],
        cost=cost,
        notes=[
            "Recommended is judged by the probability that a comment's author is satisfied, stars by the class: 1 and 2 are negative, "
            "3 neutral, 4 and 5 positive. Nothing but title and text goes in. Rates, thresholds to start from and the lexicon's weights "
            "were chosen on this same file, so expect up to half a point less on another.",
            "The file's order is not that of time: it says how well the model learns, nothing of drift. A time is that of reading, saying, "
            "judging aspects and learning.",
        ],
    )


def quality(said: Sequence[Said]) -> list[Measure]:
    """What does not depend on the machine."""
    model, lexicon = [(each.model.probability, each.recommended) for each in said], _by_lexicon(said)
    untaught = [(each.untaught, each.recommended) for each in said]
    return [
        Measure(name="recommended: accuracy", unit="%", reached=_accuracy(model), wanted=91.0, rival=_accuracy(lexicon)),
        Measure(name="recommended: AUC", unit="", reached=auc(model), wanted=0.955, rival=auc(lexicon)),
        Measure(
            name="recommended: calibration error",
            unit="",
            reached=calibration_error(model),
            wanted=0.02,
            rival=calibration_error(lexicon),
            at_most=True,
        ),
        Measure(name="AUC before anything is learned", unit="", reached=auc(untaught), wanted=0.845, rival=auc(lexicon)),
        *(_beginning(model[:first], lexicon[:first]) for first in FIRST),
        Measure(name="three classes: macro F1", unit="", reached=_f1(said, 0), wanted=0.63, rival=_f1(said, 1)),
        Measure(name="three classes: accuracy", unit="%", reached=_right(said, 0), rival=_right(said, 1)),
    ]  # fmt: skip


def _beginning(model: Sequence[tuple[float, bool]], lexicon: Sequence[tuple[float, bool]]) -> Measure:
    return Measure(name=f"AUC over the first {len(model):,}", unit="", reached=auc(model), wanted=auc(lexicon), rival=auc(lexicon))


def _by_lexicon(said: Iterable[Said]) -> list[tuple[float, bool]]:
    return [(each.lexicon.probability, each.recommended) for each in said]


def _accuracy(said: Sequence[tuple[float, bool]]) -> float:
    return 100 * sum((probability > 0.5) == came for probability, came in said) / len(said)


def _f1(said: Iterable[Said], who: int) -> float:
    counted = MacroF1(CLASSES, fade=1.0)
    for each in said:
        counted.add(each[who].kind, each.kind)
    return counted.score


def _right(said: Sequence[Said], who: int) -> float:
    return 100 * sum(each[who].kind == each.kind for each in said) / len(said)


def _cost(events: Sequence[ReviewEvent], advance: Advance) -> float:
    """Median CPU time of a comment, us: read, said, judged by aspects, learned."""
    model, times = Sentiment(), list[float]()
    for first in range(0, len(events) - TIMED, TIMED):
        advance(first / len(events))
        begun = process_time()
        for event in events[first : first + TIMED]:
            comment = read(event.text or "", event.title or "")
            model.predict_one(comment)
            opinions(comment, model.pieces(comment))
            model.learn_one(comment, round(event.rating or 0) or None, event.recommended)
        times.append((process_time() - begun) / TIMED * 1e6)
    return median(times)


def _against_the_library(events: Sequence[ReviewEvent], advance: Advance) -> tuple[int, float]:
    """Texts and titles that VADER's own library gives another compound (to its four places), and its time for a comment, us."""
    library, different, spent = SentimentIntensityAnalyzer(), 0, 0.0
    for number, event in enumerate(events):
        begun = process_time()
        own = [library.polarity_scores(text)["compound"] for text in (event.text or "", event.title or "")]
        spent += process_time() - begun
        different += _compounds(read(event.text or "", event.title or "")) != own
        advance(number / len(events))
    return different, spent / len(events) * 1e6


def _compounds(comment: Comment) -> list[float]:
    return [round(compound, 4) for compound in comment.compounds]


SENTIMENT: Final = Score(
    "sentiment",
    "Sentiment of comments",
    WOMENS_REVIEWS,
    "Whether a comment recommends the product, and whether it gives few stars, three or many; learned when the next one comes. It starts "
    "from VADER's lexicon, whose compounds stay two of its inputs.",
    run,
)
