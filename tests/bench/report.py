"""docs/bench.md from results."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.bench.figures import Aim, Machine, Result

_NOTE = "<!-- Written by `make bench`; do not edit. -->\n"


def markdown(where: Machine, results: Mapping[str, Result]) -> str:
    """The page."""
    return "\n".join([_NOTE, *_head(where, results), *(line for result in results.values() for line in _section(result))])


def _head(where: Machine, results: Mapping[str, Result]) -> Iterator[str]:
    yield "# How fast it is\n"
    yield f"Measured {where.date} on {where.cores} cores of {where.cpu}, {where.memory_gb} GB, {where.system}, Python {where.python}."
    if where.load > 1:
        yield f"Others were busy on this machine (load {where.load} before the start): absolute figures are too low, ratios hold better."
    yield "Again: `make bench` (about a quarter of an hour), or `python -m tests.bench NAME --quick` for one of them.\n"
    if aims := [aim for result in results.values() for aim in result.aims]:
        yield from _table(("aim", "wanted", "reached", ""), [_aim(aim) for aim in aims])


def _aim(aim: Aim) -> tuple[str, ...]:
    sign = "at most" if aim.at_most else "at least"
    return aim.what, f"{sign} {_number(aim.wanted)} {aim.unit}", f"{_number(aim.reached)} {aim.unit}", "met" if aim.met else "**missed**"


def _section(result: Result) -> Iterator[str]:
    yield f"## {result.title}\n"
    yield result.how + "\n"
    if result.rows:
        yield from _table(result.columns, result.rows)
    yield from (f"{note}\n" for note in result.notes)


def _table(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    yield from ("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows)
    yield ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
