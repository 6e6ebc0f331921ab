"""docs/bench.md from results."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.bench.figures import Aim, Machine, Result

_NOTE = "<!-- Written by `make bench`; do not edit. -->\n"


def markdown(where: Machine, results: Mapping[str, Result], before: str = "") -> str:
    """The page; before: an earlier one, whose sections stay where nothing was measured anew."""
    aims, sections = _parsed(before)
    aims |= {aim.what: _line(_aim(aim)) for result in results.values() for aim in result.aims}
    sections |= {result.title: "\n".join([*_measured(where), *_section(result)]).strip() for result in results.values()}
    head = [_NOTE, "# How fast it is\n", "Each section says when and where it was measured. Again: `make bench` (about half an hour), or"]
    head += ["`python -m tests.bench NAME` for one section, with `--quick` to try it.\n"]
    table = [*_table(("aim", "wanted", "reached", ""), [])[:2], *aims.values(), ""] if aims else []
    return "\n".join([*head, *table, *(f"## {title}\n\n{text}\n" for title, text in sections.items())])


def _parsed(page: str) -> tuple[dict[str, str], dict[str, str]]:
    """Lines of aims and texts of sections, by their names."""
    head, *sections = page.split("\n## ")
    aims = {line.split(" | ")[0].removeprefix("| "): line for line in head.splitlines() if line.endswith(("met |", "**missed** |"))}
    return aims, {title: text.strip() for title, _, text in (section.partition("\n") for section in sections)}


def _measured(where: Machine) -> Iterator[str]:
    text = f"Measured {where.date} on {where.cores} cores of {where.cpu}, {where.memory_gb} GB, {where.system}, Python {where.python}."
    if where.load > 1:
        text += (
            f"\nOthers were busy on this machine (load {where.load} before the start): absolute figures are too low, ratios hold better."
        )
    yield f"*{text}*\n"


def _aim(aim: Aim) -> tuple[str, ...]:
    sign = "at most" if aim.at_most else "at least"
    return aim.what, f"{sign} {_number(aim.wanted)} {aim.unit}", f"{_number(aim.reached)} {aim.unit}", "met" if aim.met else "**missed**"


def _section(result: Result) -> Iterator[str]:
    yield result.how + "\n"
    if result.rows:
        yield from _table(result.columns, result.rows)
    yield from (f"{note}\n" for note in result.notes)


def _table(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    return [_line(columns), "|" + "---|" * len(columns), *map(_line, rows), ""]


def _line(cells: tuple[Any, ...]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
