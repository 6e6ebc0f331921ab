"""Two opinions on what a question asks for: Rasa's by its words and letters, and another by its meaning (rasa_bot/meaning). Pure.

Alone, each is now and then sure of a wrong metric, and its confidence does not tell when. They err on different questions: where both
name the same metric it is hardly ever wrong, and where they do not, the right one is mostly among their first three.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from contracts.catalogue import METRICS
from rasa_bot.actions.understanding import FOLLOW_UP, INTENT

Opinion = Sequence[Mapping[str, Any]]  # {"name": intent, "confidence": score}, as Rasa ranks intents

BEYOND: Final = "beyond"
_BEYOND: Final = ("out_of_scope", "unmeasured")
_NO_OPINION: Final = "nlu_fallback"
_WORDS: Final = 0.35  # what Rasa's confidence counts beside the score by meaning, which is rarely above a half
_SURE: Final = 0.5  # the sum from which two that agree leave no doubt
_LIKELY: Final = 0.3  # the sum from which a metric is answered at all


class Verdict(NamedTuple):
    """What a question asks for. metrics: the likeliest first.

    sure: the first; likely: the first, with the next ones named beside it; open: one of the first three; beyond: none of them.
    """

    trust: Literal["sure", "likely", "open", "beyond"]
    metrics: tuple[str, ...] = ()


def verdict(words: Opinion, meaning: Opinion, talked_about: str = "") -> Verdict:
    """What two opinions come to. talked_about is the metric that a follow-up would be about.

    >>> verdict([{"name": "ask_sessions", "confidence": 0.8}], [{"name": "ask_sessions", "confidence": 0.4}])
    Verdict(trust='sure', metrics=('sessions',))
    >>> verdict([{"name": "ask_sessions", "confidence": 0.8}], [{"name": "ask_visitors", "confidence": 0.4}])
    Verdict(trust='likely', metrics=('visitors', 'sessions'))
    """
    one = _scores(words, talked_about)
    other = _scores(meaning, talked_about) or one  # a model without the second opinion is believed
    total = {name: other.get(name, 0.0) + _WORDS * one.get(name, 0.0) for name in {**one, **other}}
    metrics = tuple(sorted((name for name in total if name in METRICS), key=lambda name: (-total[name], name)))
    first, second = _first(one), _first(other)
    if not metrics or first == second == BEYOND:
        return Verdict("beyond", metrics)
    likeliest = total[metrics[0]]
    if first == second == metrics[0] and likeliest >= _SURE:
        return Verdict("sure", metrics)
    return Verdict("open" if likeliest < _LIKELY or total.get(BEYOND, 0.0) >= likeliest else "likely", metrics)


def _scores(opinion: Opinion, talked_about: str) -> dict[str, float]:
    """Scores by metric or chat intent; those of what nothing measures as one."""
    scores: dict[str, float] = {}
    for guess in opinion:
        name = str(guess["name"])
        name = BEYOND if name in _BEYOND else talked_about if name == FOLLOW_UP else name.removeprefix(INTENT)
        if name and name != _NO_OPINION:
            scores[name] = scores.get(name, 0.0) + float(guess["confidence"])
    return scores


def _first(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda name: scores[name], default="")
