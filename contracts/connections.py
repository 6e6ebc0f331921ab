"""How settings become the clients' own configuration, so that every part reaches Kafka and ClickHouse the same way."""

from typing import Any
from urllib.parse import urlsplit

from contracts.settings import Settings


def kafka_client(settings: Settings) -> dict[str, Any]:
    """Configuration that librdkafka (confluent-kafka) needs to reach the broker."""
    client = {"bootstrap.servers": settings.bootstrap, "security.protocol": settings.kafka_security, "log_level": 3}
    if settings.kafka_security.startswith("SASL"):
        client |= {
            "sasl.mechanism": settings.kafka_mechanism,
            "sasl.username": settings.kafka_user,
            "sasl.password": settings.kafka_password,
        }
    if settings.kafka_security.endswith("SSL") and settings.kafka_ca:
        client["ssl.ca.location"] = settings.kafka_ca
    return client


def worker_client_id(host: str) -> str:
    """Under which name the broker knows the worker of a machine: so its health can be asked for."""
    return f"storepulse-worker-{host}"


def clickhouse_client(settings: Settings, user: str, password: str) -> dict[str, Any]:
    """Keyword arguments of clickhouse_connect.get_client."""
    url = urlsplit(settings.clickhouse_url)
    return {
        "host": url.hostname,
        "port": url.port or (8443 if url.scheme == "https" else 8123),
        "secure": url.scheme == "https",
        "username": user,
        "password": password,
        "database": settings.database,
        # One client is shared by threads; a session would make ClickHouse run its queries one by one or refuse them.
        "autogenerate_session_id": False,
    }


def writer(settings: Settings) -> dict[str, Any]:
    """Client arguments of the user that creates tables and inserts rows."""
    return clickhouse_client(settings, settings.writer_user, settings.writer_password)


def reader(settings: Settings) -> dict[str, Any]:
    """Client arguments of the read-only user."""
    return clickhouse_client(settings, settings.reader_user, settings.reader_password)
