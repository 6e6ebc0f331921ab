"""Settings as the parts see them."""

import stat
from pathlib import Path

from contracts.settings import load
from infra.configuration import ROOT, configuration, environment


def test_relative_folders_are_the_projects(tmp_path: Path) -> None:
    settings = configuration({"STOREPULSE_STATE": str(tmp_path), "STOREPULSE_DATA": "some/data"})
    assert settings.data == str(ROOT / "some/data")
    assert settings.cache == str(tmp_path / "cache")


def test_secrets_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first, second = (configuration({"STOREPULSE_STATE": str(tmp_path)}) for _ in range(2))
    assert first == second
    assert len({first.writer_password, first.reader_password, first.action_token}) == 3
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_secret_that_an_older_version_did_not_have_is_added(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text('{"writer_password": "old", "reader_password": "r", "action_token": "a"}')
    first, second = (configuration({"STOREPULSE_STATE": str(tmp_path)}) for _ in range(2))
    assert (first.writer_password, first.reader_password, first.action_token) == ("old", "r", "a")
    assert first.grafana_password == second.grafana_password != ""


def test_a_password_of_ones_own_wins(tmp_path: Path) -> None:
    settings = configuration({"STOREPULSE_STATE": str(tmp_path), "STOREPULSE_READER_PASSWORD": "mine"})
    assert settings.reader_password == "mine"


def test_no_password_is_invented_for_an_external_clickhouse(tmp_path: Path) -> None:
    settings = configuration({"STOREPULSE_STATE": str(tmp_path), "STOREPULSE_CLICKHOUSE": "https://db.example:8443"})
    assert settings.writer_password == settings.reader_password == ""


def test_another_process_gets_the_same_settings(tmp_path: Path) -> None:
    settings = configuration({"STOREPULSE_STATE": str(tmp_path), "STOREPULSE_CHECKPOINT_SECONDS": "0.5"})
    assert load(environment(settings)) == settings
