"""The whole house, driven by its own command as a user would: a real clickstream in, the same numbers out everywhere."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from contracts.settings import Settings
from dashboards.browser import chromium, settled
from infra import store
from infra.configuration import ROOT, environment
from infra.parts import PARTS
from tests.datasets import needs
from tests.faults.shaking import row_counter
from tests.rasa_bot.conftest import trained  # noqa: F401  the bot's environment and model, made once
from tests.stack import settings_in, until

CLICKS, SESSIONS, JUNE = 165_474, 24_026, 4_884
EU_WITHOUT_POLAND = "AT,BE,CY,CZ,DK,EE,FI,FR,DE,GR,HU,IE,IT,LV,LT,LU,NL,PT,RO,SK,SI,ES,SE,GB"
Run = Callable[..., str]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, trained: Settings) -> Settings:  # noqa: F811
    """A stack of its own; Rasa's environment and model are the project's."""
    state = tmp_path_factory.mktemp("whole")
    for name in ("rasa-env", "rasa-model"):
        (state / name).symlink_to(Path(trained.state) / name)
    return settings_in(state)


@pytest.fixture(scope="module")
def run(settings: Settings) -> Iterator[Run]:
    """The stack, up, with eshop2008 replayed as t1: runs `storepulse ARGUMENTS` and returns what it prints."""
    needs("eshop2008")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}

    def storepulse(*arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("storepulse")), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=inherited | environment(settings), cwd=ROOT, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    try:
        storepulse("up")
        storepulse("replay", "eshop2008", "--speed", "max", "--shift", "none", "--as", "t1")
        _until_stored(settings)
        yield storepulse
    finally:
        storepulse("down")


def _until_stored(settings: Settings) -> None:
    stored = row_counter(settings)
    until(lambda: (stored("clicks"), stored("session_segments")) == (CLICKS, SESSIONS), 120, "all rows stored")


def answer(run: Run, *arguments: str) -> dict[str, Any]:
    """One metric of t1 as JSON."""
    name, *rest = arguments
    return dict(json.loads(run("metric", name, "--source", "t1", *rest, "--json")))


def test_the_totals(run: Run) -> None:
    assert answer(run, "clicks")["value"] == CLICKS
    assert answer(run, "sessions")["value"] == SESSIONS
    assert answer(run, "rejects")["rows"] == []
    events = answer(run, "events_in")
    total = dict(zip(events["columns"], events["rows"][0], strict=True))
    assert (total["clicks"], total["rejected"], total["late"], total["duplicates"]) == (CLICKS, 0, 0, 0)
    assert total["value"] == total["clicks"] + total["controls"]


def test_the_same_totals_by_sql(run: Run, settings: Settings) -> None:
    with closing(store.reader_client(settings)) as client:
        query = "SELECT count() FROM {table:Identifier} WHERE source = 't1'"
        counts = {name: client.query(query, parameters={"table": name}).first_row[0] for name in ("clicks", "sessions", "session_segments")}
        assert counts == {"clicks": CLICKS, "sessions": SESSIONS, "session_segments": SESSIONS}


@pytest.mark.parametrize(
    ("country", "rule", "support", "confidence", "lift"),
    [
        ("PL", "C12 → C17", 2.97, 37.72, 2.9),
        ("PL", "C17 → C5", 2.84, 21.93, 1.5),
        (EU_WITHOUT_POLAND, "C57 → C56", 4.66, 42.27, 3.3),
        (EU_WITHOUT_POLAND, "C17 → C5", 4.10, 28.13, 1.7),
    ],
)
def test_published_product_pairs(run: Run, country: str, rule: str, support: float, confidence: float, lift: float) -> None:
    """Lapczynski and Bialowas 2013: rules within sessions that saw blouses."""
    pairs = answer(run, "product_pairs", "--country", country, "--category", "blouses")
    row = next(dict(zip(pairs["columns"], row, strict=True)) for row in pairs["rows"] if row[0] == rule)
    assert row["support_percent"] == pytest.approx(support, abs=0.1)
    assert row["confidence_percent"] == pytest.approx(confidence, abs=0.1)
    assert row["value"] == pytest.approx(lift, abs=0.06)


def test_published_shares_of_polish_clicks_on_blouses(run: Run) -> None:
    """58% above the category's average price, 45% on the first listing page: of clicks on blouses from Poland."""
    of = ("--country", "PL", "--category", "blouses")
    assert answer(run, "price_against_average", *of)["value"] == pytest.approx(57.6, abs=0.1)
    assert answer(run, "first_page_share", *of)["value"] == pytest.approx(44.6, abs=0.1)


def test_what_a_prediction_costs_is_on_the_model_board(run: Run) -> None:
    def timed() -> list[str]:
        board = answer(run, "model_board")
        return [row[0] for row in board["rows"] if row[board["columns"].index("time_a_row_us")]]

    until(lambda: any(label.startswith("next product") for label in timed()), 30, "the worker tells what its models cost")


def test_the_page_shows_them(run: Run, settings: Settings) -> None:
    with chromium(1600, 1200) as browser:
        browser.get(f"http://127.0.0.1:{settings.page_port}/?source=t1&period=all")
        settled(browser)
        for metric, value in (("clicks", CLICKS), ("sessions", SESSIONS)):
            panel = browser.find_element(By.CSS_SELECTOR, f"[data-metric={metric}] .value")
            WebDriverWait(browser, 120).until(lambda _, panel=panel, value=value: panel.text == f"{value:,}")


def test_the_bot_says_them(run: Run) -> None:
    assert answer(run, "sessions", "--from", "2008-06-01", "--to", "2008-07-01")["value"] == JUNE
    assert f"{JUNE:,}" in run("ask", "how many sessions in June?")
    assert f"{SESSIONS:,}" in run("ask", "how many sessions in total?", "--source", "t1")


def test_every_part_runs_and_nothing_waits(run: Run, settings: Settings) -> None:
    parts = json.loads(run("status", "--json"))
    listed = parts if isinstance(parts, list) else parts["parts"]
    # Grafana alone is optional: it runs where a binary of it is on PATH.
    expected = {part.name: "off" if part.off(settings) else "running" for part in PARTS}
    assert {part["part"]: part["state"] for part in listed} == expected
    assert [name for name, state in expected.items() if state == "off"] in ([], ["grafana"])


def test_a_source_can_be_forgotten_and_replayed_again(run: Run, settings: Settings) -> None:
    run("reset", "t1")
    with closing(store.reader_client(settings)) as client:
        assert client.query("SELECT count() FROM clicks").first_row[0] == 0
    run("replay", "eshop2008", "--shift", "none", "--as", "t1")
    _until_stored(settings)
    assert answer(run, "sessions")["value"] == SESSIONS
    told = answer(run, "events_in")
    assert told["value"] == answer(run, "clicks")["value"] + told["more"]["controls"]
