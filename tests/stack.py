"""Real servers for tests: any part of the stack as a process of its own, on free ports, always torn down."""

import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from contracts.settings import Settings
from infra.configuration import ROOT, configuration, environment
from infra.parts import Part

PORTS = (
    "kafka_port",
    "kafka_controller_port",
    "clickhouse_port",
    "page_port",
    "rasa_port",
    "actions_port",
    "grafana_port",
    "collector_port",
    "sensors_port",
)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, all different. Below those that the kernel gives to whoever connects: one of these would be gone at times
    before its server has started."""
    return list(islice(filter(_is_free, random.SystemRandom().sample(range(10_000, 32_000), 2_000)), count))


def _is_free(port: int) -> bool:
    with socket.socket() as tried, suppress(OSError):
        tried.bind(("127.0.0.1", port))
        return True
    return False


def settings_in(state: Path, **changes: Any) -> Settings:
    """Settings on free ports with their own state folder; downloads are shared with the project's own stack."""
    values = dict(zip(PORTS, free_ports(len(PORTS)), strict=True)) | {"state": state, "cache": os.environ.get("STOREPULSE_CACHE", "")}
    values["cache"] = values["cache"] or ROOT / ".storepulse" / "cache"
    return configuration({f"STOREPULSE_{name.upper()}": str(value) for name, value in (values | changes).items()})


PATIENCE = 4  # a machine so many times slower, or one where another file's stack starts at the same time


def until(true: Callable[[], object], timeout: float = 60.0, what: str = "") -> None:
    """Returns once true() is. Raises AssertionError after the timeout (s on a quiet machine)."""
    end = time.monotonic() + PATIENCE * timeout
    while not true():
        assert time.monotonic() < end, f"not within {timeout:.0f} s: {what or true}"
        time.sleep(0.02)  # between two looks at a condition, not a guess of how long something takes


@contextmanager
def running(part: Part, settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """A part as a process, ready; may be killed meanwhile. Its output is in STATE/logs/NAME.log."""
    command = part.command(settings)
    log = Path(settings.state) / "logs" / f"{part.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}
    with log.open("ab") as output:
        process = subprocess.Popen(
            command.argv,
            cwd=command.cwd,
            env=inherited | environment(settings) | command.env,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        until(lambda: part.ready(settings) or process.poll() is not None, 90, f"{part.name} ready")
        assert process.poll() is None, f"{part.name} ended at once:\n{log.read_text(errors='replace')[-2000:]}"
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
