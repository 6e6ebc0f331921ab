"""Processes on record: a pid with what tells it from a later process of the same number."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")


def identity(pid: int) -> str:
    """When a process started, exactly enough to tell two of the same pid apart; empty where there is none.

    >>> identity(os.getpid()) == identity(os.getpid()) != ""
    True
    """
    stat = _PROC / str(pid) / "stat"
    if _PROC.joinpath("self", "stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return "" if fields[0] == "Z" else f"{boot} {fields[19]}"
    told = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def record(path: Path, pid: int) -> None:
    """Writes a pid and its identity."""
    path.write_text(f"{pid}\n{identity(pid)}\n")


def recorded(path: Path) -> int | None:
    """The pid on record, if that very process still runs."""
    try:
        pid, known, *_ = path.read_text().split("\n")
    except (FileNotFoundError, ValueError):
        return None
    return int(pid) if pid.isdigit() and known and identity(int(pid)) == known else None


def end(path: Path, patience: float = 20.0) -> int | None:
    """Ends the process on record, gently, then with force after `patience` seconds. Returns its pid, or None if it no longer ran."""
    pid = recorded(path)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        if not _gone(path, patience):
            os.kill(pid, signal.SIGKILL)
            _gone(path, 5.0)
    path.unlink(missing_ok=True)
    return pid


def _gone(path: Path, patience: float) -> bool:
    until = time.monotonic() + patience
    while recorded(path) is not None:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)  # between two looks at processes that are ending
    return True
