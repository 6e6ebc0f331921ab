"""Hand-written words that the training data is made of."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from contracts.catalogue import Metric

_FOLDER: Final = Path(__file__).parent


def templates() -> dict[str, Any]:
    """How questions are put together."""
    return _read("templates")


def wordings() -> dict[str, list[str]]:
    """More ways to ask for a metric than its file lists, by metric name. A metric needs none."""
    return _read("wordings")


def repeats() -> dict[str, list[str]]:
    """Questions that ask for a metric as they stand, by metric name; no model learns from them."""
    return _read("repeats")


def topics(metrics: Iterable[Metric]) -> dict[str, list[str]]:
    """What no metric measures, with questions about it; a topic that one of these metrics names is left out."""
    known = " ".join(" ".join((metric.name, metric.title, *metric.phrases)).lower() for metric in metrics)
    return {topic: questions for topic, questions in _read("unmeasured").items() if not re.search(rf"\b{topic}s?\b", known)}


def unmeasured(metrics: Iterable[Metric]) -> list[str]:
    """Questions about what no metric measures."""
    return [question for questions in topics(metrics).values() for question in questions]


@cache
def words(group: str) -> frozenset[str]:
    """A group of words.yml."""
    return frozenset(str(_read("words")[group]).replace("'", "").split())


def _read(name: str) -> dict[str, Any]:
    content = yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))
    return content if isinstance(content, dict) else {}
