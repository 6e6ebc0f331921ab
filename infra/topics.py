"""Creates the topics of contracts.topics, on whichever broker the settings name."""

import time
from typing import Any, Final

from confluent_kafka import KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic, OffsetSpec

from contracts.connections import kafka_client
from contracts.settings import PREFIX, Settings
from contracts.topics import TOPICS

_SILENT: Final = 0  # while a broker starts, librdkafka would report every refused connection, and whoever asks here expects them


class TopicsError(RuntimeError):
    """A topic is not as the settings want it, or the broker would not create it."""


def answers(settings: Settings, timeout: float = 2.0) -> bool:
    """Whether the broker answers a request for its metadata."""
    try:
        return bool(admin(settings).list_topics(timeout=timeout).brokers)
    except KafkaException:
        return False


def admin(settings: Settings, troubles: list[str] | None = None) -> Any:
    """A client for the broker's administration; keep a reference until its futures resolve. poll() adds to troubles."""
    noting = {} if troubles is None else {"error_cb": lambda error: troubles.append(error.str())}
    return AdminClient(kafka_client(settings) | {"log_level": _SILENT} | noting)


def create_topics(settings: Settings, timeout: float = 30.0) -> list[str]:
    """Creates the topics that are missing, and returns their names. Raises TopicsError."""
    troubles: list[str] = []
    try:
        client = admin(settings, troubles)
        try:
            return _create(client, settings, timeout)
        except KafkaException:
            client.poll(0)  # what it noted meanwhile says more than "timed out": a wrong password, a certificate
            raise
    except KafkaException as error:
        said = "; ".join(dict.fromkeys([*troubles[:2], error.args[0].str()]))
        raise TopicsError(f"Kafka at {settings.bootstrap} did not answer: {said}") from error


def _create(client: Any, settings: Settings, timeout: float) -> list[str]:
    existing = client.list_topics(timeout=timeout).topics
    for topic in TOPICS:
        if topic.name in existing:
            _compare(topic.name, len(existing[topic.name].partitions), topic.partitions(settings))
    missing = [topic for topic in TOPICS if topic.name not in existing]
    made = [NewTopic(t.name, t.partitions(settings), settings.kafka_replication, config=t.config) for t in missing]
    futures = client.create_topics(made, operation_timeout=timeout) if made else {}
    for name, future in futures.items():
        _created(name, future)
    _wait(client, [TopicPartition(t.name, number) for t in missing for number in range(t.partitions(settings))], timeout)
    return [topic.name for topic in missing]


def _created(name: str, future: Any) -> None:
    try:
        future.result()
    except KafkaException as error:
        if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
            raise TopicsError(f"topic {name} could not be created: {error.args[0].str()}") from error


def _compare(name: str, has: int, wanted: int) -> None:
    """Partitions are not added: keys would move to other partitions and break the order of what is already there."""
    if has != wanted:
        raise TopicsError(
            f"topic {name} has {has} partitions and {PREFIX}PARTITIONS asks for {wanted}: set it to {has}, or start a new state folder"
        )


def _wait(client: Any, partitions: list[TopicPartition], timeout: float) -> None:
    """Until the broker leads them. Its metadata says so a moment before it is true: so ask for what only a leader knows."""
    end = time.monotonic() + timeout
    while partitions:
        latest = client.list_offsets({partition: OffsetSpec.latest() for partition in partitions}, request_timeout=timeout)
        partitions = [partition for partition, future in latest.items() if not _known(future)]
        if partitions and time.monotonic() > end:
            raise TopicsError(f"the broker does not lead {partitions[0].topic} {timeout:.0f} s after creating it: see its log")
        time.sleep(0.05 if partitions else 0)


def _known(future: Any) -> bool:
    try:
        future.result()
    except KafkaException:
        return False
    return True
