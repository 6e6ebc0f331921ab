"""What the bot could answer instead: the metrics nearest to a question, and the list of all. Pure."""

from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process, utils

from contracts.catalogue import METRICS, Metric
from rasa_bot.actions.understanding import INTENT

OFFERED: Final = 3
_SURE: Final = 93  # a question that is a phrase but for a letter or two
_LIKELY: Final = 0.2  # Rasa's confidence from which a metric is a guess worth offering
_KINDS: Final = {"timeseries": "Figures", "bars": "Rankings", "table": "Tables", "heatmap": "Maps"}


def offers(text: str, ranking: Sequence[dict[str, Any]]) -> list[Metric]:
    """Three metrics nearest to a question: what Rasa finds likely first, then whose phrases read alike."""
    likely = [METRICS[name] for name, confidence in _ranked(ranking) if confidence >= _LIKELY]
    alike = [METRICS[name] for name, _ in _alike(text)]
    rest = [METRICS[name] for name, _ in _ranked(ranking)]
    return list(dict.fromkeys([*likely, *alike, *rest]))[:OFFERED]


def certain(text: str) -> str | None:
    """The metric whose phrase a question repeats almost to the letter."""
    best = _alike(text, fuzz.ratio)
    return best[0][0] if best and best[0][1] >= _SURE else None


def torn(ranking: Sequence[dict[str, Any]]) -> bool:
    """Whether Rasa hesitates between metrics, rather than knowing none."""
    confidences = [confidence for _, confidence in _ranked(ranking)[:2]]
    return len(confidences) == 2 and sum(confidences) >= 2 * _LIKELY


def example(metric: Metric) -> str:
    """A question that asks for a metric."""
    phrase = metric.phrases[0] if metric.phrases else metric.title.lower()
    return phrase[:1].upper() + phrase[1:]


def buttons(metrics: Sequence[Metric]) -> list[dict[str, str]]:
    """Choices to click."""
    return [{"title": metric.title, "payload": example(metric)} for metric in metrics]


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


def _ranked(ranking: Sequence[dict[str, Any]]) -> list[tuple[str, float]]:
    named = [
        (str(entry["name"]).removeprefix(INTENT), float(entry["confidence"])) for entry in ranking if str(entry["name"]).startswith(INTENT)
    ]
    return [(name, confidence) for name, confidence in named if name in METRICS]


def _alike(text: str, scorer: Any = fuzz.token_set_ratio) -> list[tuple[str, float]]:
    """Metrics by how much their best phrase reads like the text."""
    scores = {
        metric.name: max(
            (
                score
                for _, score, _ in process.extract(text, [*metric.phrases, metric.title], scorer=scorer, processor=utils.default_process)
            ),
            default=0,
        )
        for metric in METRICS.values()
    }
    return sorted(scores.items(), key=lambda item: -item[1])
