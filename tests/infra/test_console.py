"""What the command prints stays readable on any terminal."""

from io import StringIO

import pytest
from rich.console import Console

from infra import console

STATUS = ("part", "state", "address", "rows", "last error")
ROWS = [("kafka", "running", "127.0.0.1:19092", None, ""), ("worker", "stopped", "", 3_352_563, "it could not reach the broker at all")]


def printed(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The table on a terminal so many letters wide."""
    wide = Console(width=width, file=StringIO())
    with monkeypatch.context() as patched:
        patched.setattr(console, "console", wide)
        console.table("", STATUS, ROWS)
    assert isinstance(wide.file, StringIO)
    return wide.file.getvalue()


@pytest.mark.parametrize("width", [200, 80, 64])
def test_only_sentences_take_several_lines(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(width, monkeypatch)
    assert shown.splitlines()[0].split() == ["part", "state", "address", "rows", "last", "error"]
    assert all(whole in shown for whole in ("running", "127.0.0.1:19092", "3,352,563"))
    assert ("it could not reach the broker at all" in shown) == (width == 200)


def test_what_does_not_fit_is_told_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(40, monkeypatch)
    assert [line for line in shown.splitlines() if not line.startswith(" ")] == ["kafka", "worker"]
    assert " ".join(shown.split()) == (
        "kafka state running; address 127.0.0.1:19092 worker state stopped; rows 3,352,563; last error it could not reach the broker at all"
    )


def test_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow, path = Console(width=30, file=StringIO()), "/a/very/long/path/" * 4
    with monkeypatch.context() as patched:
        patched.setattr(console, "console", narrow)
        console.table("", ("name", "where"), [("one", path)])
    assert isinstance(narrow.file, StringIO)
    assert path in "".join(line.removeprefix("one").strip() for line in narrow.file.getvalue().splitlines())
