"""The same stack on a Kafka and a ClickHouse of somebody else, by settings alone: TLS, SASL, other users."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from confluent_kafka import Producer

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP
from infra import broker, stack, topics
from infra.parts import CLICKHOUSE, KAFKA, Command
from infra.status import status
from infra.store import reader_client
from tests.stack import running, settings_in, until

_LOGIN = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    'username="inside" password="inside" user_inside="inside" user_shop="pass word";'
)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1, and a file of key and certificate as Kafka reads them."""
    key, cert, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(cert), *subject]
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + cert.read_text())
    return cert, both


def secured(settings: Settings, cert: Path, both: Path) -> Command:
    """The command of a broker that takes nothing but SASL over TLS."""
    command = KAFKA.command(settings)
    plain = broker.properties(settings)
    file = Path(command.argv[-1])
    changed = plain | {
        "listeners": plain["listeners"].replace("PLAINTEXT", "SASL_SSL"),
        "advertised.listeners": plain["advertised.listeners"].replace("PLAINTEXT", "SASL_SSL"),
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
    file.write_text("".join(f"{name}={value}\n" for name, value in changed.items()))
    return command


@contextmanager
def somebodys_servers(folder: Path) -> Iterator[Settings]:
    """A secured broker and a ClickHouse, running; yields settings of another stack that uses them."""
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
    kafka = KAFKA._replace(command=lambda _: secured(theirs, cert, both), ready=lambda _: topics.answers(ours))
    with running(kafka, theirs), running(CLICKHOUSE, theirs):
        yield ours


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")
def test_events_flow_through_external_servers(tmp_path: Path) -> None:
    parts = ("kafka", "clickhouse", "worker", "sink")
    with somebodys_servers(tmp_path) as settings:
        try:
            stack.up(settings, lambda *_: None, parts)
            states = {part.part: part.state for part in status(settings)}
            assert [states[name] for name in parts] == ["external", "external", "running", "running"]
            send(settings)
            client = reader_client(settings)
            until(lambda: client.query("SELECT count() FROM clicks").result_rows == [(3,)], what="clicks stored")
            client.close()
        finally:
            stack.down(settings, lambda *_: None)


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")
def test_a_wrong_password_is_told(tmp_path: Path) -> None:
    with somebodys_servers(tmp_path) as settings, pytest.raises(topics.TopicsError, match="Authentication failed"):
        topics.create_topics(msgspec.structs.replace(settings, kafka_password="wrong"), 5)


def test_settings_that_cannot_work_are_told(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, kafka="127.0.0.1:9", kafka_security="SASL_PLAINTEXT")
    assert not topics.answers(settings, 0.5)
    with pytest.raises(topics.TopicsError, match=r"sasl\.username and sasl\.password must be set"):
        topics.create_topics(settings, 0.5)


def send(settings: Settings) -> None:
    producer = Producer(kafka_client(settings))
    for number in range(3):
        event = {"id": f"e{number}", "source": "shop", "type": "view_item", "at": f"2026-05-01T10:00:0{number}Z", "session": "s"}
        producer.produce(EVENTS_SHOP, json.dumps(event), key="s")
    assert producer.flush(20) == 0
