"""Women's E-Commerce Clothing Reviews: what customers wrote of clothes, with stars, a recommendation, their age and the department.

The file has NO time, and the order of its rows is not that of time: stamps are made up, one comment every twenty minutes, and every
event says so (`precision: "none"`). Nothing about a course of time can be learned from it.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from contracts.events import ReviewEvent
from producers.replay.made_up_times import MINUTE, stamp

OPENS: Final = datetime(2025, 1, 1, tzinfo=UTC)  # made up
STEP: Final = 20 * MINUTE
DIVISIONS: Final = {"Initmates": "Intimates"}  # as the file spells it


def read(path: Path) -> Iterator[ReviewEvent]:
    """The file's rows in its order; those equal in all but their number come once. ids are the numbers. `source` is the dataset's name."""
    opener = gzip.open if path.suffix == ".gz" else open
    seen = set[tuple[str, ...]]()
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = row.pop("")
            if (said := tuple(row.values())) not in seen:
                yield _event(number, len(seen), row)
                seen.add(said)


def _event(number: str, place: int, row: dict[str, str]) -> ReviewEvent:
    division = row["Division Name"]
    return ReviewEvent(
        id=f"womens_reviews-{number}",
        source="womens_reviews",
        type="review",
        at=stamp(OPENS, place, STEP),
        product=row["Clothing ID"],
        category=row["Department Name"].lower() or None,
        division=DIVISIONS.get(division, division) or None,
        title=row["Title"] or None,
        text=row["Review Text"] or None,
        rating=float(row["Rating"]),
        recommended=row["Recommended IND"] == "1",
        age=int(row["Age"]),
        votes=int(row["Positive Feedback Count"]),
        precision="none",
    )
