"""The embedded broker: Apache Kafka, one KRaft node on loopback. Its configuration, its formatting and its command line."""

import base64
import os
import subprocess
import uuid
from pathlib import Path
from typing import Final

from contracts.settings import Settings
from contracts.topics import LARGE
from infra.configuration import broker_folder
from infra.jars import jars
from infra.java import java

_JVM: Final = ("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_QUIET: Final = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")
_STAMP: Final = "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS"


class BrokerError(RuntimeError):
    """The broker's folder could not be made ready."""


def properties(settings: Settings) -> dict[str, str]:
    """server.properties. Everything listens on loopback, and what was acknowledged survives a kill -9 and a power cut.

    Kafka leaves flushing to the system and trusts replicas. One node has none, and rows in the store that point behind the end of
    a shortened log would make the sink drop what comes next as already stored. So every batch is flushed before it is acknowledged;
    on a disk with 0.3 ms a flush no difference was measured (120 to 180 thousand messages a second with and without).
    """
    controller = f"127.0.0.1:{settings.kafka_controller_port}"
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://127.0.0.1:{settings.kafka_port},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{settings.kafka_port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(broker_folder(settings) / "data"),
        "auto.create.topics.enable": "false",
        "num.partitions": str(settings.partitions),
        # One node: nothing can be replicated, and few partitions of the internal topics start faster.
        **dict.fromkeys(
            (
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor",
                "transaction.state.log.min.isr",
                "share.coordinator.state.topic.replication.factor",
                "share.coordinator.state.topic.min.isr",
                "transaction.state.log.num.partitions",
                "share.coordinator.state.topic.num.partitions",
            ),
            "1",
        ),
        "offsets.topic.num.partitions": "4",
        "offsets.retention.minutes": str(60 * 24 * 3650),
        # Large: a checkpoint, or a bad event kept whole.
        "message.max.bytes": str(LARGE),
        "socket.request.max.bytes": str(4 * LARGE),
        "log.segment.bytes": str(128 << 20),
        "log.flush.interval.messages": "1",
        # Back in seconds after a kill -9: the defaults wait for the dead broker's old session.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
        "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
        "group.initial.rebalance.delay.ms": "0",
    }


def prepare(settings: Settings) -> list[str]:
    """Writes the configuration, formats the folder where it is new, and returns the command that runs the broker.

    Raises JarsError, JavaError or BrokerError.
    """
    folder = broker_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "server.properties"
    config.write_text("".join(f"{name}={value}\n" for name, value in properties(settings).items()))
    runtime = [str(java()), *_JVM, *_QUIET, _STAMP, "-cp", os.pathsep.join(str(jar) for jar in jars(Path(settings.cache)))]
    if not (folder / "data" / "meta.properties").is_file():
        _format([*runtime, "kafka.tools.StorageTool", "format"], config, new_cluster_id())
    return [*runtime, "kafka.Kafka", str(config)]


def new_cluster_id() -> str:
    """A UUID in Kafka's own form. It names the log in every origin, so that a new log is never taken for one whose rows are stored."""
    # One that begins with a dash would be read as an option by Kafka's tools.
    return "S" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22]


def _format(tool: list[str], config: Path, cluster: str) -> None:
    done = subprocess.run([*tool, "-t", cluster, "-c", str(config), "--ignore-formatted"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BrokerError(f"the broker's folder {config.parent} could not be formatted: {(done.stderr or done.stdout).strip()[-500:]}")
