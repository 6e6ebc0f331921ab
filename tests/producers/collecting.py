"""What the collector makes of a body; and the real one as a process, keys of its own, and what it put into the log."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, NamedTuple

import httpx
import msgspec
from confluent_kafka import Consumer, KafkaError, TopicPartition

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP
from infra.parts import COLLECTOR
from producers.collector import keys
from producers.collector.arrival import Arrival
from producers.collector.decoding import decoded
from producers.collector.translation import Translation, translate
from tests.builders import ms
from tests.stack import free_ports, running

SHOP = "https://shop.example"  # a page that may send
RECEIVED = ms("10:00")
ARRIVAL = Arrival(source="live", received=RECEIVED)
LATE = Arrival(source="live", received=RECEIVED, lateness=300_000)
VIEW = {"type": "page_view", "visitor": "v1"}


def ga4(params: dict[str, Any], name: str = "page_view", **more: Any) -> Any:
    return {"client_id": "1.2", "events": [{"name": name, "params": params}], **more}


def segment(**more: Any) -> Any:
    return {"type": "page", "anonymousId": "v1", "messageId": "m1", **more}


def translated(document: Any, arrival: Arrival = ARRIVAL) -> Translation:
    numbers = count(1)
    return translate(decoded(json.dumps(document).encode()), arrival, lambda: f"fresh{next(numbers)}")


def said(document: Any, arrival: Arrival = ARRIVAL) -> list[dict[str, Any]]:
    """The events of a body that is all good, without what the server adds to each."""
    found = translated(document, arrival)
    assert found.refused == []
    assert {event.source for event in found.events} <= {arrival.source}
    return [{name: value for name, value in msgspec.to_builtins(event).items() if name != "source"} for event in found.events]


def reasons(document: Any, arrival: Arrival = ARRIVAL) -> list[tuple[int, str]]:
    return [(refusal.index, refusal.reason) for refusal in translated(document, arrival).refused]


def told(document: Any, arrival: Arrival = LATE) -> str:
    """Why the only event of a body was refused."""
    (refusal,) = translated(document, arrival).refused
    return refusal.detail


class Desk(NamedTuple):
    """A running collector with a browser and a server key for the same source."""

    settings: Settings
    source: str
    browser: str
    server: str
    client: httpx.Client
    pid: int

    def post(self, document: Any, key: str | None = None, path: str = "/collect", **headers: str) -> httpx.Response:
        """Sends a body with the server's key, or the one given ("" for none)."""
        key = self.server if key is None else key
        content = document if isinstance(document, bytes) else msgspec.json.encode(document)
        known = {"Authorization": f"Bearer {key}"} if key else {}
        return self.client.post(
            path, content=content, headers={**known, **{name.replace("_", "-"): value for name, value in headers.items()}}
        )


@contextmanager
def collecting(settings: Settings, source: str) -> Iterator[Desk]:
    """A collector, running on a port of its own."""
    settings = msgspec.structs.replace(settings, collector_port=free_ports(1)[0])
    made = [keys.add(keys.path(settings), source, server=server) for server in (False, True)]
    with running(COLLECTOR, settings) as process, httpx.Client(base_url=url(settings), trust_env=False, timeout=30) as client:
        yield Desk(settings, source, *made, client, process.pid)


def url(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.collector_port}"


def logged(settings: Settings, source: str) -> list[dict[str, Any]]:
    """Every message of a source in the log but ticks, in order within a partition."""
    own = {"group.id": "test", "enable.auto.commit": False, "enable.partition.eof": True, "fetch.wait.max.ms": 10}
    consumer = Consumer({**kafka_client(settings), **own})
    try:
        consumer.assign([TopicPartition(EVENTS_SHOP, number, 0) for number in range(settings.partitions)])
        left, found = settings.partitions, []
        while left:
            message = consumer.poll(10)
            if message.error() is not None:
                assert message.error().code() == KafkaError._PARTITION_EOF, message.error()
                left -= 1
            else:
                with suppress(msgspec.DecodeError):  # the log is shared, and other tests put nonsense there on purpose
                    found.append(msgspec.json.decode(message.value()))
        return [each for each in found if each.get("source") == source and each.get("type") != "tick"]
    finally:
        consumer.close()
