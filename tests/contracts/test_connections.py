"""The same settings reach the embedded stack and a cluster; only addresses and users differ."""

from contracts.connections import kafka_client, reader, writer
from contracts.settings import Settings


def test_the_embedded_stack() -> None:
    assert kafka_client(Settings()) == {"bootstrap.servers": "127.0.0.1:19092", "security.protocol": "PLAINTEXT", "log_level": 3}
    assert (writer(Settings())["host"], writer(Settings())["port"], writer(Settings())["secure"]) == ("127.0.0.1", 18123, False)


def test_a_cluster_with_passwords_and_certificates() -> None:
    settings = Settings(
        kafka="k1:9093",
        kafka_security="SASL_SSL",
        kafka_mechanism="SCRAM-SHA-512",
        kafka_user="ann",
        kafka_password="secret",
        kafka_ca="ca.pem",
        clickhouse="https://ch",
        reader_user="bob",
    )
    assert kafka_client(settings) | {"log_level": 0} == {
        "bootstrap.servers": "k1:9093",
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": "SCRAM-SHA-512",
        "sasl.username": "ann",
        "sasl.password": "secret",
        "ssl.ca.location": "ca.pem",
        "log_level": 0,
    }
    assert (reader(settings)["port"], reader(settings)["secure"], reader(settings)["username"]) == (8443, True, "bob")
    assert writer(settings)["username"] == "storepulse_writer"
