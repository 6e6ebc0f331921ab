"""Events through the real pipelines, without a broker: in the order of a log, rows out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from contracts.events import ShopEvent
from contracts.rows import Origin
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import Feed, LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.builders import Record

SENT = 2_000_000_000_000  # ms: after all that any test replays, for nothing is sent before it happens
SECOND = 20  # events that are sent within one
_encode = msgspec.json.Encoder().encode


def rows(records: Iterable[Record], feeds: Sequence[Feed] = FEEDS) -> dict[str, list[bytes]]:
    """Every row that follows from the records of one partition, as JSON by table; feeds: whose models learn from them."""
    shop, learning = ShopPipeline(0, "offline", Rules()), {feed.topic: LearningPipeline(feed, "offline", Rules()) for feed in feeds}
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

    for record in records:
        out: Out = []
        shop.apply(record, out)
        keep(out)
    return found


def log(events: Iterable[ShopEvent]) -> Iterator[Record]:
    """Events of one source as one partition of events.shop, its end included."""
    offset, event = -1, None
    for offset, event in enumerate(events):
        yield Record(offset, SENT + offset // SECOND, (event.visitor or event.session or "").encode(), _encode(event))
    if event is not None:
        end = {"id": "end", "source": event.source, "type": "end", "at": event.at}
        yield Record(offset + 1, SENT + offset // SECOND, b"", _encode(end))
