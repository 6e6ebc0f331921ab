"""The yardstick: the worker's pipelines called from a plain confluent-kafka loop. A process: EPOCH EVENTS SESSIONS."""

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition

from contracts.connections import kafka_client
from tests.bench.carrier import Message, carrier

AT_ONCE = 5_000  # messages


def main() -> None:
    """Reads until the carrier has had all."""
    taker, settings = carrier()
    consumer = Consumer({**kafka_client(settings), "group.id": "bench-plain", "enable.auto.commit": False, "fetch.wait.max.ms": 10})
    consumer.assign([TopicPartition(topic, p, OFFSET_BEGINNING) for topic, count in taker.partitions.items() for p in range(count)])
    take = taker.take
    while True:
        for message in consumer.consume(AT_ONCE, 0.05):
            if message.error() is not None:
                raise KafkaException(message.error())
            record = Message(message.offset(), message.timestamp()[1], message.key(), message.value())
            take(message.topic(), message.partition(), record)


if __name__ == "__main__":
    main()
