"""Brings the local stack up and down: what runs is left alone, what died is started again, what is in the way is named."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from contracts.settings import PREFIX, Settings
from infra import store, topics
from infra.configuration import environment, log_folder, run_folder
from infra.parts import CLICKHOUSE, KAFKA, PARTS, RASA, STAGES, Part, taken
from infra.processes import end
from infra.supervisor import Supervisor
from rasa_bot.environment import ready as bot_ready

PATIENCE: Final = 90.0
Tell = Callable[[str, str], None]  # (part's name, what happens with it)


class StackError(RuntimeError):
    """The stack, or one part of it, could not be brought up."""


def up(settings: Settings, tell: Tell, names: tuple[str, ...] = ()) -> None:
    """Starts the parts that do not run (all, or those named) and returns when each is ready.

    Raises StackError, or the errors of broker, jars, java, topics and store.
    """
    with _alone(settings):
        supervisor = Supervisor(settings)
        if not supervisor.alive():
            end_orphans(settings, tell)
            supervisor.launch()
        for stage in STAGES:
            parts = [part for part in stage if (not names or part.name in names) and _possible(part, settings, tell)]
            _start(parts, settings, supervisor, tell)
            _make_ready(parts, settings, tell)


def down(settings: Settings, tell: Tell) -> bool:
    """Stops everything that up started, also what a killed supervisor left behind. Returns whether there was anything."""
    with _alone(settings):
        supervisor = Supervisor(settings)
        ran = supervisor.alive()
        if ran:
            supervisor.shutdown()
        return bool(end_orphans(settings, tell)) or ran


def end_orphans(settings: Settings, tell: Tell) -> list[str]:
    """Ends parts on record that still run without a supervisor, the last first; returns their names."""
    ended = []
    for part in reversed(PARTS):
        if end(run_folder(settings) / f"{part.name}.pid") is not None:
            tell(part.name, "left over from a killed supervisor, stopped")
            ended.append(part.name)
    return ended


def _start(parts: list[Part], settings: Settings, supervisor: Supervisor, tell: Tell) -> None:
    """Starts parts at once and waits until each is ready."""
    running = supervisor.processes()
    for part in parts:
        if part.external(settings):
            continue
        tell(part.name, "starting")
        changed = _write_command(part, settings)
        if running[part.name].state in ("RUNNING", "STARTING") and not changed:
            continue
        supervisor.stop(part.name)
        _check_ports(part, settings)
        supervisor.start(part.name)
    for part in parts:
        _wait(part, settings, supervisor)
        tell(part.name, "ready")


def _make_ready(parts: list[Part], settings: Settings, tell: Tell) -> None:
    if KAFKA in parts:
        tell(KAFKA.name, "topics")
        topics.create_topics(settings)
        tell(KAFKA.name, "ready")
    if CLICKHOUSE in parts:
        tell(CLICKHOUSE.name, "tables")
        store.create_tables(settings)
        tell(CLICKHOUSE.name, "ready")


def _possible(part: Part, settings: Settings, tell: Tell) -> bool:
    """Rasa needs an environment of its own, and everything else runs without it."""
    if part is RASA and not bot_ready(settings):
        tell(part.name, "off: " + why_no_bot(settings))
        return False
    return True


def why_no_bot(settings: Settings) -> str:
    """The sentence that setup left when it could not make the bot ready."""
    try:
        return (Path(settings.state) / "rasa-off").read_text().strip()
    except FileNotFoundError:
        return "the bot is not set up; run `storepulse setup`"


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
    host = settings.host if part.name == "page" else "127.0.0.1"
    for name in part.ports:
        port = getattr(settings, name)
        if taken(host, port):
            variable = PREFIX + name.upper()
            raise StackError(f"port {port} for {part.title} is taken by another program: stop that, or set {variable} to a free port")


def _wait(part: Part, settings: Settings, supervisor: Supervisor) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        state = "EXTERNAL" if part.external(settings) else supervisor.processes()[part.name].state
        # Who answers on its port is up, however short its run; who has none must have lasted for supervisord to call it running.
        if state in (("STARTING", "RUNNING", "EXTERNAL") if part.ports else ("RUNNING",)) and part.ready(settings):
            return
        if state == "FATAL" or time.monotonic() > until:
            raise StackError(_failure(part, settings))
        time.sleep(0.1)


def _failure(part: Part, settings: Settings) -> str:
    if part.external(settings):
        return f"{part.title} at {part.external(settings)} does not answer: check the address and that it runs"
    return f"{part.title} does not start; the end of {log_folder(settings) / part.name}.log:\n{last_lines(settings, part.name, 5)}"


def last_lines(settings: Settings, name: str, count: int) -> str:
    """The end of a part's log."""
    path = log_folder(settings) / f"{name}.log"
    if not path.exists():
        return "(nothing logged)"
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64_000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One up or down at a time."""
    with (run_folder(settings) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
