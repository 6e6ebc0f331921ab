"""Other vendors' libraries reach the running collector by their own paths, with the key where they put it."""

import gzip
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from contracts.settings import Settings
from tests.producers.collecting import SHOP, Desk, collecting, logged

SOURCE = "libraries"
VIEW = {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}


@pytest.fixture(scope="module")
def desk(kafka: Settings) -> Iterator[Desk]:
    changes: dict[str, Any] = {"collector_origins": SHOP, "collector_max_bytes": 20_000}
    with collecting(msgspec.structs.replace(kafka, **changes), SOURCE) as found:
        yield found


def arrived(desk: Desk, *ids: str) -> list[dict[str, Any]]:
    """The events of these ids in the log, in the order of ids."""
    found = {event["id"]: event for event in logged(desk.settings, SOURCE)}
    return [found[id] for id in ids]


def test_other_vendors_libraries_reach_it_by_their_own_paths_and_credentials(desk: Desk) -> None:
    ga4 = {"client_id": "1.2", "events": [{"name": "purchase", "params": {"transaction_id": "g1", "items": [{"item_id": "B4"}]}}]}
    assert desk.post(ga4, "", f"/mp/collect?measurement_id=G-1&api_secret={desk.server}").status_code == 204
    segment = {"batch": [{"type": "page", "anonymousId": "v1", "messageId": "segment", "properties": {"path": "/"}}]}
    answer = desk.client.post(
        "/v1/batch", content=gzip.compress(msgspec.json.encode(segment)), headers={"Content-Encoding": "gzip"}, auth=(desk.server, "")
    )
    assert answer.status_code == 204
    assert [event["type"] for event in arrived(desk, "purchase.g1.B4", "segment")] == ["purchase", "page_view"]


def test_segments_node_library_writes_the_key_into_the_body(desk: Desk) -> None:
    page = {"anonymousId": "v1", "properties": {"path": "/"}}
    batch = {"writeKey": desk.server, "batch": [page | {"type": "page", "messageId": "node"}]}
    assert desk.post(batch, "", "/v1/batch").status_code == desk.post(batch, "", "/v1/b").status_code == 204
    for path in ("/v1/page", "/v1/p"):
        assert desk.post(page | {"writeKey": desk.server, "messageId": path}, "", path).status_code == 204
    assert desk.post(page | {"writeKey": desk.browser, "messageId": "web"}, "", "/v1/p", Origin=SHOP).status_code == 204
    assert [event["page"] for event in arrived(desk, "node", "/v1/page", "/v1/p", "web")] == ["/"] * 4
    assert desk.post(page | {"writeKey": "sk_unknown"}, "", "/v1/page").status_code == 401
    assert desk.post(page | {"writeKey": desk.server}, "", "/v1/page", Origin=SHOP).status_code == 403
    assert desk.post(b" " * 30_000, "", "/v1/page").status_code == 413


def test_a_proxys_own_credentials_do_not_hide_the_key(desk: Desk) -> None:
    answer = desk.client.post(f"/collect?key={desk.server}", content=msgspec.json.encode(VIEW | {"id": "proxied"}), auth=("proxy", "x"))
    assert answer.status_code == 204
