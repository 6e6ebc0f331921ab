"""Becomes a part of the stack: reads how from STATE/run/NAME.json, records its pid in STATE/run/NAME.pid, and executes it.

    python -m infra.launch STATE/run NAME

The supervisor runs this, so that its own configuration holds no secrets, and so that the pid on record is always the part's present one.
"""

import json
import os
import sys
from pathlib import Path

from infra.processes import record


def note_log_end(folder: Path, name: str) -> None:
    """Notes where this run's lines begin in the part's log, so that `status` tells no trouble of an earlier run."""
    log = folder.parent / "logs" / f"{name}.log"
    (folder / f"{name}.log-start").write_text(str(log.stat().st_size if log.exists() else 0))


def main(folder: Path, name: str) -> None:
    """Replaces this process by the part."""
    how = json.loads((folder / f"{name}.json").read_text("utf-8"))
    record(folder / f"{name}.pid", os.getpid())
    note_log_end(folder, name)
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("STOREPULSE_")}
    os.chdir(how["cwd"])
    os.execvpe(how["argv"][0], how["argv"], inherited | how["env"])  # noqa: S606 a shell would add a process between


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
