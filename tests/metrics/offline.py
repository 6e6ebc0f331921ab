"""Events of any stream through the real pipelines, without a broker: in the order of their logs, rows out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from contracts.events import Event, key_of, stream_of
from contracts.rows import TABLES, Origin
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.intake import IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.learning import Feed, LearningPipeline
from stream_apps.pipelines.pipeline import Out, Pipeline
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.builders import Record

SENT = 2_000_000_000_000  # ms: after all that any test replays, for nothing is sent before it happens
SECOND = 20  # events that are sent within one
Logged = tuple[str, Record]  # a stream and a record of its only partition
_encode = msgspec.json.Encoder().encode


def rows(records: Iterable[Logged], feeds: Sequence[Feed] = FEEDS) -> dict[str, list[bytes]]:
    """Every row that follows from the records, as JSON by table; feeds: whose models learn from them."""
    doors: dict[str, Pipeline] = {"shop": ShopPipeline(0, "offline", Rules())}
    doors |= {inlet.stream: IntakePipeline(inlet, 0, "offline", Rules()) for inlet in INLETS}
    learning = {feed.topic: LearningPipeline(feed, "offline", Rules()) for feed in feeds if feed.learners}
    found: defaultdict[str, list[bytes]] = defaultdict(list)

    def keep(out: Out) -> None:
        for table, key, row in out:
            if type(row) is TABLES[table]:  # a mark is not stored
                found[table].append(_encode(row))
            if table in learning:
                learn(learning[table], key, row)

    def learn(pipeline: LearningPipeline, key: bytes, row: Origin) -> None:
        out: Out = []
        pipeline.apply(Record(pipeline.offset + 1, SENT, key, _encode(row)), out)
        keep(out)

    for stream, record in records:
        out: Out = []
        doors[stream].apply(record, out)
        keep(out)
    return found


def log(events: Iterable[Event]) -> Iterator[Logged]:
    """Events of one source as one partition of each of their streams, the end of each included."""
    offsets: dict[str, int] = {}
    number, event = 0, None
    for number, event in enumerate(events):
        stream = stream_of(event)
        offset = offsets[stream] = offsets.get(stream, -1) + 1
        yield stream, Record(offset, SENT + number // SECOND, key_of(event).encode(), _encode(event))
    if event is not None:
        end = {"id": "end", "source": event.source, "type": "end", "at": event.at} | (
            {"streams": list(offsets)} if len(offsets) > 1 else {}
        )
        for stream, offset in offsets.items():
            yield stream, Record(offset + 1, SENT + number // SECOND, b"", _encode(end))
