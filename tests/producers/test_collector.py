"""The running collector on a real broker: who may send, what is answered, and that the log has what was acknowledged."""

import asyncio
import gzip
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.settings import Settings
from infra import topics
from infra.parts import KAFKA
from tests.producers.collecting import SHOP, Desk, collecting, logged
from tests.producers.pressing import Pressure, bodies
from tests.stack import running, settings_in, until

SOURCE = "collected"
VIEW = {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}
PAGE = {"Origin": SHOP, "Content-Type": "text/plain;charset=UTF-8"}  # what a beacon says: no header of its own, no preflight


@pytest.fixture(scope="module")
def desk(kafka: Settings) -> Iterator[Desk]:
    changes: dict[str, Any] = {"collector_origins": SHOP, "collector_country_header": "CF-IPCountry", "collector_max_bytes": 20_000}
    with collecting(msgspec.structs.replace(kafka, **changes), SOURCE) as found:
        yield found


def arrived(desk: Desk, *ids: str) -> list[dict[str, Any]]:
    """The events of these ids in the log, in the order of ids."""
    found = {event["id"]: event for event in logged(desk.settings, SOURCE)}
    return [found[id] for id in ids]


def test_what_is_acknowledged_is_in_the_log(desk: Desk) -> None:
    answer = desk.post(VIEW | {"id": "one"})
    assert (answer.status_code, answer.content) == (204, b"")
    (event,) = arrived(desk, "one")
    assert event == VIEW | {"id": "one", "source": SOURCE, "price": 52.0, "at": event["at"]}


def test_a_beacon_of_a_page(desk: Desk) -> None:
    headers = PAGE | {"User-Agent": "Mozilla/5.0 (iPhone) Mobile", "CF-IPCountry": "pl"}
    answer = desk.client.post(f"/collect?key={desk.browser}", content=msgspec.json.encode(VIEW | {"id": "beacon"}), headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "set-cookie" not in answer.headers
    (event,) = arrived(desk, "beacon")
    assert (event["device"], event["country"]) == ("mobile", "PL")


def test_the_good_of_a_batch_are_taken_the_bad_told_and_kept(desk: Desk) -> None:
    answer = desk.post([VIEW | {"id": "good"}, VIEW | {"id": "bad", "colr": "red"}])
    assert answer.status_code == 202
    assert answer.json() == {
        "accepted": 1,
        "refused": [{"index": 1, "reason": "unknown_field", "detail": "Object contains unknown field `colr`"}],
    }
    assert arrived(desk, "good")
    (kept,) = [each for each in logged(desk.settings, SOURCE) if each["type"] == "unmapped"]
    assert kept["file"] == "web collector"
    assert kept["why"] == "unknown_field: Object contains unknown field `colr`"
    assert msgspec.json.decode(kept["raw"]) == VIEW | {"id": "bad", "colr": "red"}


def test_a_body_without_a_usable_event_is_refused(desk: Desk) -> None:
    assert desk.post({"type": "view_item"}).status_code == 400
    assert "send one event" in desk.post({"hello": "there"}).json()["detail"]
    assert "not JSON" in desk.post(b"hello=there").json()["detail"]


@pytest.mark.parametrize(
    ("key", "headers", "status", "says"),
    [
        ("", {}, 401, "`storepulse collector key add SOURCE` makes one"),
        ("pk_unknown", {}, 401, "a write key is missing or unknown"),
        ("server", {"Origin": SHOP}, 403, "a server's secret and came from a web page"),
        ("browser", {"Origin": "https://evil.example"}, 403, "add the origin to STOREPULSE_COLLECTOR_ORIGINS"),
        ("server", {"Content-Encoding": "br"}, 415, "send gzip"),
    ],
)
def test_who_may_not_send_is_told_why(desk: Desk, key: str, headers: dict[str, str], status: int, says: str) -> None:
    answer = desk.post(VIEW, getattr(desk, key, key), **headers)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
    assert "Access-Control-Allow-Origin" not in answer.headers or headers.get("Origin") == SHOP


@pytest.mark.parametrize("body", [b"[" + b" " * 30_000 + b"]", gzip.compress(b"[" + b" " * 3_000_000 + b"]")], ids=["plain", "packed"])
def test_a_body_that_is_too_large(desk: Desk, body: bytes) -> None:
    packed = {"Content-Encoding": "gzip"} if body.startswith(b"\x1f") else {}
    answer = desk.post(body, **packed)
    assert answer.status_code == 413
    assert "20,000 bytes" in answer.json()["detail"]
    chunked = desk.client.post("/collect", content=iter([body]), headers={"Authorization": f"Bearer {desk.server}", **packed})
    assert chunked.status_code == 413


def test_a_preflight(desk: Desk) -> None:
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = desk.client.options("/collect", headers=asked)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, SHOP)
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"]
    assert desk.client.options("/collect", headers=asked | {"Origin": "https://evil.example"}).status_code == 403
    assert "names the page's Origin" in desk.client.options("/collect").json()["detail"]


def test_the_script_and_what_else_there_is(desk: Desk) -> None:
    script = desk.client.get("/storepulse.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert len(script.content) < 3072
    assert desk.client.get("/collect").status_code == 405
    assert "POST /collect" in desk.client.get("/").json()["detail"]
    assert desk.client.get("/healthz").json() == {"kafka": "ok"}
    assert 'storepulse_collector_events_total{outcome="accepted",source="collected"}' in desk.client.get("/metrics").text


def test_too_many_events(kafka: Settings) -> None:
    """A page's address is limited, a server is not but by its key."""
    with collecting(
        msgspec.structs.replace(kafka, collector_origins=SHOP, collector_address_rate=1, collector_key_rate=5), "hasty"
    ) as desk:
        batch = [VIEW] * 20  # ten are saved up: one batch may run into debt
        assert desk.post(batch, desk.browser, Origin=SHOP).status_code == 204
        refused = desk.post(VIEW, desk.browser, Origin=SHOP)
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["Retry-After"]) <= 11
        assert [desk.post([VIEW] * 49).status_code for _ in range(3)] == [204, 204, 429]
        assert desk.post(VIEW, "").status_code == 429  # whoever shows no key is not read for ever


def test_a_killed_collector_loses_nothing_it_acknowledged(kafka: Settings) -> None:
    settings = msgspec.structs.replace(kafka, collector_origins=SHOP, collector_address_rate=1_000_000, collector_key_rate=1_000_000)
    with collecting(settings, "killed") as desk:
        pressure = Pressure(desk.settings.collector_port, desk.browser)
        pressing = threading.Thread(target=lambda: asyncio.run(pressure.press(bodies("k", 200_000), 20)))
        pressing.start()
        until(lambda: len(pressure.acknowledged) > 1_000, 60, "a thousand events acknowledged")
        os.kill(desk.pid, signal.SIGKILL)
        pressing.join()
    assert pressure.refused == []
    in_log = [event["id"] for event in logged(settings, "killed")]
    assert pressure.acknowledged - set(in_log) == set()
    assert set(in_log) <= pressure.sent
    assert len(in_log) == len(set(in_log))


def test_a_broker_away_and_back(tmp_path: Path) -> None:
    settings, batch = settings_in(tmp_path, collector_patience=1.0), [VIEW | {"id": "a"}, VIEW | {"id": "b", "visitor": "v2"}]
    with ExitStack() as stays:
        with running(KAFKA, settings):
            topics.create_topics(settings)
            desk = stays.enter_context(collecting(settings, SOURCE))
        answer = desk.post(batch)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "send the same again" in answer.json()["detail"]
        assert desk.client.get("/healthz").status_code == 503
        with running(KAFKA, settings):
            until(lambda: desk.post(batch).status_code == 204, 60, "Kafka takes events again")
            assert {event["id"] for event in logged(settings, SOURCE)} == {"a", "b"}
