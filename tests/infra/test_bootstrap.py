"""The script that runs before anything is installed."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from infra import bootstrap
from infra.configuration import ROOT


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert bootstrap.main() == 1
    assert re.match(r"storepulse: Python 3\.11 to 3\.13 is needed and this is .*: install one, or .*\n$", capsys.readouterr().err)


def test_a_python_without_venv_is_told_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "none")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(bootstrap.BootstrapError, match=r"apt install python3\.\d+-venv"):
        bootstrap.make_venv()


def test_no_network_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "environment", dict)
    with pytest.raises(bootstrap.BootstrapError, match="check the network and the package index"):
        bootstrap.run(["false"])


def test_uv_is_told_what_pip_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    for name in ("UV_DEFAULT_INDEX", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "pip_configuration", lambda: {"index-url": "an index", "timeout": "9", "find-links": "w"})
    told = bootstrap.environment()
    assert told["UV_DEFAULT_INDEX"] == "an index"
    assert told["UV_FIND_LINKS"] == "w"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "mine")
    assert bootstrap.environment()["UV_DEFAULT_INDEX"] == "mine"


@pytest.mark.parametrize("lock", ["bootstrap.lock", "main.lock"])
def test_every_locked_package_has_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    pins = re.findall(r"^[a-z0-9][^ ]*==", text, re.MULTILINE)
    assert pins
    assert len(re.findall(r"^[a-z0-9][^ ]*==\S+( ;[^\\]*)? \\\n +--hash=sha256:", text, re.MULTILINE)) == len(pins)
    assert "://" not in re.sub(r"#.*", "", text)
