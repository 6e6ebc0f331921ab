"""The page that draws a layout: in a real Chromium, by clicking, down to the file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from dashboards.browser import chromium
from infra.configuration import ROOT
from producers.camera.layout import Camera, Line, Zone, load
from producers.camera.layout_file import save
from tests.producers.camera.rendering import Clip, every, walk
from tests.stack import free_ports, until

CORNERS = ((0.3, 0.4), (0.7, 0.4), (0.7, 0.9), (0.3, 0.9))


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layout in which another camera is drawn already."""
    path = tmp_path_factory.mktemp("setup") / "store.toml"
    save(path, "desk", Camera(zones=(Zone("desk"),)))
    return path


@pytest.fixture(scope="module")
def url(layout: Path) -> Iterator[str]:
    """The command, serving."""
    clip = Clip([walk((0, 0.5, 0.8), (2, 0.6, 0.8))]).write(layout.with_name("clip.avi"), every(10, 2))
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "infra.cli", "camera", "setup", str(clip), "--camera", "door"]
    command += ["--layout", str(layout), "--port", str(port), "--at", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: process.poll() is not None or _answers(port), 120, "the page")
        assert process.poll() is None
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def test_zones_and_lines_are_clicked_named_and_saved(url: str, layout: Path) -> None:
    with chromium(1200, 800) as window:
        window.get(url)
        WebDriverWait(window, 60).until(lambda page: page.find_elements(By.CSS_SELECTOR, "body[data-ready]"))
        click(window, *CORNERS, CORNERS[0])
        rename(window, "shoes")
        window.find_element(By.CSS_SELECTOR, "[data-tool=entrance]").click()
        click(window, (0.2, 0.2), (0.8, 0.2), (0.5, 0.6))
        rename(window, "main door")
        window.find_element(By.CSS_SELECTOR, "[data-tool=street]").click()
        click(window, (0.1, 0.1), (0.9, 0.1))
        window.find_element(By.ID, "save").click()
        WebDriverWait(window, 60).until(lambda page: page.find_element(By.ID, "says").text == "Saved to store.toml.")
        drawn = load(layout)
        assert set(drawn.cameras) == {"desk", "door"}
        (zone,), (door, street) = drawn.cameras["door"].zones, drawn.cameras["door"].lines
        assert (zone.name, door.name, street.name) == ("shoes", "main door", "passers-by 1")
        assert [pytest.approx(corner, abs=0.01) for corner in zone.polygon] == list(CORNERS)
        assert door.inside == pytest.approx((0.5, 0.6), abs=0.01)
        assert street.inside is None

        rename(window, "main door")
        window.find_element(By.ID, "save").click()
        WebDriverWait(window, 60).until(lambda page: "two lines named 'main door'" in page.find_element(By.ID, "says").text)
        assert load(layout) == drawn
        window.refresh()
        WebDriverWait(window, 60).until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#list li")) == 3)
        assert not [
            entry for entry in window.get_log("browser") if entry["level"] == "SEVERE" and "400 (Bad Request)" not in entry["message"]
        ]


def test_only_this_machine_and_only_its_own_page(url: str, layout: Path) -> None:
    before = load(layout)
    line = Line("x", (0.1, 0.1), (0.9, 0.9))
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
        assert client.post("/layout", json={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert client.post("/layout", content=b"{").status_code == 400
        wrong = client.post("/layout", json={"lines": [{"name": line.name, "from": [2, 0], "to": [0, 0]}]})
        assert (wrong.status_code, "points are [x, y] in shares" in wrong.json()["error"]) == (400, True)
        assert client.get("/frame.jpg").content.startswith(b"\xff\xd8")
    assert load(layout) == before


def click(window: webdriver.Chrome, *places: tuple[float, float]) -> None:
    """Clicks on the picture at shares of its size."""
    stage = window.find_element(By.ID, "stage")
    wide, tall = stage.size["width"], stage.size["height"]
    for x, y in places:
        ActionChains(window, duration=0).move_to_element_with_offset(stage, (x - 0.5) * wide, (y - 0.5) * tall).click().perform()


def rename(window: webdriver.Chrome, name: str) -> None:
    """Gives what was drawn last a name."""
    field = window.find_elements(By.CSS_SELECTOR, "#list input")[-1]
    field.clear()
    field.send_keys(name)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
