"""UCI #331, "Sentiment Labelled Sentences": single sentences of reviews, as often for as against what they are about.

The files have NO time, no stars, no product and no author: stamps are made up, one sentence a minute, and every event says so
(`precision: "none"`). The label is sent as `recommended`.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from contracts.events import ReviewEvent
from producers.replay.made_up_times import MINUTE, stamp

OPENS: Final = datetime(2015, 5, 30, tzinfo=UTC)  # made up: when the files were given to UCI


def amazon(path: Path) -> Iterator[ReviewEvent]:
    """Of phones and their accessories, from Amazon: one sentence a line, a tab, 0 or 1."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for place, line in enumerate(file):
            text, label = line.rstrip("\r\n").rsplit("\t", 1)
            yield _event("amazon_sentences", place, text.strip(), label)


def yelp(path: Path) -> Iterator[ReviewEvent]:
    """Of restaurants, from Yelp: CSV with the columns Review and Liked, its lines ended by a carriage return."""
    with path.open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file)):
            yield _event("yelp_sentences", place, row["Review"].strip(), row["Liked"])


def _event(source: str, place: int, text: str, label: str) -> ReviewEvent:
    return ReviewEvent(
        id=f"{source}-{place}",
        source=source,
        type="review",
        at=stamp(OPENS, place, MINUTE),
        text=text,
        recommended=label == "1",
        precision="none",
    )
