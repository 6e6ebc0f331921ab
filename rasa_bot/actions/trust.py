"""Whether a model can be trusted: a verdict in a sentence, made of the models board's own numbers. Pure."""

import re
from typing import Any, Final, NamedTuple

from contracts.catalogue import METRICS
from contracts.reading import Answer
from rasa_bot.actions.numbers import number

BOARD: Final = "model_board"
_TRUST: Final = re.compile(
    r"\b(?:trust\w*|rel(?:y|ied) on|reliab\w+|believe\w*|believable|dependable|depend on|count on|how (?:sure|certain) (?:is|are|can))\b",
    re.IGNORECASE,
)
QUALITY: Final = ("_quality", "_error", "_forecast")  # metrics that say at length how good a model is
_MARGIN: Final = 0.005  # as much better as says nothing


class Subject(NamedTuple):
    """What may be trusted. model: as the board names it; metric: where it is told at length."""

    said: str
    named: str
    model: str
    metric: str


SUBJECTS: Final = (
    Subject(r"(?:similar|alike|look-?alike)s?\b", "similar customers", "similar customers", "similar_customers"),
    Subject(r"customer segments?", "the customer segments", "customer segments", "segment_quality"),
    Subject(r"segment\w*|clusters?", "the segments", "session segments", "segment_quality"),
    Subject(r"buy(?:s|ing)? again|repurchase|re-?order|come back", "the chance to buy again", "buys again", "buy_again_quality"),
    Subject(r"leads?|purchase (?:intent|predict\w*|probab\w*)|likely buyers?", "the leads", "purchase intent of a visit", "lead_quality"),
    Subject(r"next products?|recommend\w*|suggest\w*|offers?", "the next products", "next product", "recommendation_quality"),
    Subject(r"sentiments?|mood|tone", "the sentiment of comments", "sentiment of comments", BOARD),
    Subject(r"footfall|busy|people expected|how many people", "the expected footfall", "footfall", "footfall_forecast"),
    Subject(r"forecasts?|predict\w*|outlook|sales tomorrow", "the sales forecast", "sales forecast", "forecast_error"),
    Subject(r"product trends?|rising|falling", "the product trends", "product trends", BOARD),
)


def subject(text: str) -> Subject | None:
    """What a question wants to know whether to trust.

    >>> found = subject("can I trust the leads?")
    >>> found and found.metric, subject("how many leads?")
    ('lead_quality', None)
    """
    if not _TRUST.search(text):
        return None
    return next((each for each in SUBJECTS if re.search(rf"\b(?:{each.said})", text, re.IGNORECASE)), None)


def verdict(about: Subject, board: Answer) -> str:
    """The sentence: better than its naive rival or not, by how much, on how many samples; or that it is not known yet."""
    lines = [dict(zip(board.columns, row, strict=True)) for row in board.rows]
    own = [line for line in lines if str(line["label"]).split(":")[0] == about.model]
    judged = [line for line in own if line["value"] is not None and line["rival_score"] is not None]
    if not own:
        return f"I can't say: no model score of this source judges {about.named}."
    if not judged:
        return f"Not yet known. {own[0]['note'] or 'It is still learning.'}"
    line = min(judged, key=_rank)
    least = METRICS[about.metric].minimum
    if line["samples"] < least:
        return f"Too early to say: it takes {number(least)} samples to judge {about.named}. {_scores(line)}"
    if line["advantage"] > _MARGIN:
        return f"Yes, more than a naive rule: {_scores(line)}"
    if line["advantage"] < -_MARGIN:
        return f"No, the naive rule does better: do not rely on {about.named}. {_scores(line)}"
    return f"No more than a naive rule: {_scores(line)}"


def _rank(line: dict[str, Any]) -> bool:
    """What tells right from wrong before what tells whether promises and intervals hold."""
    return bool(re.search(r"promises|interval|lift", str(line["label"])))


def _scores(line: dict[str, Any]) -> str:
    measure, better = str(line["label"]).partition(": ")[2] or "its score", abs(float(line["advantage"]))
    against = f"{number(line['rival_score'])} by the naive rule ({line['rival']})"
    by = f", {number(round(better, 3))} {'better' if line['advantage'] >= 0 else 'worse'}"
    return f"{measure[:1].upper()}{measure[1:]} is {number(line['value'])} against {against}{by}, on {number(line['samples'])} samples."
