"""The users of docker-compose.yml's ClickHouse, tried on the engine: the writer can do its work, the reader can only read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.tables import statements
from infra import dotenv
from infra.clickhouse_front.engine import READER
from infra.configuration import ROOT

USERS = ROOT / "infra" / "compose" / "clickhouse" / "users.xml"


def run_as(user: str, folder: Path, asked: list[str]) -> list[dict[str, Any]]:
    """What each statement gave: {"rows": [...]} or {"error": "..."}."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.infra.engine_as_user", str(folder), user],
        input=json.dumps(asked),
        env=os.environ | {name: value for name, value in dotenv.read(dotenv.complete("")).items() if name in dotenv.HASHES},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return list(json.loads(told.stdout))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the writer has made, with one line in `lag`."""
    folder = tmp_path_factory.mktemp("store")
    create, *rest = statements(Settings().database)
    work = [
        "INSERT INTO lag SELECT now64(3), 'sink', 'clicks', 0, 0",
        *(f"DELETE FROM {table} WHERE source = 'x'" for table in TABLES),  # noqa: S608 our own names
        "SELECT count() FROM system.processes",
    ]
    told = run_as("storepulse_writer", folder, [create, f"USE {Settings().database}", *rest, *work])
    assert [each["error"] for each in told if "error" in each] == []
    return folder


def test_the_reader_only_reads(folder: Path) -> None:
    reads = [
        "SELECT count() FROM storepulse.lag",
        "SELECT name FROM system.tables WHERE name = 'lag'",
        "SELECT 1 SETTINGS max_execution_time = 5",
    ]
    refused = {
        "INSERT INTO storepulse.lag SELECT now64(3), 'sink', 'clicks', 0, 0": 497,
        "DROP TABLE storepulse.lag": 497,
        "DELETE FROM storepulse.clicks WHERE 1": 497,
        "CREATE DATABASE mine": 497,
        "CREATE TEMPORARY TABLE mine (a UInt8)": 497,
        "SELECT * FROM file('/etc/passwd', 'LineAsString')": 497,
        "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')": 497,
        "SELECT * FROM system.users": 497,
        "SELECT 1 SETTINGS readonly = 0": 164,
        "SELECT 1 SETTINGS max_execution_time = 0": 452,
        "SELECT 1 SETTINGS max_execution_time = 60": 452,
        "SELECT 1 SETTINGS max_memory_usage = 0": 452,
        "SELECT 1 SETTINGS max_result_rows = 0": 452,
    }
    told = run_as("storepulse_reader", folder, [*reads, *refused])
    assert [each.get("rows") for each in told[: len(reads)]] == [["1"], ["lag"], ["1"]]
    for (statement, code), answer in zip(refused.items(), told[len(reads) :], strict=True):
        assert f"Code: {code}." in answer.get("error", ""), statement


def test_the_writer_writes_nowhere_else(folder: Path) -> None:
    asked = ["CREATE DATABASE other", "SELECT * FROM file('/etc/passwd', 'LineAsString')", "SELECT * FROM system.users", "CREATE USER x"]
    assert all("Code: 497." in each.get("error", "") for each in run_as("storepulse_writer", folder, asked))


def test_an_insert_is_on_the_disk_before_it_is_acknowledged(folder: Path) -> None:
    asked = "SELECT value FROM system.merge_tree_settings WHERE name IN ('fsync_after_insert', 'fsync_part_directory')"
    (told,) = run_as("storepulse_writer", folder, [asked])
    assert told == {"rows": ["1", "1"]}


def test_the_reader_is_limited_as_in_the_embedded_stack() -> None:
    profile = ElementTree.parse(USERS).find("profiles/storepulse_reader")  # noqa: S314 our own file
    assert profile is not None
    theirs = {child.tag: child.text for child in profile if child.tag != "constraints"}
    assert theirs == {**READER, "readonly": "2"}
    limits = profile.find("constraints")
    assert limits is not None
    assert {limit.tag: limit.findtext("max") for limit in limits} == {name: value for name, value in READER.items() if name != "readonly"}


def test_there_is_no_user_without_a_password() -> None:
    users = ElementTree.parse(USERS).find("users")  # noqa: S314 our own file
    assert users is not None
    assert {user.tag for user in users if user.get("remove") != "remove"} == {Settings().writer_user, Settings().reader_user}
    assert [user.tag for user in users if user.get("remove") == "remove"] == ["default"]
    hashes = {password.get("from_env") for password in users.iter("password_sha256_hex")}
    assert hashes == set(dotenv.HASHES)
