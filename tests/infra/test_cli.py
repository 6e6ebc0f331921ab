"""The storepulse command as a user types it: help with examples, answers, JSON, and a sentence for what goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from contracts.settings import Settings
from infra.cli import app
from infra.configuration import ROOT, environment
from infra.parts import PARTS
from tests.conftest import ClickHouse
from tests.stack import settings_in

GROUP: Any = typer.main.get_command(app)
SOURCE = "cli-test"  # the store is shared: other files put sources of theirs beside it
PROMISED = {"setup", "up", "down", "status", "logs", "datasets", "replay", "metric", "metrics", "ask", "reset", "demo"}


def storepulse(settings: Settings | None, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with the settings, no terminal, and a wide screen."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}
    known = inherited | (environment(settings) if settings else {}) | {"COLUMNS": "200"} | variables
    command = [sys.executable, "-m", "infra.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=60)


def sentence(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """What a failed command said: one line, no traceback."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.startswith("storepulse: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_has_the_promised_commands() -> None:
    assert set(GROUP.commands) >= PROMISED


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_help_explains_and_has_an_example(name: str) -> None:
    command = GROUP.commands[name]
    assert command.help
    assert all(parameter.help for parameter in command.params if parameter.name != "help"), "an option without help"
    examples = [line for line in command.epilog.splitlines()[1:] if line]
    assert command.epilog.startswith("Example")
    assert examples
    assert all(f"storepulse {name}" in line for line in examples)


def test_help_runs() -> None:
    done = storepulse(None, "metric", "--help")
    assert done.returncode == 0
    assert "storepulse metric sessions --source eshop2008" in done.stdout


def test_a_wrong_setting(tmp_path: Path) -> None:
    assert "did you mean STOREPULSE_KAFKA_PORT?" in sentence(storepulse(None, "status", STOREPULSE_KAFKAPORT="1"), 2)
    assert "STOREPULSE_PARTITIONS='0'" in sentence(storepulse(None, "status", STOREPULSE_PARTITIONS="0"), 2)


def test_status_of_nothing(tmp_path: Path) -> None:
    done = storepulse(settings_in(tmp_path), "status", "--json")
    parts = json.loads(done.stdout)
    assert [part["part"] for part in parts] == [part.name for part in PARTS]
    assert {part["state"] for part in parts} == {"stopped", "off"}


def test_down_of_nothing(tmp_path: Path) -> None:
    assert storepulse(settings_in(tmp_path), "down").stdout == "Nothing was running.\n"


def test_nothing_answers(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    assert "start it with `storepulse up`" in sentence(storepulse(settings, "metric", "sessions", "--source", "x"))
    assert "the chat is off" in sentence(storepulse(settings, "ask", "hello"))
    assert "has logged nothing yet" in sentence(storepulse(settings, "logs", "kafka"))
    assert "there are kafka, clickhouse, worker" in sentence(storepulse(settings, "logs", "nosuch"))
    assert "there is no part nosuch" in sentence(storepulse(settings, "up", "nosuch"))


def test_metrics_are_listed() -> None:
    listed = json.loads(storepulse(None, "metrics", "--json").stdout)
    assert {"name", "title", "unit", "meaning", "kind", "phrases"} <= listed[0].keys()
    assert "Visits that began in the period" in storepulse(None, "metrics").stdout


@pytest.fixture
def clicked(clickhouse: ClickHouse) -> Settings:
    """A store with three clicks of one source, by which v1 buys."""
    client = clickhouse.writer()
    client.command(f"DELETE FROM clicks WHERE source = '{SOURCE}'")  # noqa: S608 it is a constant
    columns = ["source", "session", "at", "sent", "product", "country", "visitor", "type"]
    stamps = ["2008-04-01 10:00:00", "2008-04-01 10:00:30", "2008-04-02 10:00:00"]
    rows = [
        {"source": SOURCE, "session": "s", "at": at, "sent": at, "product": "A1", "country": "PL", "visitor": "v1", "type": "purchase"}
        for at in stamps
    ]
    client.raw_insert("clicks", columns, "\n".join(map(json.dumps, rows)).encode(), fmt="JSONEachRow")
    client.close()
    return clickhouse.settings


def test_metric_as_json(clicked: Settings) -> None:
    answer = json.loads(storepulse(clicked, "metric", "clicks", "--source", SOURCE, "--json").stdout)
    assert (answer["value"], answer["samples"], answer["enough"]) == (3.0, 3, True)
    assert answer["start"] == "2008-04-01T10:00:00Z"
    day = ("--from", "2008-04-01", "--to", "2008-04-02T00:00:00Z", "--step", "3600")
    answer = json.loads(storepulse(clicked, "metric", "clicks", "--source", SOURCE, *day, "--json").stdout)
    assert (answer["value"], answer["rows"]) == (2.0, [["2008-04-01T10:00:00Z", 2, 2]])


def test_metric_as_text(clicked: Settings) -> None:
    text = storepulse(clicked, "metric", "clicks", "--source", SOURCE, "--step", "86400").stdout
    assert "3 clicks, from 3 clicks" in text
    assert "█" in text
    none = storepulse(clicked, "metric", "clicks", "--source", SOURCE, "--from", "2007-04-01", "--to", "2007-05-01").stdout
    assert "No data in this period." in none


def test_what_a_source_has_never_heard_of_is_said_so(clicked: Settings) -> None:
    elsewhere = storepulse(clicked, "metric", "clicks", "--source", SOURCE, "--country", "XX").stdout
    assert f"{SOURCE} knows no country “XX”; it has PL." in elsewhere
    nobody = storepulse(clicked, "metric", "customer_visits", "--source", SOURCE, "--customer", "v9").stdout
    assert f"{SOURCE} knows no customer “v9”." in nobody
    somebody = storepulse(clicked, "metric", "customer_visits", "--source", SOURCE, "--customer", "v1").stdout
    assert "No data in this period." in somebody


def test_a_board_of_reasons_alone_is_shown(clickhouse: ClickHouse, clicked: Settings) -> None:
    client = clickhouse.writer()
    client.command(f"DELETE FROM model_scores WHERE source = '{SOURCE}'")  # noqa: S608 it is a constant
    note = {"source": SOURCE, "model": "buys again", "at": "2008-04-01 10:00:00", "note": "Still learning."}
    client.raw_insert("model_scores", list(note), json.dumps(note).encode(), fmt="JSONEachRow")
    client.close()
    text = storepulse(clicked, "metric", "model_board", "--source", SOURCE).stdout
    assert "buys again" in text
    assert "Still learning." in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("clicks", "--source", "nosuch"), "there is no source 'nosuch'; there are "),
        (("clikcs", "--source", SOURCE), "there is no metric 'clikcs'; nearest: clicks"),
        (("clicks", "--source", SOURCE, "--from", "June"), "'June' is not a date"),
        (("clicks", "--source", SOURCE, "--from", "2008-05-01", "--to", "2008-04-01"), "the period is empty"),
    ],
)
def test_metric_refuses_in_a_sentence(clicked: Settings, arguments: tuple[str, ...], said: str) -> None:
    assert said in sentence(storepulse(clicked, "metric", *arguments))
