"""Starts parts through the supervisor and waits until they are ready, or says in a sentence why they are not."""

import json
import os
import time
from collections.abc import Callable, Sequence
from typing import Final

from contracts.settings import PREFIX, Settings
from infra.configuration import environment, log_folder, run_folder
from infra.parts import Part, taken
from infra.supervisor import Supervisor

PATIENCE: Final = 90.0  # s for a part of our own
PATIENCE_EXTERNAL: Final = 10.0  # s for a service that is said to run
Tell = Callable[[str, str], None]  # (part's name, what happens with it)


class StackError(RuntimeError):
    """The stack, or one part of it, could not be brought up."""


def start(parts: Sequence[Part], settings: Settings, supervisor: Supervisor, tell: Tell) -> None:
    """Starts parts at once and waits until each is ready."""
    running = supervisor.processes()
    for part in parts:
        if part.external(settings):
            tell(part.name, f"external, {part.external(settings)}")
            continue
        tell(part.name, "starting")
        changed = _write_command(part, settings)
        if running[part.name].state in ("RUNNING", "STARTING") and not changed:
            continue
        supervisor.stop(part.name)
        _check_ports(part, settings)
        supervisor.start(part.name)
    for part in parts:
        if part.external(settings):
            _wait_external(part, settings)
        else:
            _wait(part, settings, supervisor)
        tell(part.name, "ready")


def _write_command(part: Part, settings: Settings) -> bool:
    """Writes how to run a part where infra.launch reads it. Returns whether that differs from before."""
    command = part.command(settings)
    how = json.dumps({"argv": command.argv, "cwd": str(command.cwd), "env": environment(settings) | command.env}, indent=1)
    path = run_folder(settings) / f"{part.name}.json"
    if path.exists() and path.read_text("utf-8") == how:
        return False
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(how)
    return True


def _check_ports(part: Part, settings: Settings) -> None:
    host = part.host(settings)
    for name in part.ports:
        port = getattr(settings, name)
        if taken(host, port):
            variable = PREFIX + name.upper()
            raise StackError(f"port {port} for {part.title} is taken by another program: stop that, or set {variable} to a free port")


def _wait(part: Part, settings: Settings, supervisor: Supervisor) -> None:
    until = time.monotonic() + PATIENCE
    # Who answers on its port is up, however short its run; who has none must have lasted for supervisord to call it running.
    enough = ("STARTING", "RUNNING") if part.ports else ("RUNNING",)
    while True:
        state = supervisor.processes()[part.name].state
        if state in enough and part.ready(settings):
            return
        if state == "FATAL" or time.monotonic() > until:
            log = log_folder(settings) / f"{part.name}.log"
            raise StackError(f"{part.title} does not start; the end of {log}:\n{last_lines(settings, part.name, 5)}")
        time.sleep(0.1)  # between two looks at whether a part is ready


def _wait_external(part: Part, settings: Settings) -> None:
    """Waits a little; what is wrong is told best by the first real request, which comes next."""
    until = time.monotonic() + PATIENCE_EXTERNAL
    while not part.ready(settings) and time.monotonic() < until:
        time.sleep(0.1)


def last_lines(settings: Settings, name: str, count: int) -> str:
    """The end of a part's log."""
    path = log_folder(settings) / f"{name}.log"
    if not path.exists():
        return "(nothing logged)"
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64_000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])
