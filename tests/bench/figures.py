"""What a benchmark returns, and the statistics that make one figure of several runs."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec


class Aim(msgspec.Struct, kw_only=True):
    """What was wanted and what was reached. at_most: less is better."""

    what: str
    wanted: float
    reached: float
    unit: str
    at_most: bool = False

    @property
    def met(self) -> bool:
        return self.reached <= self.wanted if self.at_most else self.reached >= self.wanted


class Result(msgspec.Struct, kw_only=True):
    """One benchmark: how it was measured, a table of figures, the aims, and what there is to say of them."""

    title: str
    how: str
    columns: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = []
    aims: list[Aim] = []
    notes: list[str] = []


class Machine(msgspec.Struct):
    """Where and when it was measured."""

    cpu: str
    cores: int
    memory_gb: float
    system: str
    python: str
    date: str
    load: float  # processes that wanted a core in the minute before; above 1, others were busy too


def machine() -> Machine:
    """This one, now."""
    models = [line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    total = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return Machine(
        cpu=models[0] if models else platform.processor(),
        cores=os.cpu_count() or 1,
        memory_gb=round(total / 1024**2, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        date=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        load=round(os.getloadavg()[0], 1),
    )


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many per cent are at or below (nearest rank).

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50)
    2.0
    """
    return sorted(values)[max(0, -(-len(values) * int(share) // 100) - 1)]


def thousands(value: float) -> str:
    """A count as people read it.

    >>> thousands(81234.5)
    '81,234'
    """
    return f"{value:,.0f}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except FileNotFoundError:  # not Linux
        return []
