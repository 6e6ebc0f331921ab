"""What a comment says of each aspect it names: piece by piece, for one text praises the colour and complains of the size."""

from collections.abc import Sequence
from typing import Final

from contracts.aspects import ASPECTS
from stream_apps.models.comment import Comment
from stream_apps.models.tokens import NO_ASPECT

DECIDED: Final = 0.4  # log-odds from which on a piece is for or against


def opinions(comment: Comment, scores: Sequence[float]) -> dict[str, str]:
    """negative, neutral or positive by aspect, in the order in which they are first named; scores: of each piece, in log-odds.

    A piece that says nothing either way and ends with a comma belongs to the next ("fit, size and colour are perfect"); the last of
    a sentence to the one before it.

    >>> from stream_apps.models.comment import read
    >>> opinions(read("Soft fabric, and warm. The zipper, sadly, broke"), [1.0, 0.1, -0.1, -0.9, -0.2])
    {'fabric': 'positive', 'comfort': 'positive', 'quality': 'negative'}
    """
    named = _named(comment)
    found: dict[int, float] = {}
    waiting, decided = list[int](), 0.0
    for piece, score in enumerate(scores):
        waiting += named.get(piece, [])
        ends = bool(comment.text.ends[piece])
        if abs(score) >= DECIDED or ends:
            decided = score if abs(score) >= DECIDED or not decided else decided
            for aspect in waiting:
                found[aspect] = found.get(aspect, 0.0) + decided
            waiting = []
        if ends:
            decided = 0.0
    return {ASPECTS.names[aspect]: kind_of(score) for aspect, score in found.items()}


def kind_of(score: float) -> str:
    """What a score in log-odds says.

    >>> kind_of(-1.0), kind_of(0.1), kind_of(0.5)
    ('negative', 'neutral', 'positive')
    """
    return "neutral" if abs(score) < DECIDED else "positive" if score > 0 else "negative"


def _named(comment: Comment) -> dict[int, list[int]]:
    """Numbers of the aspects named in each piece, each once."""
    named: dict[int, dict[int, None]] = {}
    for aspect, piece in comment.text.subjects.tolist():
        if aspect != NO_ASPECT:
            named.setdefault(piece, {})[aspect] = None
    return {piece: list(aspects) for piece, aspects in named.items()}
