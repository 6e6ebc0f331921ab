"""The supervisor (supervisord) of the local stack: its configuration, its start, and the calls made to it."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final, NamedTuple
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from contracts.settings import Settings
from infra.configuration import ROOT, log_folder, run_folder
from infra.parts import PARTS, STAGES
from infra.processes import identity

_LONGEST_SOCKET: Final = 100  # a Unix socket's path must fit in 104 to 108 bytes

_CONFIG: Final = """[unix_http_server]
file = {socket}
chmod = 0700

[supervisord]
logfile = {logs}/supervisord.log
logfile_maxbytes = 5MB
logfile_backups = 2
pidfile = {run}/supervisord.pid
childlogdir = {logs}
directory = {root}
identifier = storepulse
{user}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
_PROGRAM: Final = """
[program:{name}]
command = "{python}" -u -m infra.launch "{run}" {name}
priority = {priority}
autostart = false
autorestart = true
startsecs = 2
startretries = 5
stopwaitsecs = 30
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/{name}.log
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 3
"""


class SupervisorError(RuntimeError):
    """The supervisor did not start."""


class Process(NamedTuple):
    """A part as the supervisor sees it. state is supervisord's: STOPPED STARTING RUNNING BACKOFF STOPPING EXITED FATAL."""

    name: str
    state: str
    pid: int
    started: int
    problem: str


def socket_path(state: Path) -> Path:
    """Where the supervisor listens: in the state folder, or in a short temporary folder where that path is too long."""
    path = state / "run" / "supervisor.sock"
    if len(str(path)) <= _LONGEST_SOCKET:
        return path
    name = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"storepulse-{os.getuid()}-{name}" / "s"


def render(settings: Settings) -> str:
    """supervisord.conf of the stack. Every part is in it; none starts by itself."""
    run, logs = _plain(run_folder(settings)), _plain(log_folder(settings))
    socket = _plain(socket_path(Path(settings.state)))
    user = "user = root" if os.getuid() == 0 else ""
    head = _CONFIG.format(socket=socket, logs=logs, run=run, root=_plain(ROOT), user=user)
    fields = {"python": _plain(Path(sys.executable)), "run": run, "logs": logs}
    # Parts of one priority are stopped together; the servers last.
    programs = [(part.name, 1 if part in STAGES[0] else 2) for part in PARTS]
    return head + "".join(_PROGRAM.format(name=name, priority=priority, **fields) for name, priority in programs)


def _plain(path: Path) -> str:
    """supervisord expands % in its configuration."""
    return str(path).replace("%", "%%")


class Supervisor:
    """The supervisor of one state folder, running or not."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._socket = socket_path(Path(settings.state))

    def alive(self) -> bool:
        """Whether it answers."""
        try:
            self._call("getState")
        except Fault:  # it is shutting down
            return True
        except (OSError, HTTPException):
            return False
        return True

    def launch(self) -> None:
        """Starts it in the background. Raises SupervisorError."""
        config = run_folder(self._settings) / "supervisord.conf"
        config.write_text(render(self._settings))
        self._socket.parent.mkdir(mode=0o700, exist_ok=True)
        if self._socket.parent.stat().st_uid != os.getuid():
            raise SupervisorError(f"{self._socket.parent} belongs to somebody else: set STOREPULSE_STATE to a folder with a shorter path")
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        for _ in range(100):
            if self.alive():
                return
            time.sleep(0.1)
        said = (done.stderr or done.stdout).strip() or f"see {log_folder(self._settings) / 'supervisord.log'}"
        raise SupervisorError(f"the supervisor did not start: {said}")

    def processes(self) -> dict[str, Process]:
        """Every part by name; none where the supervisor is not running."""
        try:
            told = self._call("getAllProcessInfo")
        except (OSError, HTTPException, Fault):
            return {}
        return {p["name"]: Process(p["name"], p["statename"], p["pid"], p["start"], p["spawnerr"]) for p in told}

    def start(self, name: str) -> None:
        """Starts a part, if it is not running; does not wait."""
        try:
            self._call("startProcess", name, False)
        except Fault as fault:
            if "ALREADY_STARTED" not in fault.faultString:
                raise SupervisorError(f"{name} did not start: {fault.faultString}") from fault

    def stop(self, name: str) -> None:
        """Stops a part and waits for it; nothing where it does not run."""
        try:
            self._call("stopProcess", name, True)
        except Fault as fault:
            if "NOT_RUNNING" not in fault.faultString:
                raise SupervisorError(f"{name} did not stop: {fault.faultString}") from fault

    def shutdown(self) -> None:
        """Stops every part, last started first, then the supervisor itself; returns when it is gone."""
        try:
            pid = self._call("getPID")
            process = identity(pid)
            self._call("shutdown")
        except (OSError, HTTPException, Fault):
            return  # it is not running, or on its way out
        while process and identity(pid) == process:
            time.sleep(0.05)

    def _call(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(serverurl=f"unix://{self._socket}")
        with ServerProxy("http://127.0.0.1", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)
