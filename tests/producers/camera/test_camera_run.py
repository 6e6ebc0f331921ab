"""`storepulse camera run` as a process, into a real Kafka: what it sends, what a kill leaves, and that nothing of a person leaves it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result
from confluent_kafka import Consumer, KafkaError, TopicPartition
from typer.testing import CliRunner

from contracts.connections import kafka_client
from contracts.events import FloorEvent
from contracts.settings import Settings
from contracts.topics import EVENTS
from infra.cli import app
from infra.configuration import ROOT, environment
from producers.camera.frames import CameraError
from producers.camera.layout import LayoutError
from producers.camera.layout_file import save
from tests.producers.camera.rendering import Clip, every, walk
from tests.producers.camera.seeing import CAMERA
from tests.producers.camera.streaming import streaming
from tests.stack import until

THROUGH = walk((3, -0.1, 0.8), (9, 1.1, 0.8))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds in which somebody walks through the zone and the door."""
    return Clip([THROUGH]).write(tmp_path_factory.mktemp("clip") / "walk.avi", every(10, 10))


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layout") / "store.toml"
    save(path, "c1", CAMERA)
    return path


def start(layout: Path, *arguments: str, settings: Settings) -> "subprocess.Popen[str]":
    """The command as a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}
    command = [sys.executable, "-m", "infra.cli", "camera", "run", *arguments, "--camera", "c1", "--layout", str(layout)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env={**inherited, **environment(settings)}, stdout=pipe, stderr=pipe, text=True)


def logged(settings: Settings, source: str) -> list[dict[str, Any]]:
    """Every message of a source on events.floor: its event, with key and partition."""
    own = {"group.id": "test", "enable.auto.commit": False, "enable.partition.eof": True, "fetch.wait.max.ms": 10}
    consumer, found, left = Consumer({**kafka_client(settings), **own}), [], settings.partitions
    try:
        consumer.assign([TopicPartition(EVENTS["floor"], number, 0) for number in range(settings.partitions)])
        while left:
            message = consumer.poll(10)
            if message.error() is not None:
                assert message.error().code() == KafkaError._PARTITION_EOF, message.error()
                left -= 1
            elif b'"source":"' + source.encode() + b'"' in message.value():
                event = msgspec.json.decode(message.value())
                msgspec.json.decode(message.value(), type=FloorEvent)
                found.append({**event, "key": message.key().decode(), "partition": message.partition()})
    finally:
        consumer.close()
    return found


def run(layout: Path, *arguments: str, settings: Settings | None = None) -> Result:
    """The command in this process."""
    places = [] if "--layout" in arguments else ["--layout", str(layout)]
    names = [] if "--camera" in arguments else ["--camera", "c1"]
    return CliRunner().invoke(app, ["camera", "run", *arguments, *names, *places], env=environment(settings) if settings else None)


def test_a_recording_becomes_events_of_the_floor(kafka: Settings, clip: Path, layout: Path) -> None:
    done = run(layout, str(clip), "--as", "recorded", "--from", "2026-05-01", "--show-rate", settings=kafka)
    assert done.exit_code == 0, done.output
    told_at_the_end = r"c1: 100 frames over 10 s of .*walk\.avi, \d+ events\n[\d.,]+ frames/s, [\d.,]+ a core-second"
    assert re.search(told_at_the_end, done.output), done.output
    told = logged(kafka, "recorded")
    seen = [event for event in told if event["type"] not in ("tick", "end")]
    assert {event["key"] for event in seen} == {"c1"}
    assert len({event["partition"] for event in seen}) == 1
    types = [event["type"] for event in seen if event["type"] in ("zone_enter", "line_cross", "zone_leave")]
    assert types == ["zone_enter", "line_cross", "zone_leave"]
    assert {event["at"] // 1000 for event in seen} <= set(range(1_777_593_600, 1_777_593_611))
    assert len({event["id"] for event in seen}) == len(seen)
    ends = [event for event in told if event["type"] == "end"]
    assert sorted(event["partition"] for event in ends) == list(range(kafka.partitions))


def test_the_same_recording_from_the_same_start_has_the_same_ids(clip: Path, layout: Path) -> None:
    told, again = (run(layout, str(clip), "--from", "2026-05-01", "--print", "--rate", "5").stdout for _ in range(2))
    assert told == again
    assert told.count("\n") > 5


def test_a_camera_that_is_killed_leaves_whole_events_and_goes_on_with_new_ids(kafka: Settings, layout: Path) -> None:
    with streaming() as camera:
        for signed in (signal.SIGKILL, signal.SIGTERM):
            process, before = start(layout, camera.url, "--as", "killed", settings=kafka), len(logged(kafka, "killed"))
            until(lambda before=before: len(logged(kafka, "killed")) > before + 1, 120, "events of the camera")  # type: ignore[misc]
            process.send_signal(signed)
            _, err = process.communicate(timeout=60)
            assert "secret" not in err
    assert process.returncode == 0  # it was asked to end, and ended whole
    told = logged(kafka, "killed")
    seen = [event for event in told if event["type"] not in ("tick", "end")]
    assert len({event["id"] for event in seen}) == len(seen)
    assert [event["state"] for event in seen if event["type"] == "health"][-1] == "ok"
    assert not [event for event in told if event["type"] == "end"]  # a live camera is never complete
    assert [event for event in told if event["type"] == "tick"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{empty}"], "is empty (0 bytes): its recording or its copy failed, take another"),
        (["{absent}"], "there is no video"),
        (["{clip}", "--detector", "onnx"], "--detector onnx needs --model FILE.onnx and --format"),
        (["{clip}", "--as", "My Shop"], "cannot name a source"),
        (["{clip}", "--camera", "c2"], "the layout has no camera 'c2' (it has c1)"),
        (["{clip}", "--layout", "nowhere.toml"], "there is no layout nowhere.toml: draw one with"),
    ],
    ids=["0 bytes", "absent", "no network", "source", "camera", "layout"],
)
def test_what_is_wrong_is_one_sentence(arguments: list[str], told: str, clip: Path, layout: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.avi").touch()
    places = {"empty": tmp_path / "empty.avi", "absent": tmp_path / "absent.avi", "clip": clip}
    done = run(layout, *(argument.format(**places) for argument in arguments), "--print")
    assert isinstance(done.exception, CameraError | LayoutError)
    assert told in str(done.exception)
    assert done.stdout == ""
