"""The words around a metric that change what is answered: comparing, explaining, ranking from the other end, following up. Pure."""

import re
from typing import Final, NamedTuple

_FOLLOWS: Final = re.compile(
    r"^\W*(ok |okay |so )?(and|also|what about|how about|now|same|the same|only|just|but|compare|compared|vs|versus)\b", re.IGNORECASE
)
_POINTS_BACK: Final = re.compile(r"\b(it|that|them|those|this one|instead|s?he|her|him|his|(?:this|that) customer)\b", re.IGNORECASE)
_FORESEEN: Final = r"(?:(?:was|were|is|it is|we|you|had|have|the) )*(?:expect|foresee|predict|forecast|plan|usual|normal|average)"
_VERSUS: Final = re.compile(
    r"\b(compar(?:ed?|ing|ison)(?: that| it| this)?(?: (?:to|with|against))?|versus|vs\.?|"
    rf"(?:more|less|higher|lower|better|worse|fewer) than(?! {_FORESEEN})|than(?! {_FORESEEN}))\b"
)
_AGAINST: Final = re.compile(r"\bagainst\b", re.IGNORECASE)
_CHANGE: Final = re.compile(
    r"\b(?:did|has|have|is|are|was) .*(?:chang|gr[eo]w|ris|rose|fall|fell|drop|improv|increas|decreas|go(?:ne|ing)? (?:up|down))|"
    r"\b(?:up or down|before that|what was it before|trend|changed?|compare|comparison|development)\b"
)
_EXPLAIN: Final = re.compile(
    r"\b(what does .* mean|meaning of|definition|define|explain|what do you mean|what exactly (?:is|are)|"
    r"how (?:is|are|do you) .*(?:calculate|compute|measure|count|define)d?)\b"
)
_LEAST: Final = re.compile(r"\b(least|worst|fewest|lowest|smallest|unpopular|rarest|bottom)\b")
_PEAK: Final = re.compile(r"\b(when|(?:which|what|best) (?:day|date|hour|week|month|time)s?|peaks?|busiest|highest|record|maximum)\b")
_PEAK_UNIT: Final = re.compile(r"\b(?:which|what|best|busiest|highest) (?P<unit>day|date|hour|week|month)\b")
_PER: Final = re.compile(r"\b(?:(?:per|each|every|by|a) (?P<unit>hour|day|week|month)|(?P<adverb>hourly|daily|weekly|monthly))\b")
_BY: Final = re.compile(
    r"\b(?:by|per|each|every|which|what|across|between|a) "
    r"(?P<name>countr(?:y|ies)|categor(?:y|ies)|departments?|nations?|markets?|products?|items?|devices?|channels?)\b"
)
_DIMENSIONS: Final = {
    "countr": "country", "nation": "country", "market": "country", "catego": "category", "depart": "category",
    "produc": "product", "item": "product", "items": "product", "device": "device", "channe": "channel",
}  # fmt: skip
_SPLIT: Final = re.compile(
    r"\b(?:and )?(?:(?:split|broken?|break|divided?|grouped?)(?: (?:it|that|this|them))?(?: (?:up|down))? )?(?:by|per|for each) (?:the )?"
    r"(?P<name>countr(?:y|ies)|categor(?:y|ies)|departments?|nations?|markets?|products?|items?|devices?|channels?|segments?|places?|doors?|"
    r"hours?|weekdays?)\b",
    re.IGNORECASE,
)
_MEANS: Final = re.compile(
    r"\b(?:what (?:is|are|does)|meaning of|define|explain|definition of) (?:an? |the |by )?"
    r"(?P<word>[a-z][a-z -]*?)(?: mean| stand for)?\W*$"
)
_DEFINES: Final = re.compile(
    r"(?i:\bwhat (?:does|do) .* (?:mean|stand for)\W*$|^(?:and )?what(?:'s| is| are) an? [a-z -]+\W*$|\bmeaning of\b)|"
    r"(?i:^(?:and )?what(?:'s| is| are)) (?:[A-Z]{2,}\w*|(?i:rfm|auc|csat|clv|wmape))\W*$"
)
_WHY: Final = re.compile(r"(?i)^\W*(?:but |and |so )?(?:why|how come)(?: (?:is|was) (?:that|it|this)(?: so)?| so)?\W*$")
_SPLITS: Final = {
    "coun": "country", "nati": "country", "mark": "country", "cate": "category", "depa": "category", "door": "place", "item": "product",
}  # fmt: skip
_SECONDS: Final = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000}


class Manner(NamedTuple):
    """How a question wants to be answered. per: the unit of a rate, such as "day"."""

    compare: bool = False
    explain: bool = False
    least: bool = False
    peak: bool = False
    per: str = ""

    @property
    def seconds(self) -> int:
        """Length of `per`, 0 where there is none."""
        return _SECONDS.get(self.per, 0)


def peak_seconds(text: str) -> int:
    """The length of what is asked for the highest of: "which day"; 0 where none is named.

    >>> peak_seconds("which day had the highest revenue"), peak_seconds("when were there most")
    (86400, 0)
    """
    match = _PEAK_UNIT.search(text.lower())
    return _SECONDS["day" if match["unit"] == "date" else match["unit"]] if match else 0


def manner(text: str) -> Manner:
    """The manner of a question.

    >>> manner("how many sessions per day, and is that more than before?")[::4]
    (True, 'day')
    """
    lower = text.lower()
    per = _PER.search(lower)
    adverbs = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
    return Manner(
        compare=bool(_VERSUS.search(lower) or _CHANGE.search(lower)),
        explain=bool(_EXPLAIN.search(lower)),
        least=bool(_LEAST.search(lower)),
        peak=bool(_PEAK.search(lower)),
        per=(per["unit"] or adverbs[per["adverb"]]) if per else "",
    )


def follows(text: str) -> bool:
    """Whether a question is worded as the continuation of another.

    >>> follows("and in June?"), follows("how many sessions in June?")
    (True, False)
    """
    return bool(_FOLLOWS.search(text) or _POINTS_BACK.search(text))


def sides(text: str) -> tuple[str, str]:
    """What is asked for, and what it is to be compared with.

    >>> sides("sessions in June versus May")
    ('sessions in June ', ' May')
    """
    match = _VERSUS.search(text.lower())
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def against(text: str) -> tuple[str, str]:
    """The two sides of "against", which compares where both are of one kind.

    >>> against("sessions in June against May")
    ('sessions in June ', ' May')
    """
    match = _AGAINST.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def without_split(text: str) -> str:
    """A question without "by country" and the like.

    >>> without_split("and split it by device?")
    '?'
    """
    return _SPLIT.sub("", text)


def split(text: str) -> str:
    """What an answer is to be split by.

    >>> split("and split it by device?"), split("per category"), split("by then")
    ('device', 'category', '')
    """
    match = _SPLIT.search(text)
    return _SPLITS.get(match["name"].lower()[:4], match["name"].lower().removesuffix("s")) if match else ""


def halves(text: str) -> tuple[str, str]:
    """The two sides of the last "or" or "and", which may name two periods to compare.

    >>> halves("more visits in april or in may?")
    ('more visits in april ', ' in may?')
    """
    *_, match = [None, *re.finditer(r"\b(or|and)\b", text.lower())]
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def dimension(text: str) -> str:
    """The filter whose values a question wants told one by one.

    >>> dimension("which country has the highest bounce rate"), dimension("bounce rate by category"), dimension("bounce rate")
    ('country', 'category', '')
    """
    match = _BY.search(text.lower())
    if not match:
        return ""
    return _DIMENSIONS[match["name"][:6]]


def wants_all(text: str) -> bool:
    """Whether a call for help wants the whole list.

    >>> wants_all("list all metrics"), wants_all("what can I ask?")
    (True, False)
    """
    return bool(re.search(r"(?i)\b(all|every|everything|more|else|full|whole|complete|list|which)\b", text))


def defines(text: str) -> bool:
    """Whether a question is about what a word means, and not about its number.

    >>> [defines(text) for text in ("what does AUC mean?", "what is a hot lead", "what is RFM?", "what is our revenue")]
    [True, True, True, False]
    """
    return bool(_DEFINES.search(text.strip()))


def asks_why(text: str) -> bool:
    """Whether a question is nothing but a "why?" about the answer before.

    >>> asks_why("but why is that?"), asks_why("why do people leave")
    (True, False)
    """
    return bool(_WHY.search(text))


def word_to_explain(text: str) -> str:
    """The word whose meaning is asked for.

    >>> word_to_explain("what does lift mean?"), word_to_explain("what is a session"), word_to_explain("how many sessions")
    ('lift', 'session', '')
    """
    match = _MEANS.search(text.lower().strip())
    return match["word"].strip() if match else ""


def present_of(text: str) -> str:
    """The present that a past is measured by: this week for last week, today for yesterday; else the text unchanged."""
    return re.sub(r"\b(last|previous) (?=week|month|quarter|year)", "this ", text.lower()).replace("yesterday", "today")
