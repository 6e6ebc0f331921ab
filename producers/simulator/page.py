"""docs/simulator.md, written from the tables that the synthetic shop is made from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from producers.simulator.audience import CHANNELS, COUNTRIES, SEGMENTS
from producers.simulator.catalogue import CATEGORIES
from producers.simulator.parameters import table
from producers.simulator.rhythm import HOURS, WEEKDAYS
from producers.simulator.sources import SOURCES
from producers.simulator.truths import describe

_INTRODUCTION = """# The synthetic shop

A shop made up from a seed, to try things on and to test with: **nobody real stands behind it**, and it says so wherever it is shown
(`storepulse datasets`, ids that begin with `sim-`, `precision: synthetic` in every event: the page, the bot and `storepulse metric`
know it under any name). The same seed and parameters make the same events, byte for byte.

```sh
storepulse replay simulator --days 60 --seed 7                                   # as fast as it goes, moved to end in the last week
storepulse replay simulator --days 14 --live                                     # two to three weeks at once, then by the clock, for ever
storepulse replay simulator --as bug --plant checkout_bug:device=mobile:from=-2:to=-1   # the day before its last
storepulse replay simulator --as small --visitors-a-day 200 --set mobile_share=0.5
```

It opens on 1 February 2026; moved to now, it is moved by whole weeks, as its hours and weekdays mean something, and closes in the last
seven days, or goes on from there (`--live`). People come, look around after their tastes, fill carts, forget them, check out, buy, come
back and send things back. Some use two devices, known by two visitor ids, which only their account joins; age and gender are told only
by whoever is signed in and declares them. A visit's fate depends on device, channel, segment and on whether it is the first; how far it
gets shows in how many pages it sees.
Beside it stands a store, closed on Sundays: people pass its door or come in, walk from department to department, try on, pay at the
tills, and some show the card of their account; three cameras, a counter at the door and one at the fitting rooms tell of it what such
devices would. Buyers comment days later, in stars and in words.
The first day is like any other: who has been there before returns from then on, though an analysis sees them for the first time.
"""

_DEFERRED = """## What it does not do yet

- People in the store are drawn anew each time: only the card of an account, shown at a till, joins them to the web shop.
- Comments are put together from a few dozen sentences: they show that the way works, not how people write.
- Nobody's age or gender is told on the floor: faces are looked at by no camera unless it is asked to.
- No `user_engagement` events: how long the last page of a visit was in sight is unknown, as with a tracker that is closed first.
- Age and gender are drawn apart from taste; hours are UTC for every country; there is no season and no stock.
- Memory grows with the people who may come back: about eight days of returning visits, and the events of one hour.
"""


def page() -> str:
    """The whole page."""
    parts = (_INTRODUCTION, *_parameters(), *_audience(), *_truths(), *_sources(), _DEFERRED)
    return "\n".join(parts)


def _parameters() -> Iterator[str]:
    yield "## Parameters\n\nEach is set by `--set NAME=VALUE`. Where a figure's source is not named it is assumed.\n"
    yield _table(
        ("name", "default", "unit", "bounds", "what it is", "source"),
        ((f"`{row.name}`", f"{row.default:g}", row.unit, row.bounds, row.help, row.source) for row in table()),
    )


def _audience() -> Iterator[str]:
    yield "## Who comes, and what is sold\n"
    yield "Segments, assumed; shares are of first visits in %, the rest is against the mean unless said.\n"
    yield _table(
        ("segment", "share", "chance to return", "carts", "pages", "thrift", "has an account"),
        ((each.name, each.share, each.returns, each.cart, each.pages, each.thrift, each.account) for each in SEGMENTS),
    )
    yield "Channels: shares in % between those of Episerver and Contentsquare 2024, carts after Episerver's conversion, bounces assumed.\n"
    yield _table(
        ("channel", "of first visits", "of later visits", "carts", "bounces", "lands at home, category, product"),
        ((each.name, each.new, each.returning, each.cart, each.bounce, " / ".join(map(str, each.landing))) for each in CHANNELS),
    )
    yield "Categories, assumed.\n"
    yield _table(
        ("category", "share, %", "median price, EUR", "companions are"),
        ((each.name, each.share, each.price, ", ".join(each.goes_with)) for each in CATEGORIES),
    )
    yield f"Countries, assumed, in %: {', '.join(f'{name} {share}' for name, share in COUNTRIES.items())}.\n"
    yield f"Hours from midnight, 100 is the mean (Oberlo hours; between its figures interpolated): {', '.join(map(str, HOURS))}."
    yield f"Days from Monday (Oberlo days): {', '.join(map(str, WEEKDAYS))}.\n"


def _truths() -> Iterator[str]:
    yield "## Truths to plant\n"
    yield "`--plant NAME:KEY=VALUE:from=...:to=...`, as often as wanted; `storepulse truths --json` lists the same for programs."
    yield "`from` and `to` are dates or times of the shop's own, or days since it opened, or, negative, before it closes."
    yield "Whoever a truth does not touch does the same with it as without it, event for event.\n"
    yield _table(
        ("truth", "what happens", "takes (default)", "what it does to the events"),
        ((f"`{each['name']}`", each["what"], _takes(each["parameters"]), each["effect"]) for each in describe()),
    )


def _takes(parameters: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}`" + ("" if value in (None, "") else f" ({value})") for name, value in parameters.items())


def _sources() -> Iterator[str]:
    yield "## Sources\n"
    yield _table(
        ("short", "published by", "what it says"), ((name, f"[{it.publisher}]({it.url})", it.says) for name, it in SOURCES.items())
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
