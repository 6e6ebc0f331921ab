"""The same stack on a Kafka and a ClickHouse of somebody else, by settings alone: TLS, SASL, other users.

The Kafka is that of docker-compose.yml: its start script and its configuration, with a listener of another kind. The containers'
commands are run as docker-compose.yml has them, as processes, with the environment it gives them for such servers.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest
from confluent_kafka import Producer

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP
from infra import broker, dotenv, stack, topics
from infra.configuration import ROOT
from infra.parts import CLICKHOUSE, KAFKA, Command
from infra.status import status
from infra.store import reader_client
from tests.compose import services
from tests.stack import free_ports, running, settings_in, until

COMPOSE = ROOT / "infra" / "compose" / "kafka"
_LOGIN = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    'username="inside" password="inside" user_inside="inside" user_shop="pass word";'
)
pytestmark = pytest.mark.skipif(not shutil.which("openssl") or not shutil.which("curl"), reason="needs openssl and curl")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1, and a file of key and certificate as Kafka reads them."""
    key, cert, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(cert), *subject]
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + cert.read_text())
    return cert, both


def secured(settings: Settings, cert: Path, both: Path) -> dict[str, str]:
    """The compose file's server.properties at other addresses, taking nothing but SASL over TLS."""
    lines = (COMPOSE / "server.properties").read_text().splitlines()
    ours = broker.properties(settings)
    moved = ("listeners", "advertised.listeners", "controller.quorum.voters", "log.dirs")
    return dict(line.split("=", 1) for line in lines if not line.startswith("#")) | {
        **{name: ours[name].replace("PLAINTEXT", "SASL_SSL") for name in moved},
        "listener.security.protocol.map": "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "SASL_SSL",
        "sasl.enabled.mechanisms": "PLAIN",
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "listener.name.sasl_ssl.plain.sasl.jaas.config": _LOGIN,
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(both),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(cert),
    }


def started_as_in_compose(settings: Settings, cert: Path, both: Path) -> Command:
    """infra/compose/kafka/start.sh, where the scripts of a Kafka distribution stand for the same classes of the embedded jars."""
    *java, _, config = broker.prepare(settings)
    folder = Path(config).parent
    shutil.rmtree(folder / "data")  # formatted by prepare; here start.sh must
    Path(config).write_text("".join(f"{name}={value}\n" for name, value in secured(settings, cert, both).items()))
    for script, main in (("kafka-storage.sh", "kafka.tools.StorageTool"), ("kafka-server-start.sh", "kafka.Kafka")):
        (folder / script).write_text(f'#!/bin/sh\nexec {shlex.join([*java, main])} "$@"\n')
        (folder / script).chmod(0o755)
    return Command(["bash", str(COMPOSE / "start.sh")], {"KAFKA_CONFIG": config, "KAFKA_BIN": str(folder)}, ROOT)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A secured broker and a ClickHouse, running; settings of another stack that uses them."""
    folder = tmp_path_factory.mktemp("external")
    theirs = settings_in(folder / "theirs", writer_user="theirs_w", reader_user="theirs_r")
    cert, both = certificate(folder)
    ours = settings_in(
        folder / "ours",
        kafka=f"127.0.0.1:{theirs.kafka_port}",
        kafka_security="SASL_SSL",
        kafka_user="shop",
        kafka_password="pass word",
        kafka_ca=str(cert),
        clickhouse=theirs.clickhouse_url,
        database="elsewhere",
        writer_user=theirs.writer_user,
        writer_password=theirs.writer_password,
        reader_user=theirs.reader_user,
        reader_password=theirs.reader_password,
    )
    kafka = KAFKA._replace(command=lambda _: started_as_in_compose(theirs, cert, both), ready=lambda _: topics.answers(ours))
    with running(kafka, theirs), running(CLICKHOUSE, theirs):
        yield ours


class Containers(NamedTuple):
    """The compose file's services as processes: `.env` as an operator with servers elsewhere writes it."""

    services: dict[str, dict[str, Any]]
    folder: Path
    page: str
    collector: str

    def environment(self, name: str) -> dict[str, str]:
        """What the service gets, but for its folder, and for addresses that only a container has for itself."""
        own = {f"STOREPULSE_{part}HOST": "127.0.0.1" for part in ("", "COLLECTOR_", "BOT_")} | {"STOREPULSE_STATE": str(self.folder)}
        own["STOREPULSE_PAGE_PORT"], own["STOREPULSE_ACTIONS_PORT"] = self.page.rpartition(":")[2], str(free_ports(1)[0])
        own["STOREPULSE_COLLECTOR_PORT"] = self.collector.rpartition(":")[2]
        said = self.services[name]["environment"]
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("STOREPULSE_")}
        return inherited | said | {key: value for key, value in own.items() if key in said}

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """A service that ends."""
        argv = _here(self.services[name]["command"])
        return subprocess.run(argv, cwd=ROOT, env=self.environment(name), check=False, capture_output=True, text=True, timeout=200)

    def health(self, name: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Its health check."""
        argv = _here(self.services[name]["healthcheck"]["test"][1:])
        return subprocess.run(argv, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=100)

    @contextmanager
    def up(self, name: str) -> Iterator[dict[str, str]]:
        """A service that runs; yields its environment. Its output goes to NAME.log."""
        environment, log = self.environment(name), self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                _here(self.services[name]["command"]), cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            yield environment
            assert process.poll() is None, f"{name} ended:\n{log.read_text()[-2000:]}"
        finally:
            process.terminate()
            process.wait(60)


def _here(command: list[str]) -> list[str]:
    return [sys.executable if word == "python" else word for word in command]


@pytest.fixture
def containers(elsewhere: Settings, tmp_path: Path) -> Containers:
    """Told where the servers are as docs/deployment.md says: by lines in .env."""
    fields = ("kafka", "kafka_security", "kafka_user", "kafka_password", "kafka_ca", "clickhouse")
    fields += ("writer_user", "writer_password", "reader_user", "reader_password")
    lines = [f"STOREPULSE_{name.upper()}={getattr(elsewhere, name)}" for name in fields]
    text = dotenv.complete("\n".join(["COMPOSE_PROFILES=bot", "STOREPULSE_DATABASE=composed", *lines]))
    (tmp_path / ".env").write_text(text)
    return Containers(services(dotenv.read(text)), tmp_path, *(f"http://127.0.0.1:{port}" for port in free_ports(2)))


def test_the_containers_commands_work_together(elsewhere: Settings, containers: Containers) -> None:
    early = containers.health("worker", containers.environment("worker"))
    assert early.returncode == 1
    # A broker that has just started may still be choosing, or reading in, the coordinator of the group.
    assert re.search(
        r"knows of no worker storepulse-worker-|NOT_COORDINATOR|COORDINATOR_LOAD_IN_PROGRESS|COORDINATOR_NOT_AVAILABLE", early.stderr
    )
    made = containers.run("setup")
    assert made.returncode == 0, made.stderr
    with ExitStack() as up:
        given = {name: up.enter_context(containers.up(name)) for name in ("worker", "sink", "page", "collector", "actions")}
        send(elsewhere, "composed", ends=True)
        token = {"Authorization": f"Bearer {given['page']['STOREPULSE_PAGE_TOKEN']}"}
        client = partial(httpx.Client, trust_env=False)
        with client(base_url=containers.page, headers=token) as page, client(base_url=containers.collector) as collector:
            until(lambda: answers(page) and answers(collector), what="the page and the collector answering")
            send_as_documented(containers)
            until(lambda: total(page, "sessions", "composed") == 1, what="a session on the page")
            until(lambda: total(page, "clicks", "live") == 1, what="what the collector took in on the page")
        assert httpx.get(f"{containers.page}/api/metrics/sessions?source=composed").status_code == 401
        for name, environment in given.items():
            until(lambda name=name, told=environment: containers.health(name, told).returncode == 0, what=f"{name} healthy")  # type: ignore[misc]


def test_events_flow_through_external_servers(elsewhere: Settings) -> None:
    parts = ("kafka", "clickhouse", "worker", "sink")
    try:
        stack.up(elsewhere, lambda *_: None, parts)
        states = {part.part: part.state for part in status(elsewhere)}
        assert [states[name] for name in parts] == ["external", "external", "running", "running"]
        send(elsewhere, "shop")
        client = reader_client(elsewhere)
        stored = "SELECT count() FROM clicks WHERE source = 'shop'"
        until(lambda: client.query(stored).result_rows == [(3,)], what="clicks stored")
        client.close()
    finally:
        stack.down(elsewhere, lambda *_: None)


def test_a_wrong_password_is_told(elsewhere: Settings) -> None:
    with pytest.raises(topics.TopicsError, match="Authentication failed"):
        topics.create_topics(msgspec.structs.replace(elsewhere, kafka_password="wrong"), 5)


def test_settings_that_cannot_work_are_told(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, kafka="127.0.0.1:9", kafka_security="SASL_PLAINTEXT")
    assert not topics.answers(settings, 0.5)
    with pytest.raises(topics.TopicsError, match=r"sasl\.username and sasl\.password must be set"):
        topics.create_topics(settings, 0.5)


def answers(service: httpx.Client) -> bool:
    try:
        return service.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def total(page: httpx.Client, metric: str, source: str) -> float | None:
    """The metric's total as the page's API tells it; None before there is one."""
    told = page.get(f"/api/metrics/{metric}", params={"source": source})
    return told.json().get("value") if told.status_code == 200 else None


def send_as_documented(containers: Containers) -> None:
    """One event, by the commands of docs/deployment.md, beside its .env."""
    text = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    (block,) = (block for block in re.findall(r"```sh\n(.*?)```", text, re.S) if "curl" in block)
    assert "http://127.0.0.1:18090/" in block
    block = block.replace("http://127.0.0.1:18090", containers.collector)
    done = subprocess.run(["sh", "-e"], input=block, cwd=containers.folder, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def send(settings: Settings, source: str, ends: bool = False) -> None:
    """Three clicks of one session; with ends, that the source is complete, to each partition."""
    producer = Producer(kafka_client(settings))
    for number in range(3):
        event = {"id": f"e{number}", "source": source, "type": "view_item", "at": f"2026-05-01T10:00:0{number}Z", "session": "s"}
        producer.produce(EVENTS_SHOP, json.dumps(event), key="s")
    for partition in range(settings.partitions if ends else 0):
        event = {"id": f"end{partition}", "source": source, "type": "end", "at": "2026-05-01T10:01:00Z"}
        producer.produce(EVENTS_SHOP, json.dumps(event), partition=partition)
    assert producer.flush(20) == 0
