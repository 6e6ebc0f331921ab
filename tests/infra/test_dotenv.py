"""`make env`: secrets for docker-compose.yml."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from dashboards.grafana.refresh import refresh
from infra import dotenv
from infra.configuration import ROOT


def test_it_is_for_the_owner_alone_and_not_in_git(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert dotenv.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [".env"]
    assert subprocess.run(["git", "check-ignore", "-q", ".env"], cwd=ROOT, check=False).returncode in (0, 128)  # 128: no repository


def test_what_it_says_is_kept(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    dotenv.write(path)
    path.write_text(path.read_text().replace("PARTITIONS=4", "PARTITIONS=16") + "STOREPULSE_SESSION_GAP=900\n")
    edited = dotenv.read(path.read_text())
    dotenv.write(path)
    assert dotenv.read(path.read_text()) == edited
    assert not dotenv.write(path)


def test_a_secret_is_renewed_by_deleting_its_line_and_its_hash_follows(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    dotenv.write(path)
    before = dotenv.read(path.read_text())
    path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith("STOREPULSE_READER_PASSWORD")))
    dotenv.write(path)
    after = dotenv.read(path.read_text())
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"STOREPULSE_READER_PASSWORD", "CLICKHOUSE_READER_SHA256"}
    assert after["CLICKHOUSE_READER_SHA256"] == hashlib.sha256(after["STOREPULSE_READER_PASSWORD"].encode()).hexdigest()


@pytest.mark.parametrize("said", ["pass word", "'pass word'", '"pass word"', "pass word  # of the reader", "'pass word' # of the reader"])
def test_a_password_is_hashed_as_compose_reads_it(said: str) -> None:
    text = dotenv.complete(f"STOREPULSE_READER_PASSWORD={said}\n")
    assert f"STOREPULSE_READER_PASSWORD={said}\n" in text
    assert dotenv.read(text)["CLICKHOUSE_READER_SHA256"] == hashlib.sha256(b"pass word").hexdigest()


def test_signs_that_compose_leaves_alone_are_hashed() -> None:
    for said, read in (("'a$b'", "a$b"), ("a\\b", "a\\b")):
        assert dotenv.read(f"STOREPULSE_READER_PASSWORD={said}\n") == {"STOREPULSE_READER_PASSWORD": read}


def test_the_address_in_parts_follows_the_address() -> None:
    text = dotenv.complete("STOREPULSE_CLICKHOUSE=https://clickhouse.example\n")
    assert dotenv.complete(text) == text
    known = dotenv.read(text)
    assert [known[name] for name in dotenv.ADDRESS] == ["clickhouse.example", "8443", "true"]


@pytest.mark.parametrize("flush", [0.05, 1, 5, 12.5, 60])
def test_grafana_looks_no_more_often_than_the_sink_writes(flush: float) -> None:
    known = dotenv.read(dotenv.complete(f"STOREPULSE_FLUSH_SECONDS={flush}\n"))
    assert known[dotenv.PACE] == f"{refresh(flush)}s"


@pytest.mark.parametrize(
    "line",
    [
        "STOREPULSE_CLICKHOUSE=clickhouse:8123",
        "STOREPULSE_CLICKHOUSE=http://x:port",
        "STOREPULSE_FLUSH_SECONDS=1s",
        "STOREPULSE_READER_PASSWORD=a'$b",
        'STOREPULSE_READER_PASSWORD="a$b"',
        'STOREPULSE_WRITER_PASSWORD="a\\"b"',
        "STOREPULSE_WRITER_PASSWORD='a\\'b'",
    ],
)
def test_a_line_that_nothing_can_follow_from_is_told_and_the_file_kept(tmp_path: Path, line: str) -> None:
    path = tmp_path / ".env"
    path.write_text(line + "\n")
    with pytest.raises(ValueError, match=r"no address|no number|Port could not|between single quotes"):
        dotenv.write(path)
    assert path.read_text() == line + "\n"


def test_secrets_are_long_and_differ() -> None:
    known = dotenv.read(dotenv.complete(""))
    values = [known[name] for name in dotenv.SECRETS]
    assert len(set(values)) == len(values)
    assert min(map(len, values)) >= 32
