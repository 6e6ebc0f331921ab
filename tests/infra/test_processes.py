"""A pid on record is trusted only while it is the same process."""

import subprocess
import sys
from pathlib import Path

from infra.processes import end, record, recorded

SLEEP = [sys.executable, "-c", "import time; print(flush=True); time.sleep(600)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(600)"]


def started(command: list[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    return process


def test_ends_the_process_on_record(tmp_path: Path) -> None:
    process = started(SLEEP)
    record(tmp_path / "a.pid", process.pid)
    assert recorded(tmp_path / "a.pid") == process.pid
    assert end(tmp_path / "a.pid") == process.pid
    assert process.wait(10) == -15
    assert end(tmp_path / "a.pid") is None


def test_ends_one_that_does_not_listen(tmp_path: Path) -> None:
    process = started(STUBBORN)
    record(tmp_path / "a.pid", process.pid)
    assert end(tmp_path / "a.pid", patience=0.2) == process.pid
    assert process.wait(10) == -9


def test_leaves_a_later_process_of_the_same_pid_alone(tmp_path: Path) -> None:
    process = started(SLEEP)
    try:
        (tmp_path / "a.pid").write_text(f"{process.pid}\nanother start\n")
        assert recorded(tmp_path / "a.pid") is None
        assert end(tmp_path / "a.pid") is None
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_a_torn_record_names_nobody(tmp_path: Path) -> None:
    for text in ("", "12", "x\ny\n", "\n\n"):
        (tmp_path / "a.pid").write_text(text)
        assert recorded(tmp_path / "a.pid") is None
