"""A question without what limits it, and what limits it in words. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from contracts import periods
from contracts.period_words import normalise
from contracts.periods import PeriodError
from contracts.reading import Stream
from rasa_bot import phrases
from rasa_bot.actions import asking, filters, spans, unmet
from rasa_bot.actions.filters import Vocabulary
from rasa_bot.actions.places import where

_FILLER: Final = phrases.words("filler")
_OPENING: Final = {"show", "me", "the", "what", "is", "are", "a", "give", "list", "tell", "please", "our", "was", "were"}
_LINKS: Final = {"from", "in", "for", "of", "on", "by", "at", "with", "via", "through", "to", "and"}  # what a filter leaves behind
_SUBJECTS: Final = phrases.words("subjects")


def only_limits(text: str, clock: datetime, vocabulary: Vocabulary) -> bool:
    """Whether a text holds nothing but a period and filters, so that it can only change the question before.

    >>> only_limits("and in June?", datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {})
    True
    """
    try:
        found, rest = periods.find(text, clock, clock)
    except PeriodError:
        return False
    # Codes count in capitals, which a period's rest has lost.
    rest = asking.without_split(spans.without_earlier(rest if found else text))
    limits = filters.find(rest, vocabulary)
    named = filters.find(text, vocabulary).filters or limits.filters
    words = set(re.findall(r"[a-z]+", limits.rest.lower())) - {word.lower() for value in named.values() for word in value.split(",")}
    # "What about Czech visitors?" is about the same figure; "visitors?" is a figure of its own.
    words -= _SUBJECTS if asking.follows(text) and named else set()
    return not words - _FILLER and bool(found or named or limits.everyone or limits.top or normalise(rest) != normalise(text))


def core(text: str, clock: datetime, vocabulary: Vocabulary) -> str:
    """A question without its period, its filters and the words it opens with. Raises PeriodError.

    >>> core("show me the top 2 products in june", datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {})
    'top products'
    """
    text = unmet.without(text)
    for main, rival in (asking.sides(text), asking.against(text)):
        if rival and main.strip() and only_limits(rival, clock, vocabulary):
            text = main
    found, rest = periods.find(text, clock, clock)
    words = re.findall(r"[\w'-]+", filters.find(rest if found else text, vocabulary).rest.lower())
    opening = (n for n, word in enumerate(words) if word.removesuffix("'s") not in _OPENING)
    while words and words[-1] in _LINKS:
        words.pop()
    return " ".join(words[next(opening, len(words)) :])


def alike(text: str, clock: datetime, vocabulary: Vocabulary, about_customer: bool) -> Iterator[str]:
    """A question in the words that phrases have: its core, that without "by country", and with "this customer" for one. Raises PeriodError.

    >>> clock, words = datetime.fromisoformat("2008-08-13T00:00:00+00:00"), {"customer": ["sim-c7"]}
    >>> list(alike("bounce rate by device", clock, {}, False)), list(alike("why is sim-c7 a lead", clock, words, False))[-1]
    (['bounce rate by device', 'bounce rate'], 'why is this customer a lead')
    """
    forms = [core(text, clock, vocabulary)]
    if asking.split(text):
        forms.append(core(asking.without_split(text), clock, vocabulary))
    known = [re.escape(word) for word in vocabulary.get("customer", ())]
    about = known or (["she", "he", "her", "him"] if about_customer else [])
    if about:
        forms.append(re.sub(rf"(?i)\b(?:customer )?(?:{'|'.join(about)})(?![\w-])", "this customer", text).strip(" ?!."))
    yield from dict.fromkeys(forms)


def limits(text: str, stream: Stream, vocabulary: Vocabulary) -> str:
    """The period and filters that a text names, in words that are understood again. Raises PeriodError."""
    text = unmet.without(text)
    period = spans.named(text, stream)
    return (f" {period.label.partition(' (')[0]}" if period else "") + where(filters.find(text, vocabulary).filters)
