"""What sensors tell, in whatever words, as events; and what cannot be used, told why."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.events import SensorEvent, Unmapped
from producers.collector.arrival import Arrival
from producers.collector.refusal import EventError, Refusal, ShapeError
from producers.sensors.bodies import reports
from producers.sensors.intake import Taken
from producers.sensors.layout import Layout, Sensor, SensorLayoutError, read
from producers.sensors.payloads import fields
from producers.sensors.reports import event

NOW = 1_777_629_600_000
LAYOUT = Layout(
    store="north", sensors=(Sensor(sensor="d1", place="main door", period=300.0), Sensor(sensor="m1", place="hall", kind="motion"))
)
DOOR, ROOM, MOTION = LAYOUT.sensors[0], Sensor(sensor="r1", place="Room 1", kind="occupancy"), LAYOUT.sensors[1]


def made(layout: Layout = LAYOUT, **said: Any) -> SensorEvent:
    return event(said, layout, Arrival(source="store", received=NOW), lambda: "fresh")


def test_a_report_is_completed_from_the_layout_and_the_clock() -> None:
    assert made(sensor="d1", entered=4, left="2") == SensorEvent(
        id="fresh", source="store", type="count", at=NOW, sensor="d1", place="main door", store="north", period=300.0, entered=4, left=2
    )


def test_what_a_report_says_itself_comes_first() -> None:
    told = made(sensor="d1", entered=4, period=60, place="side door", id="x", at="2026-05-01T10:00:00+02:00", source="other")
    assert (told.period, told.place, told.id, told.at, told.source) == (60, "side door", "x", 1_777_622_400_000, "store")


def test_its_kind_follows_from_what_it_tells_and_an_unknown_sensor_is_its_own_place() -> None:
    motion, room = made(sensor="m9", active="ON"), made(sensor="r9", people=12)
    assert (motion.type, motion.active, motion.place) == ("motion", True, "m9")
    assert (room.type, room.people, room.place) == ("occupancy", 12, "r9")


def test_a_stamped_report_sent_again_is_the_same() -> None:
    stamped = {"sensor": "d1", "entered": 4, "at": NOW}
    assert made(**stamped).id == made(**stamped).id != made(**stamped | {"entered": 5}).id


@pytest.mark.parametrize(
    ("said", "reason", "detail"),
    [
        ({"sensor": "d9", "entered": 1}, "missing_field", "period"),
        ({"sensor": "d1", "period": 60}, "missing_field", "entered, left or passed"),
        ({"entered": 1, "period": 60}, "missing_field", "name the sensor"),
        ({"sensor": "d1", "type": "motion"}, "missing_field", "on or off"),
        ({"sensor": "d1", "type": "occupancy"}, "missing_field", "people"),
        ({"sensor": "d1", "active": "perhaps"}, "invalid_value", "send on or off"),
        ({"sensor": "d1", "entered": -1}, "invalid_value", ">= 0"),
        ({"sensor": "d1", "entered": 1, "colour": "red"}, "unknown_field", "colour"),
        ({"sensor": "d1", "type": "reset"}, "unmapped", "none of count, motion, occupancy"),
        ({"sensor": "d1", "entered": 1, "at": NOW + 900_000}, "future", "after it was received"),
        ({"sensor": "d1", "entered": 1, "at": "2026-05-01T10:00:00"}, "no_zone", "end it with Z"),
    ],
)
def test_what_no_sensor_can_mean_is_refused_with_what_to_do(said: dict[str, Any], reason: str, detail: str) -> None:
    with pytest.raises(EventError, match=detail) as refused:
        made(**said)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        b'{"sensor": "d1", "entered": "4"}\n{"sensor": "d 2", "left": "1"}',
        b'[{"sensor": "d1", "entered": "4"}, {"sensor": "d 2", "left": "1"}]',
        b"d1 entered=4\n\n'd 2' left=1\r\n",
    ],
)
def test_a_body_is_objects_or_lines(body: bytes) -> None:
    assert reports(body) == [{"sensor": "d1", "entered": "4"}, {"sensor": "d 2", "left": "1"}]


def test_a_bad_line_spoils_no_other() -> None:
    good, words, json, quote = reports(b"d1 entered=4\nd1 four people\n{broken\nd1 place='main")
    assert good == {"sensor": "d1", "entered": "4"}
    assert all(isinstance(each, Refusal) and each.reason == "not_json" for each in (words, json, quote))


@pytest.mark.parametrize("body", [b"", b"\n \n", b"[1, 2", b"\xff\xfe"])
def test_a_body_that_is_no_use_is_told_what_to_send(body: bytes) -> None:
    with pytest.raises(ShapeError, match=r"docs/sensors\.md"):
        reports(body)


@pytest.mark.parametrize(
    ("sensor", "payload", "told"),
    [
        (DOOR, b"4", {"entered": "4"}),
        (Sensor(sensor="d1", place="door", field="left"), b" 2\n", {"left": "2"}),
        (DOOR, b'{"entered": 4, "left": 2, "battery": 97}', {"entered": 4, "left": 2}),
        (ROOM, b"12", {"people": "12"}),
        (MOTION, b"ON", {"active": "ON"}),
        (Sensor(sensor="m1", place="hall", kind="motion", field="occupancy"), b'{"occupancy": false}', {"active": False}),
        (Sensor(sensor="r1", place="Room 1", kind="occupancy", field="count"), b'{"count": 3}', {"people": 3}),
    ],
)
def test_an_mqtt_payload_is_a_value_or_a_json_object(sensor: Sensor, payload: bytes, told: dict[str, Any]) -> None:
    assert fields(payload, sensor) == {"sensor": sensor.sensor, "type": sensor.kind, **told}


def test_a_payload_without_the_field_that_the_layout_names_is_refused() -> None:
    with pytest.raises(EventError, match="'occupancy', which the layout names"):
        fields(b'{"battery": 9}', Sensor(sensor="m1", place="hall", kind="motion", field="occupancy"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "colour"),
        ('[[sensors]]\nsensor = "d1"', "place"),
        ('[[sensors]]\nsensor = "d1"\nplace = "a"\n[[sensors]]\nsensor = "d1"\nplace = "b"', "d1 is there twice"),
        ('[[sensors]]\nsensor = "d1"\nplace = "a"\nkind = "scale"', "scale"),
        ("[mqtt", "mqtt|Expected"),
    ],
)
def test_a_layout_that_cannot_be_used_says_what_to_change(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "sensors.toml"
    file.write_text(text)
    with pytest.raises(SensorLayoutError, match=says):
        read(file)


def test_a_refused_report_of_any_length_fits_into_the_log() -> None:
    taken = Taken(refused=[Refusal(0, "not_json", "no report", 'say "' * 100_000)])
    ((key, value),) = taken.messages("store", "sensors over MQTT", 65_536)
    kept = msgspec.json.decode(value, type=Unmapped)
    assert (key, kept.size, kept.file, len(value) <= 65_536) == (b"store", 500_000, "sensors over MQTT", True)
    assert ('say "' * 100_000).startswith(kept.raw)
    assert len(kept.raw) > 20_000
