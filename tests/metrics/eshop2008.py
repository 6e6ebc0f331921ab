"""The real clickstream through the real pipelines, without a broker: events in the order of a log, rows out."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contracts.rows import Origin
from producers.replay import eshop2008
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.builders import Record

SENT = 1_700_000_000_000  # ms
_encode = msgspec.json.Encoder().encode


def rows(path: Path) -> dict[str, list[bytes]]:
    """Every row that follows from the dataset, as JSON by table."""
    shop, learning = ShopPipeline(0, "offline", Rules()), {feed.topic: LearningPipeline(feed, "offline", Rules()) for feed in FEEDS}
    found: defaultdict[str, list[bytes]] = defaultdict(list)

    def keep(out: Out) -> None:
        for table, key, row in out:
            found[table].append(_encode(row))
            if table in learning:
                learn(learning[table], key, row)

    def learn(pipeline: LearningPipeline, key: bytes, row: Origin) -> None:
        out: Out = []
        pipeline.apply(Record(pipeline.offset + 1, SENT, key, _encode(row)), out)
        keep(out)

    for record in log(path):
        out: Out = []
        shop.apply(record, out)
        keep(out)
    return found


def log(path: Path) -> Iterator[Record]:
    """The dataset as one partition of events, its end included."""
    offset, at = 0, 0
    for offset, event in enumerate(eshop2008.read(path)):
        at = event.at
        yield Record(offset, SENT + offset // 20, (event.session or "").encode(), _encode(event))
    end = {"id": "end", "source": "eshop2008", "type": "end", "at": at}
    yield Record(offset + 1, SENT + offset // 20, b"", _encode(end))
