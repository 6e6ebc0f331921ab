"""How a value moved against the period before, in words, and whether that is news."""

from typing import Final, Literal, NamedTuple

from contracts.chance import beyond
from contracts.reading import Answer
from dashboards.live.formatting import amount

Tone = Literal["good", "bad", "flat"]
_IN_POINTS: Final = ("%", "points")
_MOST: Final = 300  # % that a change is told in: beyond it the base was so small that the number before says more


class Change(NamedTuple):
    """What is written, its colour, and what a closer look tells."""

    text: str
    tone: Tone
    tip: str


def change(now: Answer, before: Answer | None) -> Change | None:
    """The change since the period before; None where there is nothing to compare with.

    Only more than chance is good or bad. Shares move in points: a rate that rises from 2% to 3% is 1 point, not 50%, higher.
    """
    if before is None or not before.enough or now.value is None or before.value is None:
        return None
    if not now.value and not before.value:  # nothing, as before
        return None
    news = beyond(now, before)
    rising = now.value > before.value
    tone: Tone = "flat" if not news or now.better == "neither" else "good" if rising == (now.better == "higher") else "bad"
    was = f"{amount(before.value, now.unit, now.currency)} in the period before"
    return Change(_text(now, now.value, before.value), tone, was + ("" if news else "; no more than chance may do"))


def _text(answer: Answer, now: float, before: float) -> str:
    moved = now - before
    if answer.unit in _IN_POINTS:
        text = f"{moved:+.0f}" if abs(moved) >= 9.95 else f"{moved:+.1f}"
        return f"{'±0' if text in ('+0.0', '-0.0') else text} points"
    if not moved:
        return "±0%"
    percent = 100 * moved / before if before > 0 else float("inf")
    if abs(percent) > _MOST:
        return f"was {amount(before, answer.unit, answer.currency)}"
    text = f"{percent:+.0f}%" if abs(percent) >= 9.95 else f"{percent:+.1f}%"
    return "±0%" if text in ("+0.0%", "-0.0%") else text
