"""Whether a part is well, for who must ask from outside, such as the health checks of containers.

    python -m infra.health worker      exits with 0, or says what is wrong and exits with 1

The worker is well while the broker counts it among its group, which takes a heartbeat from its event loop every second; the sink
while its measure of who is behind arrives in the store, which takes both Kafka and ClickHouse; the others while they answer.
"""

import os
import socket
import sys
from collections.abc import Callable
from typing import Final

from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka import KafkaException

from contracts.connections import worker_client_id
from contracts.settings import Settings, SettingsError, load
from infra import store, topics
from infra.parts import ACTIONS, CLICKHOUSE, COLLECTOR, KAFKA, PAGE, Part
from sinks.lag import WORKER

SECONDS: Final = 10  # for the broker to answer
SILENT: Final = 60  # s without a measure from the sink, which measures every five
_MEASURED: Final = f"SELECT count() FROM lag WHERE measured_at > now64(3) - INTERVAL {SILENT} SECOND"  # noqa: S608 a constant


def worker(settings: Settings) -> str:
    """What is wrong with this machine's worker; empty where nothing is. Raises KafkaException."""
    client = topics.admin(settings)  # held on to: without its client an answer never comes
    (asked,) = client.describe_consumer_groups([WORKER], request_timeout=SECONDS).values()
    name = worker_client_id(socket.gethostname())
    return "" if any(member.client_id == name for member in asked.result().members) else f"the broker knows of no worker {name}"


def sink(settings: Settings) -> str:
    """What is wrong with the sink; empty where nothing is. Raises clickhouse_connect's Error."""
    client = store.writer_client(settings)
    try:
        return "" if client.query(_MEASURED).first_row[0] else f"the sink has measured nothing for {SILENT} s: see its log"
    finally:
        client.close()


def _answering(part: Part) -> Callable[[Settings], str]:
    return lambda settings: "" if part.ready(settings) else f"{part.title} does not answer at {part.address(settings)}"


CHECKS: Final[dict[str, Callable[[Settings], str]]] = {
    "worker": worker,
    "sink": sink,
    **{part.name: _answering(part) for part in (KAFKA, CLICKHOUSE, PAGE, COLLECTOR, ACTIONS)},
}


def main(name: str) -> int:
    """Tells what is wrong, if anything; returns the exit code."""
    try:
        wrong = CHECKS[name](load(os.environ)) if name in CHECKS else f"there is no check of {name!r}; there are {', '.join(CHECKS)}"
    except (SettingsError, KafkaException, ClickHouseError) as error:
        wrong = str(error)
    sys.stderr.write(f"{wrong}\n" if wrong else "")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
