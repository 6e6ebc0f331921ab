"""The ways in for sensors as processes of their own, a real MQTT broker, and what came into the log."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from confluent_kafka import Consumer, KafkaError, TopicPartition

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS
from infra.configuration import ROOT
from infra.parts import Command, Part
from tests.stack import free_ports, until


def http_part() -> Part:
    """What `storepulse sensors serve` runs."""

    def answers(settings: Settings) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", settings.sensors_port), 1):
            return True
        return False

    return Part("sensors", "sensors", ("sensors_port",), lambda _: _command(), answers)


def mqtt_part(layout: Path) -> Part:
    """What `storepulse sensors mqtt` runs: ready once it has told that it is connected."""
    log = "logs/sensors-mqtt.log"
    return Part(
        "sensors-mqtt", "", (), lambda _: _command(str(layout), "mqtt"), lambda s: "connected to" in (Path(s.state) / log).read_text()
    )


def _command(*arguments: str) -> Command:
    return Command([sys.executable, "-u", "-m", "producers.sensors", *arguments], {}, ROOT)


@contextmanager
def mosquitto(folder: Path) -> Iterator[int]:
    """Debian's MQTT broker on a port of its own; the test is skipped where there is none."""
    program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no MQTT broker on this machine: install Debian's package mosquitto to run this")
    (port,) = free_ports(1)
    config = folder / "mosquitto.conf"
    config.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    process = subprocess.Popen([program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _listens(port), 30, "mosquitto listens")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def logged(settings: Settings, source: str) -> list[dict[str, Any]]:
    """Every message of a source on events.sensors but ticks, in order within a partition."""
    own = {"group.id": "test", "enable.auto.commit": False, "enable.partition.eof": True, "fetch.wait.max.ms": 10}
    consumer = Consumer({**kafka_client(settings), **own})
    try:
        consumer.assign([TopicPartition(EVENTS["sensors"], number, 0) for number in range(settings.partitions)])
        left, found = settings.partitions, []
        while left:
            message = consumer.poll(10)
            if message.error() is not None:
                assert message.error().code() == KafkaError._PARTITION_EOF, message.error()
                left -= 1
            else:
                with suppress(msgspec.DecodeError):  # the log is shared
                    found.append(msgspec.json.decode(message.value()))
        return [each for each in found if each.get("source") == source and each.get("type") != "tick"]
    finally:
        consumer.close()
