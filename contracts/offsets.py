"""Where a partition begins and ends, asked of a broker that may just be starting."""

import time
from typing import Final

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

ASK_AGAIN: Final = 0.2  # s after the broker was found away
# What a broker that is restarted looks like: sending waits for it, and so does reading back.
AWAY: Final = {
    KafkaError._TRANSPORT,
    KafkaError._ALL_BROKERS_DOWN,
    KafkaError._TIMED_OUT,
    KafkaError._UNKNOWN_PARTITION,
    KafkaError.REQUEST_TIMED_OUT,
    KafkaError.LEADER_NOT_AVAILABLE,
    KafkaError.NOT_LEADER_FOR_PARTITION,
    KafkaError.BROKER_NOT_AVAILABLE,
}


def bounds(consumer: Consumer, topic: str, partition: int, *, seconds: float, patience: float) -> tuple[int, int]:
    """The partition's first offset and the one after its last.

    Each question may take `seconds`, and is asked anew until `patience` (s) is over while the broker is away: one that starts
    tells of its partitions a moment before it leads them. Raises KafkaException for every other reason, and once patience is over.
    """
    until = time.monotonic() + patience
    while True:
        try:
            first, end = consumer.get_watermark_offsets(TopicPartition(topic, partition), seconds)
        except KafkaException as error:
            if error.args[0].code() not in AWAY or time.monotonic() > until:
                raise
            time.sleep(ASK_AGAIN)
        else:
            return int(first), int(end)
