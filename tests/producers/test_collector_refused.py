"""What the running collector cannot take costs nothing beside it, and is not asked for again."""

from typing import Any

import msgspec

from contracts.settings import Settings
from tests.producers.collecting import collecting, logged

VIEW = {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}


def test_a_poisoned_event_costs_no_other(kafka: Settings) -> None:
    with collecting(kafka, "poisoned") as desk:
        assert desk.post([VIEW | {"id": "beside"}, {"type": "foo", "visitor": "v", "x": '"' * 490_000}]).status_code == 202
        assert desk.post(VIEW | {"at": 1_777_622_400_000}).json()["refused"][0]["reason"] == "late"
        found = logged(desk.settings, "poisoned")
    assert [event["id"] for event in found if event["type"] == "view_item"] == ["beside"]
    kept = {event["why"].partition(":")[0]: len(msgspec.json.encode(event)) for event in found if event["type"] == "unmapped"}
    assert kept.keys() == {"unmapped", "late"}
    assert max(kept.values()) <= kafka.max_event_bytes


def test_what_is_larger_than_kafka_ever_takes_is_not_asked_for_again(kafka: Settings) -> None:
    changes: dict[str, Any] = {"max_event_bytes": 4_000_000, "collector_max_bytes": 4_000_000}
    with collecting(msgspec.structs.replace(kafka, **changes), "huge") as desk:
        answer = desk.post([VIEW | {"id": "beside"}, {"type": "foo", "x": "x" * 2_000_000}])
        assert answer.status_code == 413
        assert "leave it out" in answer.json()["detail"]
        assert [event["id"] for event in logged(desk.settings, "huge")] == ["beside"]
