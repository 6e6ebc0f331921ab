"""UCI #553, "Clickstream Data for Online Shopping": one shop selling clothing, April to August 2008.

The file has the date and the order of a session's clicks but NO time of day, no visitor beyond the session, no cart and
no purchase. The replayer spreads each session over its day, deterministically from the session's number, and marks every
event `precision: "day"`: times within a day, gaps and durations of this source are synthetic.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Final

from contracts.events import ShopEvent

DAY: Final = 86_400_000
MEAN_GAP, LONGEST_GAP = 40_000, 600_000  # ms; synthetic, and always below the session gap

CATEGORIES: Final = {"1": "trousers", "2": "skirts", "3": "blouses", "4": "sale"}
PHOTOS: Final = {"1": "en face", "2": "profile"}
# fmt: off
COLOURS: Final = (
    "beige", "black", "blue", "brown", "burgundy", "gray", "green",
    "navy blue", "of many colors", "olive", "pink", "red", "violet", "white",
)
# The publisher's list 1..47, countries as ISO 3166 codes; 43 to 47 are top-level domains of no country.
COUNTRIES: Final = (
    "AU", "AT", "BE", "VG", "KY", "CX", "HR", "CY", "CZ", "DK", "EE", "unidentified", "FO", "FI", "FR", "DE", "GR", "HU", "IS", "IN",
    "IE", "IT", "LV", "LT", "LU", "MX", "NL", "NO", "PL", "PT", "RO", "RU", "SM", "SK", "SI", "ES", "SE", "CH", "UA", "AE",
    "GB", "US", "biz", "com", "int", "net", "org",
)
# fmt: on


def read(path: Path) -> Iterator[ShopEvent]:
    """The file's clicks in order of (synthetic) event time; ids count from 0 in that order. `source` is the dataset's name."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = sorted(_clicks(csv.DictReader(file, delimiter=";")), key=lambda timed: timed[:3])
    for number, (at, session, _, row) in enumerate(rows):
        yield _event(number, at, session, row)


Timed = tuple[int, int, int, dict[str, str]]  # at in ms, session, order, row


def _clicks(rows: Iterable[dict[str, str]]) -> Iterator[Timed]:
    for session, clicks in groupby(rows, key=lambda row: int(row["session ID"])):
        ordered = sorted(clicks, key=lambda row: int(row["order"]))
        yield from zip(_times(session, ordered), [session] * len(ordered), range(len(ordered)), ordered, strict=True)


def _times(session: int, clicks: list[dict[str, str]]) -> list[int]:
    """Synthetic stamps within the session's day: exponential gaps from a generator seeded by the session's number."""
    first = clicks[0]
    midnight = int(datetime(int(first["year"]), int(first["month"]), int(first["day"]), tzinfo=UTC).timestamp() * 1000)
    random = Random(session)
    offsets = [0]
    for _ in clicks[1:]:
        offsets.append(offsets[-1] + 1000 + min(int(random.expovariate(1 / MEAN_GAP)), LONGEST_GAP))
    start = int(random.random() * max(1, DAY - offsets[-1] - 1))
    return [midnight + start + offset for offset in offsets]


def _event(number: int, at: int, session: int, row: dict[str, str]) -> ShopEvent:
    category = CATEGORIES[row["page 1 (main category)"]]
    return ShopEvent(
        id=f"eshop2008-{number}",
        source="eshop2008",
        type="view_item",
        at=at,
        session=str(session),
        page=f"/{category}/{row['page']}",
        page_number=int(row["page"]),
        position=int(row["location"]),
        product=row["page 2 (clothing model)"],
        category=category,
        colour=COLOURS[int(row["colour"]) - 1],
        photo=PHOTOS[row["model photography"]],
        price=float(row["price"]),
        currency="USD",
        country=COUNTRIES[int(row["country"]) - 1],
        precision="day",
    )
