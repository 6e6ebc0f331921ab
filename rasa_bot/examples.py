"""Example questions for a metric, made from its phrases and the templates. Deterministic: the same words give the same examples."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from contracts.catalogue import Metric

EACH: Final = 60  # examples a metric: enough for its wordings to be seen alone, and with periods and filters around them
FOLLOW_UPS: Final = 220


def of_metric(metric: Metric, wordings: list[str], templates: dict[str, Any]) -> list[str]:
    """Its examples: every phrase as it is, then mixtures until there are enough."""
    title = metric.title.lower()
    phrases = list(dict.fromkeys([*metric.phrases, *wordings, title]))
    random = Random(metric.name)
    made = dict.fromkeys(phrases)
    for phrase in phrases:
        made |= dict.fromkeys(_exchanged(phrase, templates["same"], random))
    for text in _mixed(metric, list(made), title.removeprefix("top "), templates, random):
        if len(made) >= max(EACH, 2 * len(phrases)):
            break
        made[text] = None
    return list(made)


def distinct(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    """The groups without what two of them came to by exchanging words: such a question would be learned as both.

    >>> distinct({"a": ["how far", "how long"], "b": ["how far"]})
    {'a': ['how long'], 'b': []}
    """
    times = Counter(text.lower() for texts in groups.values() for text in texts)
    return {name: [text for text in texts if times[text.lower()] == 1] for name, texts in groups.items()}


def follow_ups(templates: dict[str, Any]) -> list[str]:
    """Examples of questions that change the one before."""
    random, made = Random("follow up"), dict[str, None]()
    every = {name: [word for words in templates["filters"].values() for word in words] for name in ("filter",)}
    while len(made) < FOLLOW_UPS:
        for template in templates["followups"]:
            made[_fill(template, every["filter"], templates, random)] = None
    return list(made)


def _mixed(metric: Metric, phrases: list[str], title: str, templates: dict[str, Any], random: Random) -> Iterator[str]:
    filters = [word for name in metric.filters for word in templates["filters"][name]]
    frames = [frame for frame in templates["frames"] if filters or "{filter}" not in frame]
    if metric.kind in ("bars", "table"):
        frames += [frame for frame in templates["ranked"] if filters or "{filter}" not in frame]
    tries = 0
    while tries < 40 * EACH:  # few phrases make few mixtures
        tries += 1
        phrase = phrases[tries % len(phrases)]
        opening = random.choice(_openings(phrase, templates["openings"])).format(phrase=phrase)
        frame = random.choice(frames).replace("{phrase}", phrase).replace("{opening}", opening).replace("{title}", title)
        yield _fill(frame, filters, templates, random)


def _openings(phrase: str, openings: list[str]) -> list[str]:
    """A phrase that is a question already takes only what stands around a question."""
    if not re.match(r"(how|what|which|where|who|when|is|are|do|does|did|can|has|have|show|list)\b", phrase):
        return openings
    return [opening for opening in openings if re.match(r"(\{phrase\}|can you tell|do you know|hey|tell me|i want)", opening)]


def _fill(template: str, filters: list[str], templates: dict[str, Any], random: Random) -> str:
    for name, words in (
        ("period", templates["periods"]),
        ("filter", filters),
        ("number", templates["numbers"]),
        ("compared", templates["compared"]),
    ):
        if "{" + name + "}" in template:
            template = template.replace("{" + name + "}", random.choice(words))
    return template


def _exchanged(phrase: str, same: list[list[str]], random: Random) -> Iterator[str]:
    """The phrase with one word exchanged for one of the same meaning, for each group it has a word of."""
    for group in same:
        for word in group:
            pattern = rf"\b{word}\b"
            if re.search(pattern, phrase):
                yield re.sub(pattern, random.choice([other for other in group if other != word]), phrase)
                break
