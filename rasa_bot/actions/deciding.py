"""One turn, whatever Rasa took it for: answered, answered with what else it may mean, asked back, or declined.

Blocking: it asks ClickHouse.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from contracts.catalogue import METRICS
from rasa_bot.actions import answering, asking, briefing, nearest, opinions, tenses, trust, understanding
from rasa_bot.actions.answering import Reply, Turn
from rasa_bot.actions.opinions import Opinion, Verdict
from rasa_bot.actions.store import Store, StoreError
from rasa_bot.actions.understanding import FOLLOW_UP, INTENT

_TO_COME: Final = ("sales_next_week", "sales_outlook", "sales_tomorrow", "footfall_expected", "footfall_tomorrow")
_CONFIDENT: Final = 0.5  # Rasa's confidence from which an overview needs no second opinion


def reply(turn: Turn, store: Store, page: str) -> Reply:
    """Answers a question as far as it is understood."""
    spelt = answering.spelt(turn, store)
    answered = _reply(replace(turn, text=spelt.text), store, page)
    return replace(answered, text=spelt.note + answered.text)


def _reply(turn: Turn, store: Store, page: str) -> Reply:
    if asking.asks_why(turn.text) and (why := answering.reason(turn)):
        return why
    if asking.defines(turn.text) and (explained := answering.explained(turn)):
        return explained
    if _only_limits(turn, store) or _follows_no_metric(turn):
        return briefing.answer(replace(turn, intent=FOLLOW_UP), store, page)
    if about := trust.subject(turn.text):
        return answering.judged(turn, about, store, _answer(turn, about.metric, store, page))
    sureness, metrics = understood(turn, answering.alike(turn, store))
    if sureness == "sure":
        return _answer(turn, metrics[0], store, page)
    if explained := answering.explained(turn):
        return explained
    if sureness == "beyond":
        return answering.beyond(turn, metrics)
    return _likely(turn, metrics, store, page) if sureness == "likely" else answering.unsure(turn, metrics, store)


def overview(turn: Turn, store: Store, page: str) -> Reply:
    """How the shop does; but a question that Rasa only faintly takes for that, and that means something else, is one of its own."""
    return briefing.brief(turn, store) if means_overview(turn) else reply(turn, store, page)


def means_overview(turn: Turn) -> bool:
    """Whether the second opinion confirms an overview, or Rasa is sure of it."""
    sure = bool(turn.ranking) and float(turn.ranking[0]["confidence"]) >= _CONFIDENT
    return sure or not turn.meaning or turn.meaning[0]["name"] == briefing.OVERVIEW


def understood(turn: Turn, alike: Sequence[str] = ()) -> Verdict:
    """Which metric a question asks for, and how sure that is. alike: the question without what limits it."""
    if about := trust.subject(turn.text):
        return Verdict("sure", (about.metric,))
    if repeated := next(filter(None, map(nearest.certain, (turn.text, *alike))), None):
        return Verdict("sure", (understanding.sibling(repeated, turn.text),))
    talked_about = turn.memory.metric if turn.memory and turn.memory.metric in METRICS else ""
    found = opinions.verdict(_possible(turn.text, turn.ranking), _possible(turn.text, turn.meaning), talked_about)
    if nearest.unmeasured(turn.text) or (found.trust != "sure" and nearest.foreign(turn.text, turn.ranking)):
        return Verdict("beyond", found.metrics)
    return found


def _possible(text: str, opinion: Opinion) -> Opinion:
    """An opinion without the sales to come, where a question speaks of the past and of nothing to come."""
    if not tenses.speaks_of_the_past(text) or tenses.speaks_of_what_comes(text):
        return opinion
    return [guess for guess in opinion if str(guess["name"]).removeprefix(INTENT) not in _TO_COME]


def _follows_no_metric(turn: Turn) -> bool:
    """Whether it continues a talk about nothing, or about the overview."""
    about = turn.memory.metric if turn.memory else ""
    return turn.intent == FOLLOW_UP and about not in METRICS and not nearest.foreign(turn.text, turn.ranking)


def _only_limits(turn: Turn, store: Store) -> bool:
    try:
        return answering.only_limits(turn, store)
    except StoreError:
        return False  # whoever needs the store says so


def _answer(turn: Turn, metric: str, store: Store, page: str) -> Reply:
    return briefing.answer(replace(turn, intent=INTENT + metric), store, page)


def _likely(turn: Turn, metrics: Sequence[str], store: Store, page: str) -> Reply:
    """The likeliest answer, which says how the question was read, and a tap away what else it may mean."""
    answered = _answer(turn, metrics[0], store, page)
    others = [METRICS[name] for name in metrics[1 : nearest.OFFERED]]
    if answered.custom is None or not others:
        return answered
    meant = " or ".join(f"“{metric.title}”" for metric in others)
    text = f"I read this as “{METRICS[metrics[0]].title}”. Did you mean {meant}?\n{answered.text}"
    return replace(answered, text=text, buttons=[*answered.buttons, *nearest.buttons(others, answering.limits(turn, store))])
