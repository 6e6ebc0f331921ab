"""People are counted, never identified: no event has a place for a picture or a person, and nothing is written but events."""

import ast
import re
from pathlib import Path

import msgspec

import producers.camera
from contracts.events import FloorEvent
from tests.producers.camera.rendering import Clip, every, walk
from tests.producers.camera.seeing import events

ROOM = Path(producers.camera.__file__).parent
PERSONAL = re.compile(r"track|person|face|image|picture|embedding|descriptor|crop|jpeg|png|box", re.I)


def test_an_event_has_no_field_for_a_picture_or_a_person() -> None:
    assert not [field.name for field in msgspec.structs.fields(FloorEvent) if PERSONAL.search(field.name)]


def test_two_visits_of_one_person_cannot_be_told_from_those_of_two() -> None:
    """Who leaves the zone and comes back is one track inside; the second visit's event names nothing that the first one's does."""
    returns = walk((3, -0.1, 0.8), (7, 0.5, 0.8), (9, 0.9, 0.8), (12, 0.5, 0.8), (16, -0.1, 0.8))
    left = [msgspec.to_builtins(event) for event in events(Clip([returns]), every(8, 17)) if event.type == "zone_leave"]
    assert len(left) == 2
    same = {name for name in left[0] if left[0][name] == left[1].get(name)}
    assert same <= {"source", "type", "camera", "store", "zone", "reason", "previous"}
    assert all(re.fullmatch(r"c1-0-\d+", event["id"]) for event in left)  # a count of events, not of people


def test_events_are_small_enough_to_hold_no_picture() -> None:
    told = events(Clip([walk((3, -0.1, 0.8), (9, 1.1, 0.8))]), every(5, 10))
    assert max(len(msgspec.json.encode(event)) for event in told if event.type != "heat") < 300


def test_the_room_writes_no_picture_to_a_file() -> None:
    """Only the setup page turns a frame into a JPEG, for the one who sits before it."""
    names = {path.name: _called(path) for path in ROOM.glob("*.py")}
    assert {name for name, called in names.items() if called & {"imwrite", "VideoWriter", "tofile", "savez", "dump", "imencode"}} == {
        "setup_page.py"
    }
    assert {name for name, called in names.items() if called & {"write_text", "write_bytes", "open"}} <= {"layout_file.py"}


def _called(path: Path) -> set[str]:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
