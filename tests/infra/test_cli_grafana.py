"""storepulse grafana as a user types it, against the stand-in; and the transcript in the docs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from contracts.settings import Settings
from dashboards import panels
from infra.cli import app
from infra.configuration import environment
from tests.conftest import ClickHouse
from tests.infra import grafana_transcript
from tests.infra.grafana_standin import TOKEN, Standin, standin
from tests.infra.test_cli import sentence, storepulse
from tests.stack import settings_in


@pytest.fixture
def there() -> Iterator[Standin]:
    with standin() as held:
        yield held


@pytest.fixture
def stored(clickhouse: ClickHouse) -> Settings:
    """A store with a day of the source `old`."""
    client = clickhouse.writer()
    client.command("DELETE FROM clicks WHERE source = 'old'")
    rows = [{"source": "old", "session": "s", "at": at, "sent": at} for at in ("2008-04-01 10:00:00", "2008-04-02 09:00:00")]
    client.raw_insert("clicks", ["source", "session", "at", "sent"], "\n".join(map(json.dumps, rows)).encode(), fmt="JSONEachRow")
    client.close()
    return clickhouse.settings


def test_push_as_json(there: Standin, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, grafana_token=TOKEN)
    there.password = "another"
    done = CliRunner().invoke(app, ["grafana", "push", there.url, "--json"], env=environment(settings))
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {change["action"] for change in told["changes"]} == {"created"}
    assert told["data_source_problem"] == "Authentication failed: password is incorrect"
    assert "127.0.0.1 is Grafana's own machine for it: set STOREPULSE_GRAFANA_CLICKHOUSE" in done.stderr
    assert TOKEN not in done.stdout + done.stderr


def test_a_failed_push_is_a_sentence(tmp_path: Path) -> None:
    assert "STOREPULSE_GRAFANA_TOKEN is not set" in sentence(storepulse(settings_in(tmp_path), "grafana", "push", "http://127.0.0.1"))


def test_link_and_annotate(there: Standin, stored: Settings) -> None:
    known = environment(stored) | {"STOREPULSE_GRAFANA_URL": there.url, "STOREPULSE_GRAFANA_TOKEN": TOKEN}

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["grafana", *arguments], env=known)

    board = panels.DASHBOARDS[1]
    assert run("link", "old", "--dashboard", board.slug).stdout.startswith(
        f"{there.url}/d/{board.uid}?var-source=old&from=1207008000000&to=12071"
    )
    assert "there is no dashboard 'x'" in str(run("link", "old", "--dashboard", "x").exception)
    assert "there is no source 'y'" in str(run("annotate", "y").exception)
    assert run("annotate", "old").stdout == "created: old: 2008-04-01 10:00 to 2008-04-02 09:00 UTC\n"
    assert there.annotations[0]["tags"] == ["storepulse", "replay", "source:old"]


def test_a_replay_leaves_its_annotation(there: Standin, kafka: Settings) -> None:
    options = ("--speed", "max", "--shift", "none", "--limit", "50", "--as", "annotated", "--json")
    done = storepulse(kafka, "replay", "eshop2008", *options, STOREPULSE_GRAFANA_URL=there.url, STOREPULSE_GRAFANA_TOKEN=TOKEN)
    assert json.loads(done.stdout.splitlines()[-1])["finished"], done.stderr
    (left,) = there.annotations
    assert left["text"].startswith("eshop2008 replayed as annotated: 2008-04-01 00:00 to 2008-04-01 ")
    assert 1_207_008_000_000 <= left["time"] < left["timeEnd"] < 1_207_094_400_000


def test_the_transcript_in_the_docs_is_what_happens() -> None:
    text = grafana_transcript.PAGE.read_text("utf-8")
    again = "run `make dashboards` and commit docs/grafana.md"
    assert grafana_transcript.put(text, grafana_transcript.transcript()) == text, again
