"""What is known of a source's replay between runs: one small file, replaced whole, so that a kill leaves it readable."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


class ReplayError(RuntimeError):
    """A replay cannot be started or steered; the message says what to do."""


class Simulation(msgspec.Struct, frozen=True, kw_only=True):
    """What the synthetic shop is asked to be: parameters by name, as text, and the truths planted into it."""

    parameters: dict[str, str] = {}
    plant: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is replayed. start and end are in the dataset's own time, ms; to_now: one constant is added so that it ends within
    the week before now.

    live: what happened by now is sent at once, and what comes after when it happens, without an end. simulation: the synthetic shop's.
    fingerprint: of files and their mappings, where files are replayed.
    """

    dataset: str
    source: str
    start: int | None = None
    end: int | None = None
    limit: int | None = None
    to_now: bool = False
    live: bool = False
    simulation: Simulation | None = None
    fingerprint: str = ""


class Journal(msgspec.Struct, kw_only=True):
    """Where a replay stands. Events before `next` are in the log called `epoch`, before `offsets` (next offset by stream and partition)."""

    plan: Plan
    epoch: str
    shift: int
    next: int
    offsets: dict[str, dict[int, int]]
    pid: int = 0
    paused: bool = False
    finished: bool = False
    seeking: int | None = None  # ms, a seek that was begun and must be carried out again after a kill


class Wish(msgspec.Struct, kw_only=True):
    """What another process asks of a running replay."""

    paused: bool | None = None
    seek: int | None = None  # ms in the dataset's own time


class Desk:
    """The files of the replays under one folder, by source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def journal(self, source: str) -> Journal | None:
        return self._read(f"{source}.json", Journal)

    def keep(self, journal: Journal) -> None:
        self._write(f"{journal.plan.source}.json", journal)

    def spool(self, source: str) -> Path:
        """The folder of what was made of a source's files, kept until they are replayed to their end."""
        return self._folder / f"{source}.spool"

    def forget(self, source: str) -> None:
        shutil.rmtree(self.spool(source), ignore_errors=True)
        for name in (f"{source}.json", f"{source}.wish.json"):
            (self._folder / name).unlink(missing_ok=True)

    def ask(self, source: str, wish: Wish) -> None:
        self._write(f"{source}.wish.json", wish)

    def asked(self, source: str) -> Wish | None:
        """Takes the wish away: it is granted once."""
        wish = self._read(f"{source}.wish.json", Wish)
        if wish is not None:
            (self._folder / f"{source}.wish.json").unlink(missing_ok=True)
        return wish

    def sources(self) -> list[str]:
        return sorted(path.name.removesuffix(".json") for path in self._folder.glob("*.json") if not path.name.endswith(".wish.json"))

    def running(self) -> list[str]:
        """Sources whose replay runs now."""
        return [source for source in self.sources() if self._is_locked(source)]

    @contextmanager
    def lock(self, source: str) -> Iterator[None]:
        """One replay of a source at a time; a killed one holds nothing. Raises ReplayError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{source}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ReplayError(f"{source} is being replayed already; steer it by `storepulse replay --pause|--resume|--seek`") from None
            yield

    def _is_locked(self, source: str) -> bool:
        path = self._folder / f"{source}.lock"
        if not path.exists():
            return False
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _read(self, name: str, type: type[T]) -> T | None:
        path = self._folder / name
        if not path.exists():
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=type)
        except msgspec.DecodeError as error:
            source = name.removesuffix(".json").removesuffix(".wish")
            raise ReplayError(f"{path} cannot be read ({error}): `storepulse reset {source}` begins anew") from error

    def _write(self, name: str, value: msgspec.Struct) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f"{name}.{os.getpid()}"
        partial.write_bytes(msgspec.json.encode(value))
        partial.replace(self._folder / name)
