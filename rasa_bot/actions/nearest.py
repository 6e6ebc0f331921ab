"""What the bot could answer instead: the metrics nearest to a question, and the list of all. Pure."""

import re
from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process, utils

from contracts.catalogue import METRICS, Metric
from rasa_bot import phrases
from rasa_bot.actions.understanding import INTENT

OFFERED: Final = 3
_SURE: Final = 93  # a question that is a phrase but for a letter or two
_LIKELY: Final = 0.2  # Rasa's confidence from which a metric is a guess worth offering
_TRUSTED: Final = 0.85  # and from which it is believed even about words that no phrase has
_KINDS: Final = {"timeseries": "Figures", "bars": "Rankings", "table": "Tables", "heatmap": "Maps"}
_EXAMPLES: Final = {
    "How it goes": ("How are we doing?", "Revenue last week vs the week before", "Sessions yesterday"),
    "Visits": ("Bounce rate on mobile", "Where do visitors come from?"),
    "Buying": ("Show me the funnel", "Which channel converts best?", "Top 5 products last week"),
    "Customers": ("Who are our best customers?", "Hot leads", "Which customers are at risk?"),
    "What they say": ("What do people complain about?", "Customer satisfaction this month"),
    "The store": ("Footfall yesterday", "When is the store busiest?"),
    "To come": ("Sales tomorrow", "How many people will come tomorrow?"),
    "Then": ("and the day before?", "without Germany", "compared with desktop?", "by country", "can I trust the forecast?"),
}
_PLAIN: Final = phrases.words("plain")
_LEARNED, _REPEATS = phrases.wordings(), phrases.repeats()
_WORDINGS: Final = {name: (*_LEARNED.get(name, ()), *_REPEATS.get(name, ())) for name in METRICS}
_UNMEASURED: Final = re.compile(rf"\b(?:{'|'.join(phrases.topics(METRICS.values()))})s?\b")
KNOWN: Final = {
    word
    for metric in METRICS.values()
    for text in (metric.title, *metric.phrases, *_WORDINGS.get(metric.name, ()))
    for word in re.findall(r"[a-z]+", text.lower())
} - _PLAIN


def offers(text: str, likely: Sequence[str]) -> list[Metric]:
    """Three metrics nearest to a question: the likely ones first, then those whose phrases read alike."""
    names = dict.fromkeys([*likely, *(name for name, _ in _alike(text))])
    return [METRICS[name] for name in names][:OFFERED]


def foreseen(text: str) -> list[str]:
    """The metrics that tell of days to come, those whose phrases read like a question first."""
    return [name for name, _ in _alike(text) if METRICS[name].ahead]


def certain(text: str) -> str | None:
    """The metric whose phrase a question repeats almost to the letter."""
    name, score = _alike(text, fuzz.ratio)[0]
    return name if score >= _SURE else None


def foreign(text: str, ranking: Sequence[dict[str, Any]]) -> bool:
    """Whether none of a question's telling words occurs in any metric's phrases, so that a metric would be guessed.

    >>> foreign("who is the prime minister", []), foreign("how busy is the shop", [])
    (True, False)
    """
    words = set(re.findall(r"[a-z]{3,}", text.lower())) - _PLAIN
    best = max((confidence for _, confidence in _ranked(ranking)), default=0.0)
    return bool(words) and best < _TRUSTED and not any(_is_known(word) for word in words)


def unmeasured(text: str) -> bool:
    """Whether a question names what no metric measures, however much the rest of it sounds like one that is.

    >>> unmeasured("how much profit did we make?"), unmeasured("how much did we make?")
    (True, False)
    """
    return bool(_UNMEASURED.search(text.lower()))


def torn(ranking: Sequence[dict[str, Any]]) -> bool:
    """Whether Rasa hesitates between two metrics, rather than knowing none."""
    confidences = [confidence for _, confidence in _ranked(ranking)[:2]]
    return len(confidences) == 2 and min(confidences) >= _LIKELY


def example(metric: Metric) -> str:
    """A question that asks for a metric."""
    phrase = metric.phrases[0] if metric.phrases else metric.title.lower()
    return phrase[:1].upper() + phrase[1:]


def buttons(metrics: Sequence[Metric], limits: str = "") -> list[dict[str, str]]:
    """Choices to click, limited as the question was."""
    return [{"title": metric.title, "payload": example(metric) + limits} for metric in metrics]


def meaning(word: str) -> list[Metric]:
    """Metrics that say what a word means, at most two: those named by it, else those whose meaning explains it, else those
    whose name begins with it.

    >>> [metric.name for metric in meaning("bounce rate")]
    ['bounce_rate']
    >>> [metric.name for metric in meaning("auc")], [metric.name for metric in meaning("rfm")]
    (['buy_again_quality', 'lead_quality'], ['rfm_groups'])
    """
    stem = word.removesuffix("s")
    if len(stem) < 3 or stem in _PLAIN:
        return []
    whole = re.escape(stem)
    patterns = (rf"^{whole}s?$", rf"\b{whole}s?:", rf"\b{whole} is\b|\({whole}\)", rf"^{whole}\b")
    for pattern, part in zip(patterns, ("title", "meaning", "meaning", "title"), strict=True):
        if named := [metric for metric in METRICS.values() if re.search(pattern, str(getattr(metric, part)).lower())]:
            return named[:2]
    return []


def examples() -> str:
    """A dozen questions by topic."""
    lines = ["I answer questions about the shop from what is stored, for example:"]
    lines += [f"- {topic}: {', '.join(f'“{question}”' for question in questions)}" for topic, questions in _EXAMPLES.items()]
    return "\n".join([*lines, "Say “list all metrics” to see all."])


def menu() -> str:
    """All that can be asked, grouped, with an example each."""
    lines = ["I answer questions about the shop from what is stored, for example:"]
    for kind, heading in _KINDS.items():
        members = [metric for metric in METRICS.values() if metric.kind == kind]
        if members:
            lines += [f"{heading}:", *(f"- {metric.title}: “{example(metric)}”" for metric in members)]
    lines.append(
        "Add a period (“in the last 30 minutes”, “in June”, “since Monday”), a filter (“from Poland”, “for blouses”, “for C17”), "
        "“top 10”, or “compared to last week”. Then “and yesterday?” or “only for Poland” changes the last question."
    )
    return "\n".join(lines)


def _is_known(word: str) -> bool:
    return word in KNOWN or (len(word) > 4 and process.extractOne(word, KNOWN, scorer=fuzz.ratio, score_cutoff=84) is not None)


def _ranked(ranking: Sequence[dict[str, Any]]) -> list[tuple[str, float]]:
    named = [(str(guess["name"]).removeprefix(INTENT), float(guess["confidence"])) for guess in ranking]
    return [(name, confidence) for name, confidence in named if name in METRICS]


def _alike(text: str, scorer: Any = fuzz.token_set_ratio) -> list[tuple[str, float]]:
    """Metrics by how much their best phrase reads like the text."""
    return sorted(((metric.name, _score(text, metric, scorer)) for metric in METRICS.values()), key=lambda named: -named[1])


def _score(text: str, metric: Metric, scorer: Any) -> float:
    choices = [metric.title, *metric.phrases, *_WORDINGS.get(metric.name, ())]
    best = process.extractOne(text, choices, scorer=scorer, processor=utils.default_process)
    return float(best[1]) if best else 0.0
