"""What is written: a file a dashboard, and one of alert rules; text that is the same each time."""

import json
from pathlib import Path
from typing import Any, Final

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from dashboards import panels
from dashboards.grafana import rules
from dashboards.grafana.dashboards import build_dashboard

FOLDER: Final = Path(__file__).parent
DASHBOARDS: Final = Path("dashboards")
ALERTING: Final = Path("alerting")


def render() -> dict[Path, str]:
    """Text by path below this folder."""
    boards = {DASHBOARDS / f"{board.uid}.json": _json(build_dashboard(board)) for board in panels.DASHBOARDS}
    return {**boards, ALERTING / "rules.json": _json(rules.file())}


def write() -> None:
    """Puts all files in place; a dashboard that is no more goes."""
    for path in _strangers():
        path.unlink()
    for name, text in render().items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(text, "utf-8")


def stale() -> list[Path]:
    """Files on disk that a fresh run would change."""
    changed = [FOLDER / name for name, text in render().items() if _read(FOLDER / name) != text]
    return sorted([*changed, *_strangers()])


def _strangers() -> list[Path]:
    made = {FOLDER / name for name in render()}
    return [path for folder in (DASHBOARDS, ALERTING) for path in sorted((FOLDER / folder).glob("*.json")) if path not in made]


def _json(value: Any) -> str:
    return json.dumps(value, cls=JSONEncoder, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
