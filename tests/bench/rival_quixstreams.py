"""The worker's pipelines called from quixstreams. A process in the rivals' environment: EPOCH EVENTS SESSIONS."""

import os
from pathlib import Path
from typing import Any

from quixstreams import Application, message_context

from tests.bench.carrier import Carrier, Message, carrier


def main() -> None:
    """Runs until the carrier has had all."""
    taker, settings = carrier()
    app = Application(
        settings.bootstrap,
        consumer_group=f"bench-quixstreams-{os.getpid()}",
        auto_offset_reset="earliest",
        auto_create_topics=False,
        use_changelog_topics=False,
        loglevel="WARNING",
        state_dir=Path(settings.state) / "quixstreams",
    )
    for name in taker.topics:
        frame = app.dataframe(app.topic(name, value_deserializer="bytes", key_deserializer="bytes"))
        frame.update(_taking(taker, name), metadata=True)
    app.run()


def _taking(taker: Carrier, topic: str) -> Any:
    take = taker.take

    def step(value: bytes, key: bytes, timestamp: int, headers: Any) -> None:
        place = message_context()
        take(topic, place.partition, Message(place.offset, timestamp, key, value))

    return step


if __name__ == "__main__":
    main()
