"""Write keys: which source a sender may write to. Only their hashes are kept."""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from contracts.events import Source
from contracts.settings import PREFIX, Settings

BROWSER, SERVER = "pk_", "sk_"  # how a key begins says what it is for: public in a page's source, or secret on a server
FILE: Final = "collector-keys.json"
_LOOK_AGAIN: Final = 1.0  # s between two looks at whether the file has changed
_SHORTEST: Final = 19
_SHOWN: Final = 8  # characters of a key that name it in lists


class KeysError(ValueError):
    """A key or a source's name cannot be used; the message says what to do."""


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a key, under its SHA-256. begins are its first characters, which name it."""

    source: Source
    begins: str
    made: datetime

    @property
    def browser(self) -> bool:
        return self.begins.startswith(BROWSER)


_decode = msgspec.json.Decoder(dict[str, Kept]).decode


def path(settings: Settings) -> Path:
    """Where they are kept."""
    return Path(settings.state) / FILE


def read(file: Path) -> dict[str, Kept]:
    """The keys of a file by hash; none where there is no file. Raises KeysError."""
    try:
        return _decode(file.read_bytes())
    except FileNotFoundError:
        return {}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise KeysError(f"{file} cannot be read ({error}): mend it, or remove it and make new keys") from None


def add(file: Path, source: str, *, server: bool) -> str:
    """Makes a key of a source and keeps its hash; returns the key, which cannot be told again. Raises KeysError."""
    key = (SERVER if server else BROWSER) + secrets.token_urlsafe(24)
    _write(file, read(file) | {digest(key): _kept(source, key)})
    return key


def remove(file: Path, begins: str) -> int:
    """Forgets a key by how it begins, as lists show it; returns how many there were. Raises KeysError."""
    kept = read(file)
    left = {hashed: key for hashed, key in kept.items() if key.begins != begins[:_SHOWN]}
    _write(file, left)
    return len(kept) - len(left)


def given(text: str) -> dict[str, Kept]:
    """The keys of the setting collector_keys. Raises KeysError."""
    pairs = [pair.strip().partition(":") for pair in text.split(",") if pair.strip()]
    if any(not key.startswith((BROWSER, SERVER)) or len(key) < _SHORTEST for _, _, key in pairs):
        form = f"{BROWSER} or {SERVER} and more, {_SHORTEST} letters at least"
        raise KeysError(f"{PREFIX}COLLECTOR_KEYS: write SOURCE:KEY[,SOURCE:KEY], where a key is {form}")
    return {digest(key): _kept(source, key) for source, _, key in pairs}


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class WriteKeys:
    """The keys in force: those of the setting, and those of the file as it stands."""

    def __init__(self, file: Path, given: dict[str, Kept], clock: Callable[[], float] = time.monotonic) -> None:
        self._file, self._given, self._clock = file, given, clock
        self._kept, self._stamp, self._looked = read(file), _stamp(file), clock()

    def find(self, key: str) -> Kept | None:
        """What a key is for."""
        self._refresh()
        hashed = digest(key)
        return self._given.get(hashed) or self._kept.get(hashed)

    def sources(self) -> set[str]:
        """Every source that has a key."""
        self._refresh()
        return {kept.source for kept in (*self._given.values(), *self._kept.values())}

    def _refresh(self) -> None:
        if self._clock() < self._looked + _LOOK_AGAIN:
            return
        self._looked = self._clock()
        if (stamp := _stamp(self._file)) != self._stamp:
            self._kept, self._stamp = read(self._file), stamp


def _kept(source: str, key: str) -> Kept:
    try:
        return msgspec.convert({"source": source, "begins": key[:_SHOWN], "made": datetime.now(UTC)}, Kept)
    except msgspec.ValidationError:
        raise KeysError(f"{source!r} cannot name a source: use up to 64 of a-z, 0-9, _ . and -, a letter or digit first") from None


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino


def _write(file: Path, keys: dict[str, Kept]) -> None:
    """Whole or not at all, for the owner's eyes only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(msgspec.to_builtins(keys), out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
