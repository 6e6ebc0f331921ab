"""Sensors attached to a real broker of the log, over HTTP and over a real MQTT broker."""

from pathlib import Path

import httpx
import msgspec
import pytest
from paho.mqtt import publish

from contracts.settings import Settings
from producers.collector import keys
from tests.producers.sensors.attaching import http_part, logged, mosquitto, mqtt_part
from tests.stack import running, until

LAYOUT = """
source = "attached"
[mqtt]
port = {port}
client = "{client}"
[[sensors]]
sensor = "d1"
place = "main door"
period = 300
topic = "shop/door/+"
[[sensors]]
sensor = "m1"
place = "hall"
kind = "motion"
field = "occupancy"
topic = "zigbee2mqtt/hall"
"""


def test_what_is_acknowledged_over_http_is_in_the_log(kafka: Settings) -> None:
    key = keys.add(keys.path(kafka), "wired", server=True)
    with (
        running(http_part(), kafka),
        httpx.Client(base_url=f"http://127.0.0.1:{kafka.sensors_port}", trust_env=False, timeout=30) as client,
    ):
        assert client.get("/healthz").json() == {"kafka": "ok"}
        assert client.get("/report").status_code == 405
        assert client.post("/report", content=b"d1 entered=4 period=60").status_code == 401
        known = {"Authorization": f"Bearer {key}"}
        assert client.post("/report", content=b"d1 entered=4 period=60 id=h1\nm1 active=on id=h2", headers=known).status_code == 204
        mixed = client.post("/report", content=b'[{"sensor": "r1", "people": 3, "id": "h3"}, {"sensor": "r1"}]', headers=known)
        assert (mixed.status_code, mixed.json()["accepted"], mixed.json()["refused"][0]["reason"]) == (202, 1, "missing_field")
        assert client.post("/report", content=b"d1 four", headers=known).status_code == 400
        assert client.post("/report", content=b"", headers=known).status_code == 400
    found = logged(kafka, "wired")
    assert {each["id"]: each["type"] for each in found if each["type"] != "unmapped"} == {"h1": "count", "h2": "motion", "h3": "occupancy"}
    assert {each["raw"] for each in found if each["type"] == "unmapped"} == {'{"sensor":"r1"}', "d1 four"}


@pytest.fixture(scope="module")
def mqtt(tmp_path_factory: pytest.TempPathFactory) -> int:
    with mosquitto(tmp_path_factory.mktemp("mosquitto")) as port:
        yield port


def told(port: int, topic: str, payload: str) -> None:
    """A sensor tells: returns once the broker has it."""
    publish.single(topic, payload, qos=1, port=port, client_id="sensor")


def test_what_sensors_tell_a_real_mqtt_broker_comes_into_the_log_even_from_while_we_were_away(
    kafka: Settings, mqtt: int, tmp_path: Path
) -> None:
    layout = tmp_path / "sensors.toml"
    layout.write_text(LAYOUT.format(port=mqtt, client="away"))
    settings = msgspec.structs.replace(kafka, state=str(tmp_path))
    with running(mqtt_part(layout), settings):
        told(mqtt, "shop/door/1", "4")
        told(mqtt, "zigbee2mqtt/hall", '{"occupancy": true, "battery": 97}')
        until(lambda: len(logged(kafka, "attached")) == 2, what="both reports in the log")
    told(mqtt, "shop/door/1", '{"entered": 7, "left": 5, "id": "while-away"}')
    told(mqtt, "shop/door/1", "many")
    (tmp_path / "logs" / "sensors-mqtt.log").unlink()
    with running(mqtt_part(layout), settings):
        until(lambda: len(logged(kafka, "attached")) == 4, what="those from while we were away")
    found = logged(kafka, "attached")
    counts = [(each["sensor"], each["place"], each["period"], each["entered"]) for each in found if each["type"] == "count"]
    assert counts == [("d1", "main door", 300, 4), ("d1", "main door", 300, 7)]
    assert [(each["place"], each["active"]) for each in found if each["type"] == "motion"] == [("hall", True)]
    (refused,) = [each for each in found if each["type"] == "unmapped"]
    assert "many" in refused["raw"]
