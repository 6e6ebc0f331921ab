"""How the shop does: the numbers a manager wants, their change, and what to look at first. Pure.

Worse by chance is not worse (chance.py). Of what got worse by more, the largest change in proportion comes first.
"""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from contracts.catalogue import METRICS
from contracts.periods import Period
from contracts.reading import Answer, Stream
from rasa_bot.actions import chance
from rasa_bot.actions.numbers import amount, number
from rasa_bot.actions.places import where
from rasa_bot.actions.wording import fresh, made_up

# In the order a manager reads them; those that the source has are told, the first six.
FIGURES: Final = (
    "sessions", "revenue", "conversion_rate", "average_order_value", "cart_abandonment", "checkout_completion",
    "bounce_rate", "pages_per_session", "clicks", "orders", "items_sold",
)  # fmt: skip
TOLD: Final = 6
SPAN: Final = timedelta(days=7)
# Metrics that say more about a number that got worse.
NEXT: Final = {
    "sessions": ("countries", "new_and_returning"),
    "revenue": ("top_sellers", "average_order_value"),
    "conversion_rate": ("funnel", "conversion_by_device"),
    "average_order_value": ("orders", "top_sellers"),
    "cart_abandonment": ("checkout_completion", "conversion_by_device"),
    "checkout_completion": ("conversion_by_device", "funnel"),
    "bounce_rate": ("entry_pages", "countries"),
    "pages_per_session": ("exit_pages", "top_products"),
    "clicks": ("sessions", "top_products"),
    "orders": ("top_sellers", "revenue_by_country"),
    "items_sold": ("top_sellers", "return_rate"),
}


class Figure(NamedTuple):
    """A number of the period and of the one before; None where that is unknown."""

    now: Answer
    before: Answer | None

    @property
    def change(self) -> float | None:
        """In proportion: 0.1 is a tenth more, infinity something after nothing."""
        if self.before is None or not self.before.enough or self.now.value is None or self.before.value is None:
            return None
        if not self.before.value:
            return math.copysign(math.inf, self.now.value) if self.now.value else 0.0
        return self.now.value / self.before.value - 1


def period(stream: Stream) -> Period:
    """The last seven days of a source, or its second half where it is shorter than two weeks."""
    length = min(SPAN, (stream.clock - stream.first) / 2)
    end = stream.clock + timedelta(milliseconds=1)
    return Period(end - length, end, "in the last 7 days" if length == SPAN else "in the second half of the data")


def worst(figures: Sequence[Figure]) -> Figure | None:
    """What got worse by more than chance, the most in proportion."""
    worse = [figure for figure in figures if _worsened(figure)]
    return max(worse, key=lambda figure: abs(figure.change or 0.0), default=None)


def words(label: str, figures: Sequence[Figure], stream: Stream, blamed: tuple[str, Figure] | None = None) -> str:
    """The overview. blamed: the value of a filter, such as mobile, where the worst number fell most, and its own numbers."""
    told = [figure for figure in figures if figure.now.enough][:TOLD]
    if not told:
        return f"There are too few sessions {label} to sum up. Ask for a longer period."
    head = f"{stream.source} {label}{where(told[0].now.filters)}:"
    notes = [made_up(told[0].now, stream), fresh(told[0].now, stream)]
    return "\n".join([head, *map(_line, told), _advice(told, blamed), *filter(None, notes)])


def _line(figure: Figure) -> str:
    now, change = figure.now, figure.change
    value = amount(now.value or 0.0, now.unit)
    head = f"- {value}" if now.unit in (now.samples_of, now.title.lower()) else f"- {now.title}: {value}"
    if change is None or figure.before is None or figure.before.value is None:
        return f"{head} (nothing before to compare with)"
    was = amount(figure.before.value, now.unit)
    return f"{head} ({_moved(figure)}, {was} before{_verdict(figure)})"


def _moved(figure: Figure) -> str:
    change = figure.change or 0.0
    if figure.now.unit == "%" and figure.before:
        points = (figure.now.value or 0.0) - (figure.before.value or 0.0)
        return f"{'+' if points >= 0 else '−'}{number(round(abs(points), 1))} points"
    return "from nothing" if math.isinf(change) else f"{'+' if change >= 0 else '−'}{number(round(100 * abs(change), 1))}%"


def _verdict(figure: Figure) -> str:
    if figure.now.better == "neither" or not _notable(figure):
        return ""
    return ": worse" if _worsened(figure) else ": better"


def _advice(told: Sequence[Figure], blamed: tuple[str, Figure] | None) -> str:
    found = worst(told)
    if found is None:
        compared = any(figure.change is not None for figure in told)
        return "Nothing got worse by more than chance." if compared else "There is no earlier period of the same length to compare with."
    where_most = f" It is worst {blamed[0]}: {_line(blamed[1]).removeprefix('- ')}." if blamed else ""
    one, two = (METRICS[name].title.lower() for name in NEXT[found.now.metric])
    return f"Look at {found.now.title.lower()} first: {_moved(found)}.{where_most} Then ask for {one} and {two}."


def _worsened(figure: Figure) -> bool:
    better, change = figure.now.better, figure.change
    return bool(change and better != "neither" and (change < 0) == (better == "higher") and figure.now.enough and _notable(figure))


def _notable(figure: Figure) -> bool:
    return figure.before is not None and chance.notable(figure.now, figure.before)
