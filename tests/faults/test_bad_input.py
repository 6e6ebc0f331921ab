"""Bad messages through the real broker, worker, sink and ClickHouse: each is kept, none stops the flow."""

from contextlib import closing
from pathlib import Path

import msgspec
from confluent_kafka import Producer

from contracts.connections import kafka_client
from contracts.topics import EVENTS_SHOP, LARGE
from infra import store
from infra.parts import WORKER
from tests.builders import message, ms
from tests.faults.shaking import caught_up, row_counter, shaken
from tests.stack import until

HUGE = b'{"id": "' + b"x" * 10_000_000 + b'"}'
BAD = {
    "not_json": b"not json",
    "unknown_field": message(surprise=1),
    "wrong_type": message(price="52"),
    "missing_field": message(type=None),
    "future": message(at="2090-01-01T00:00:00Z"),
    "negative_price": message(price=-1),
    "too_large": HUGE,
    "no_subject": message(visitor=None),
}


def test_each_is_kept_and_the_flow_goes_on(tmp_path: Path) -> None:
    with shaken(tmp_path, WORKER) as stack:
        producer = Producer({**kafka_client(stack.settings), "message.max.bytes": LARGE})
        for value in BAD.values():
            producer.produce(EVENTS_SHOP, value, b"v1", 0)
        producer.produce(EVENTS_SHOP, message(), None, 0)  # no key
        producer.produce(EVENTS_SHOP, None, b"v1", 0)  # no value
        producer.produce("sessions", b"somebody else's", b"v1", 0)  # on a topic that is not theirs
        for again in (message(id="good"), message(id="good")):
            producer.produce(EVENTS_SHOP, again, b"v1", 0)
        producer.produce(EVENTS_SHOP, message(id="end", type="end", visitor=None, at=ms("11:00")), b"", 0)
        assert producer.flush(30) == 0
        stored = row_counter(stack.settings)
        until(lambda: stored("sessions"), 60, "the good click's session stored")
        until(caught_up(stack.settings), 60, "worker and sink caught up")
        with closing(store.reader_client(stack.settings)) as client:
            query = "SELECT reason, origin_topic, origin_offset, size, raw FROM rejects ORDER BY origin_topic, origin_offset"
            rejects = client.query(query).result_rows
            clicks = client.query("SELECT event FROM clicks").result_rows
    reasons = [*BAD, "empty_key", "empty", "duplicate", "not_a_row"]
    assert [reject[0] for reject in rejects] == reasons
    assert [(reject[1], reject[2]) for reject in rejects[: len(BAD)]] == [(EVENTS_SHOP, offset) for offset in range(len(BAD))]
    kept = {reject[0]: (reject[3], reject[4]) for reject in rejects}
    assert all(kept[reason] == (len(value), value.decode()) for reason, value in BAD.items())
    assert clicks == [("good",)]
    assert msgspec.json.decode(kept["duplicate"][1])["id"] == "good"
