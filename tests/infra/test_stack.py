"""The stack under its supervisor: up, killed, up again, down."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contracts.settings import Settings
from infra import stack, starting
from infra.configuration import run_folder
from infra.parts import CLICKHOUSE, KAFKA, PARTS
from infra.processes import recorded
from infra.status import status
from infra.store import StoreError, reader_client, writer_client
from infra.supervisor import Supervisor, render, socket_path
from tests.stack import settings_in, until

SERVERS = (KAFKA.name, CLICKHOUSE.name)


def quiet(_name: str, _what: str) -> None:
    """Nobody watches."""


@contextmanager
def up(settings: Settings, *names: str) -> Iterator[None]:
    try:
        stack.up(settings, quiet, names)
        yield
    finally:
        stack.down(settings, quiet)
    assert not Supervisor(settings).alive()
    assert [part.name for part in PARTS if recorded(run_folder(settings) / f"{part.name}.pid")] == []


def pid(settings: Settings, name: str) -> int:
    found = recorded(run_folder(settings) / f"{name}.pid")
    assert found
    return found


def states(settings: Settings) -> dict[str, str]:
    return {part.part: part.state for part in status(settings)}


def test_survives_what_kills_its_processes(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with up(settings, *SERVERS):
        client = writer_client(settings)
        client.command("INSERT INTO positions VALUES ('t', 'e', 'o', 0, 7, 0)")
        client.close()
        assert states(settings)["kafka"] == states(settings)["clickhouse"] == "running"
        assert states(settings)["worker"] == "stopped"

        first = pid(settings, "clickhouse")
        os.kill(first, signal.SIGKILL)  # the supervisor brings it back by itself
        until(lambda: recorded(run_folder(settings) / "clickhouse.pid") not in (None, first) and CLICKHOUSE.ready(settings))

        broker = pid(settings, "kafka")
        os.kill(int((run_folder(settings) / "supervisord.pid").read_text()), signal.SIGKILL)
        until(lambda: not Supervisor(settings).alive())
        stack.up(settings, quiet, SERVERS)  # finds its old broker on its own port, and takes over
        assert pid(settings, "kafka") != broker

        client = reader_client(settings)
        assert client.query("SELECT origin_offset FROM positions").result_rows == [(7,)]
        client.close()


def test_up_twice_changes_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with up(settings, CLICKHOUSE.name):
        before = pid(settings, "clickhouse")
        stack.up(settings, quiet, (CLICKHOUSE.name,))
        assert pid(settings, "clickhouse") == before


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.clickhouse_port))
        other.listen()
        with (
            pytest.raises(stack.StackError, match=rf"port {settings.clickhouse_port} .*STOREPULSE_CLICKHOUSE_PORT"),
            up(settings, CLICKHOUSE.name),
        ):
            pass


def test_an_external_service_that_is_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "PATIENCE_EXTERNAL", 0.5)
    settings = settings_in(tmp_path, clickhouse="http://127.0.0.1:9")
    with pytest.raises(StoreError, match=r"ClickHouse at http://127\.0\.0\.1:9 does not answer"), up(settings, CLICKHOUSE.name):
        pass


def test_the_supervisors_configuration_holds_no_secret(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "100% mine")
    text = render(settings)
    assert settings.writer_password not in text
    assert "100%% mine" in text
    assert [line for line in text.splitlines() if line.startswith("[program:")] == [f"[program:{part.name}]" for part in PARTS]


def test_a_long_state_path_gets_a_short_socket() -> None:
    assert socket_path(Path("/short")) == Path("/short/run/supervisor.sock")
    assert len(str(socket_path(Path("/" + "long/" * 40)))) < 100
