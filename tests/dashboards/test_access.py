import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from contracts.settings import Settings
from dashboards.browser import settled
from dashboards.live.access import Gate, sign, valid
from tests.conftest import ClickHouse
from tests.dashboards.conftest import url_of
from tests.stack import free_ports, running

TOKEN = "open sesame 42"


@pytest.fixture(scope="module")
def closed(clickhouse: ClickHouse) -> Iterator[str]:
    """A page that asks for a token."""
    from infra.parts import PAGE

    settings = msgspec.structs.replace(clickhouse.settings, page_token=TOKEN, page_port=free_ports(1)[0])
    with running(PAGE, settings):
        yield url_of(settings)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "api/metrics",
        "api/sources",
        "api/docs",
        "api/openapi.json",
        "metrics",
        "_nicegui/any",
        "_nicegui_ws/socket.io/?EIO=4&transport=polling",
    ],
)
def test_every_route_asks_for_the_token(closed: str, path: str) -> None:
    assert httpx.get(closed + path).status_code == 401
    assert httpx.get(closed + path, headers={"Authorization": f"Bearer {TOKEN[:-1]}"}).status_code == 401
    assert httpx.get(closed + path, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30).status_code != 401


def test_health_and_login_are_open(closed: str) -> None:
    assert httpx.get(f"{closed}healthz", timeout=30).status_code == 200
    assert "Token of this page" in httpx.get(f"{closed}login").text


def test_the_login_leads_only_back_to_this_page(closed: str) -> None:
    away = httpx.post(f"{closed}login?next=//evil.example/", data={"token": TOKEN})
    assert away.headers["location"] == "/"
    wrong = httpx.post(f"{closed}login", data={"token": "guess"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    cookie = httpx.post(f"{closed}login?next=/?period=1h", data={"token": TOKEN}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_person_logs_in_and_the_page_lives(closed: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{closed}?source={shop}&period=1h")
    browser.find_element(By.ID, "token").send_keys(TOKEN + "\n")
    WebDriverWait(browser, 120).until(lambda b: f"source={shop}" in b.current_url and "/login" not in b.current_url)
    settled(browser)
    assert browser.find_element(By.CSS_SELECTOR, "[data-metric=sessions] .value").text == "60"


async def _closed(scope: dict[str, Any], settings: Settings) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def inside(*_: Any) -> None:
        sent.append({"type": "through"})

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    await Gate(inside, settings)({"path": "/_nicegui_ws/socket.io", "query_string": b"", **scope}, receive, send)
    return sent


@pytest.mark.parametrize(
    ("headers", "token", "passes"),
    [
        ([(b"host", b"127.0.0.1:1")], "", True),
        ([(b"host", b"127.0.0.1:1"), (b"origin", b"http://127.0.0.1:1")], "", True),
        ([(b"host", b"127.0.0.1:1"), (b"origin", b"https://evil.example")], "", False),
        ([(b"host", b"evil.example")], "", False),  # a name of another site that leads to this machine
        ([(b"host", b"shop.example")], TOKEN, False),
        ([(b"host", b"shop.example"), (b"authorization", b"Bearer " + TOKEN.encode())], TOKEN, True),
    ],
)
def test_the_websocket_is_behind_the_gate_too(headers: list[tuple[bytes, bytes]], token: str, passes: bool) -> None:
    sent = asyncio.run(_closed({"type": "websocket", "headers": headers}, Settings(page_token=token)))
    assert sent == ([{"type": "through"}] if passes else [{"type": "websocket.close", "code": 1008}])


@given(st.text(), st.text(min_size=1))
def test_no_cookie_but_a_signed_one_is_valid(cookie: str, token: str) -> None:
    assert not valid(cookie, token, 1000)
    assert valid(sign(token, 900), token, 1000)
    assert not valid(sign(token, 1100), token, 1000)
