"""The state of each part: what the supervisor knows, what the broker and the store say about its work."""

import re
from typing import Final

import msgspec
from confluent_kafka import KafkaException

from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS, LEARNED_FROM
from infra.configuration import log_folder, run_folder
from infra.parts import KAFKA, PARTS, Part
from infra.reader import asking
from infra.store import StoreError
from infra.supervisor import Process, Supervisor
from sinks.lag import WORKER, behind

_TROUBLE: Final = re.compile(r"\b(ERROR|CRITICAL|FATAL|Traceback|[A-Za-z.]*(Error|Exception): )")
_ROWS: Final = "SELECT sum(total_rows) FROM system.tables WHERE database = currentDatabase() AND name IN {names:Array(String)}"


class PartStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `storepulse status`. lag: messages its consumer group is behind; rows: rows it keeps. Null: does not apply or unknown."""

    part: str
    state: str
    pid: int
    address: str
    lag: int | None = None
    rows: int | None = None
    error: str = ""


def status(settings: Settings) -> list[PartStatus]:
    """Every part, in the order they start."""
    processes = Supervisor(settings).processes()
    lags = lag(settings) if _runs(KAFKA, settings, processes) else {}
    return [_part(part, settings, processes.get(part.name), lags) for part in PARTS]


def _part(part: Part, settings: Settings, process: Process | None, lags: dict[str, int]) -> PartStatus:
    state, error = _state(part, settings, process)
    return PartStatus(
        part=part.name,
        state=state,
        pid=process.pid if process else 0,
        address=part.address(settings),
        lag=lags.get(part.name),
        rows=rows(settings) if part.name == "clickhouse" and state in ("running", "external") else None,
        error=error or last_error(settings, part.name),
    )


def _state(part: Part, settings: Settings, process: Process | None) -> tuple[str, str]:
    if part.external(settings):
        return ("external", "") if part.ready(settings) else ("unreachable", f"{part.external(settings)} does not answer")
    if process is None or process.state in ("STOPPED", "EXITED"):
        reason = part.off(settings)
        return ("off", reason) if reason else ("stopped", "")
    if process.state == "RUNNING":
        return ("running" if part.ready(settings) else "starting"), ""
    return {"FATAL": "failed", "BACKOFF": "restarting"}.get(process.state, process.state.lower()), process.problem


def _runs(part: Part, settings: Settings, processes: dict[str, Process]) -> bool:
    return _state(part, settings, processes.get(part.name))[0] in ("running", "external")


def lag(settings: Settings) -> dict[str, int]:
    """Messages that the worker and the sink have not taken in yet; without those that cannot be told."""
    found = dict[str, int]()
    try:
        found["worker"] = sum(behind(settings, WORKER, (*EVENTS.values(), *LEARNED_FROM)).values())
        with asking(settings) as ask:
            ((store_id,),) = ask("SELECT id FROM store", {}).rows
        found["sink"] = sum(behind(settings, f"storepulse-sink-{store_id}", tuple(TABLES)).values())
    except (KafkaException, StoreError, ValueError):
        return found
    return found


def rows(settings: Settings) -> int | None:
    """Rows in all tables of the contract; None where the store does not tell."""
    try:
        with asking(settings) as ask:
            return int(ask(_ROWS, {"names": list(TABLES)}).rows[0][0] or 0)
    except StoreError:
        return None


def last_error(settings: Settings, name: str) -> str:
    """The last line of trouble in a part's log since it was last started."""
    path = log_folder(settings) / f"{name}.log"
    if not path.exists():
        return ""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(_log_start(settings, name, size), size - 64_000))
        lines = file.read().decode(errors="replace").splitlines()
    return next((line.strip()[:200] for line in reversed(lines) if _TROUBLE.search(line)), "")


def _log_start(settings: Settings, name: str, size: int) -> int:
    """Where its present run began to log; 0 once the log was rotated."""
    try:
        start = int((run_folder(settings) / f"{name}.log-start").read_text())
    except (FileNotFoundError, ValueError):
        return 0
    return start if start <= size else 0
