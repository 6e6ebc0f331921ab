"""The worker: one Faust app that runs every stage. Start it as `python -m stream_apps.app` with PYTHONHASHSEED=0."""

import logging
import os
import socket
import ssl
import sys
import time
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any, Final

import faust
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient
from faust.types import TP
from yarl import URL

from contracts.connections import kafka_client, worker_client_id
from contracts.settings import Settings, SettingsError, load
from contracts.topics import EVENTS_SHOP, SHOP_CHECKPOINTS, TOPICS, checkpoints
from stream_apps.agents.delivery import Delivery
from stream_apps.agents.exactly_once import ExactlyOnce, Stage
from stream_apps.agents.garbage import look_rarely
from stream_apps.agents.transport import BatchConsumer, BatchTransport
from stream_apps.models.warming import warm_up
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.intake import Inlet, IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.learning import Feed, LearningPipeline
from stream_apps.pipelines.pipeline import Pipeline
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules

log = logging.getLogger(__name__)
GROUP: Final = "storepulse-worker"


def stages(settings: Settings, epoch: str) -> tuple[Stage, ...]:
    """Every stage of the worker."""
    rules = Rules.of(settings)
    return (
        Stage(EVENTS_SHOP, SHOP_CHECKPOINTS, lambda partition, state: ShopPipeline(partition, epoch, rules, state)),
        *(_intake(inlet, epoch, rules) for inlet in INLETS),
        *(_learning(feed, epoch, rules) for feed in FEEDS if feed.learners),
    )


def _intake(inlet: Inlet, epoch: str, rules: Rules) -> Stage:
    def load(partition: int, state: bytes | None) -> Pipeline:
        return IntakePipeline(inlet, partition, epoch, rules, state)

    return Stage(inlet.topic, checkpoints(inlet.topic), load)


def _learning(feed: Feed, epoch: str, rules: Rules) -> Stage:
    def load(_: int, state: bytes | None) -> Pipeline:
        return LearningPipeline(feed, epoch, rules, state, time.thread_time_ns)

    return Stage(feed.topic, checkpoints(feed.topic), load)


def build(settings: Settings, epoch: str) -> faust.App:
    """The app, ready to run. epoch is the cluster's id: it names the log in every row's origin."""
    servers = [URL(f"kafka://{server.strip()}") for server in settings.bootstrap.split(",")]
    app = faust.App(
        GROUP,
        broker=servers,
        broker_credentials=_credentials(settings),
        store="memory://",
        datadir=str(Path(settings.state) / "faust"),
        value_serializer="raw",
        key_serializer="raw",
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,  # `storepulse up` makes the topics; a worker needs no right to
        stream_wait_empty=False,
        stream_publish_on_commit=False,
        stream_recovery_delay=0.0,
        stream_buffer_maxsize=256,
        broker_client_id=worker_client_id(socket.gethostname()),
        broker_commit_interval=1.0,
        broker_session_timeout=6.0,
        broker_heartbeat_interval=1.0,
        broker_rebalance_timeout=6.0,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=64 << 10,  # of a partition: while the worker catches up, none runs far ahead of the others
    )
    transport = app.transport = BatchTransport(servers, app)
    del transport
    delivery = Delivery(settings)
    runners = {stage.topic: ExactlyOnce(app, stage, settings, delivery) for stage in stages(settings, epoch)}
    for topic, runner in runners.items():
        app.agent(app.topic(topic, value_serializer="raw", key_serializer="raw"), name=topic)(runner.run)
        app.task(runner.keep)
        app.task(runner.tell)

    async def resume(partitions: Set[TP]) -> Mapping[TP, int]:
        offsets: dict[TP, int] = {}
        for topic, runner in runners.items():
            offsets |= await runner.resume({tp for tp in partitions if tp.topic == topic})
        return offsets

    BatchConsumer.topics = frozenset(runners)
    BatchConsumer.resume = staticmethod(resume)
    return app


def wait_for_broker(settings: Settings) -> str:
    """The cluster's id, once the broker answers and has every topic."""
    said = ""
    while True:
        try:
            cluster = AdminClient(kafka_client(settings)).list_topics(timeout=5)
        except KafkaException as error:
            missing = f"Kafka at {settings.bootstrap} does not answer: {error.args[0].str()}"
        else:
            absent = sorted({topic.name for topic in TOPICS} - set(cluster.topics))
            if not absent:
                return str(cluster.cluster_id)
            missing = f"Kafka has no topic {', '.join(absent)}; `storepulse up` makes them"
        if missing != said:
            log.warning("%s; waiting", missing)
            said = missing
        time.sleep(0.5)  # another process must act first; there is nothing to be told by


def _credentials(settings: Settings) -> Any:
    context = ssl.create_default_context(cafile=settings.kafka_ca or None) if settings.kafka_security.endswith("SSL") else None
    if settings.kafka_security.startswith("SASL"):
        return faust.SASLCredentials(
            username=settings.kafka_user, password=settings.kafka_password, ssl_context=context, mechanism=settings.kafka_mechanism
        )
    return faust.SSLCredentials(context=context) if context else None


def main() -> None:
    """Runs the worker until it is told to stop."""
    try:
        settings = load(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    if os.environ.get("PYTHONHASHSEED") != "0":
        sys.exit("Start the worker with PYTHONHASHSEED=0: River sums over sets of names, and a restored model must sum as before")
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    warm_up()
    look_rarely()
    worker = faust.Worker(build(settings, wait_for_broker(settings)), loglevel=settings.log_level, redirect_stdouts=False, quiet=True)
    worker.execute_from_commandline()


if __name__ == "__main__":
    main()
