"""The worker's pipelines called from bytewax. A process in the rivals' environment: EPOCH EVENTS SESSIONS."""

from typing import Any

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.run import cli_main
from bytewax.testing import TestingSink

from tests.bench.carrier import Message, carrier

AT_ONCE = 5_000  # messages, as the plain loop


def main() -> None:
    """Runs until the carrier has had all."""
    taker, settings = carrier()
    take = taker.take

    def step(messages: list[Any]) -> list[Any]:
        for message in messages:
            take(message.topic, message.partition, Message(message.offset, message.timestamp[1], message.key, message.value))
        return []

    flow = Dataflow("storepulse")
    source = KafkaSource([settings.bootstrap], list(taker.topics), batch_size=AT_ONCE, add_config={"fetch.wait.max.ms": "10"})
    nothing = op.flat_map_batch("pipelines", op.input("log", flow, source), step)
    op.output("nothing", nothing, TestingSink([]))
    cli_main(flow)


if __name__ == "__main__":
    main()
