"""Settings as a running part sees them: paths made absolute, secrets of the state folder filled in."""

import fcntl
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from contracts.settings import PREFIX, Settings, load

ROOT: Final = Path(__file__).resolve().parent.parent
_SECRETS: Final = ("writer_password", "reader_password", "action_token", "grafana_password")


def configuration(environment: Mapping[str, str]) -> Settings:
    """Settings from the environment and the state folder. Raises SettingsError."""
    settings = load(environment)
    state = (ROOT / settings.state).resolve()
    kept = kept_secrets(state)
    filled = {name: getattr(settings, name) or kept[name] for name in _SECRETS}
    # With an external ClickHouse the users are its own: a generated password would only hide that one is missing.
    if settings.clickhouse:
        filled |= {name: getattr(settings, name) for name in ("writer_password", "reader_password")}
    return msgspec.structs.replace(
        settings,
        state=str(state),
        cache=str((ROOT / settings.cache).resolve() if settings.cache else state / "cache"),
        data=str((ROOT / settings.data).resolve()),
        **filled,
    )


def environment(settings: Settings) -> dict[str, str]:
    """The variables that give another process the same settings."""
    return {PREFIX + name.upper(): str(value) for name, value in msgspec.structs.asdict(settings).items() if value != ""}


def kept_secrets(state: Path) -> dict[str, str]:
    """Passwords and tokens: made once, kept in the state folder for the owner's eyes only."""
    path = state / "secrets.json"
    kept = _read_secrets(path)
    if not kept.keys() >= set(_SECRETS):
        state.mkdir(parents=True, exist_ok=True)
        with (state / "secrets.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # of two that start at once, the second finds what the first made
            kept = {name: secrets.token_urlsafe(24) for name in _SECRETS} | _read_secrets(path)
            _write_secrets(path, kept)
    return kept


def _read_secrets(path: Path) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text()).items()}
    except FileNotFoundError:
        return {}


def _write_secrets(path: Path, kept: dict[str, str]) -> None:
    """Replaces the file whole, for its owner only."""
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def store_folder(settings: Settings) -> Path:
    return Path(settings.state) / "clickhouse"


def broker_folder(settings: Settings) -> Path:
    return Path(settings.state) / "kafka"


def run_folder(settings: Settings) -> Path:
    """Pids, commands and the supervisor's socket; made where it is missing, for the owner only."""
    folder = Path(settings.state) / "run"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def log_folder(settings: Settings) -> Path:
    folder = Path(settings.state) / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
