"""The synthetic shop on the command line: what was asked of it, how it is listed, and storepulse truths."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import isinf
from typing import Any

import typer

from infra.cli_metric import Json
from infra.console import console, json_out, table
from producers.replay.journal import Journal, ReplayError, Simulation
from producers.replay.simulated import NAME, NOTE, OPENS, TITLE, shop
from producers.simulator.truths import describe, name_of

PAGE = "docs/simulator.md"


def asked(days: int | None, seed: int | None, visitors: float | None, changes: Sequence[str], plant: Sequence[str]) -> Simulation:
    """The shop that the options of `replay` describe; those not given stay at their defaults. Raises ReplayError."""
    given = {"days": days, "seed": seed, "visitors_a_day": visitors}
    words = {name: str(value) for name, value in given.items() if value is not None}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise ReplayError(f"--set {change}: write NAME=VALUE, a name of {PAGE}")
        words[name.replace("-", "_")] = value
    return Simulation(parameters=words, plant=tuple(plant))


def entry() -> dict[str, Any]:
    """The synthetic shop as `storepulse datasets --json` lists it; how many events it makes depends on what is asked."""
    return {
        "name": NAME,
        "title": TITLE,
        "events": None,
        "first": OPENS.date(),
        "last": None,
        "licence": "",
        "page": PAGE,
        "note": NOTE,
        "synthetic": True,
    }


def planted(journal: Journal) -> list[dict[str, Any]]:
    """The truths of a replay with the times at which they stand in the stream, shifted as its events are."""
    _, truths = shop(journal.plan.simulation or Simulation(), endless=journal.plan.live)
    found = []
    for truth in truths:
        fields = {name: getattr(truth, name) for name in truth.__struct_fields__ if name not in ("start", "end")}
        when = {"from": _stamp(truth.start + journal.shift), "to": None if isinf(truth.end) else _stamp(truth.end + journal.shift)}
        found.append({"truth": name_of(truth), **fields, **when})
    return found


def tell(journal: Journal) -> None:
    """Says that what follows is synthetic, and what is planted in it."""
    console.print(f"{journal.plan.source} is synthetic: nobody real stands behind it", highlight=False)
    for truth in planted(journal):
        words = " ".join(f"{name}={value}" for name, value in truth.items() if name != "truth" and value is not None)
        console.print(f"planted: {truth['truth']} {words}", highlight=False)


def truths(as_json: Json = False) -> None:
    """Lists the truths that can be planted into the synthetic shop, for tests and demos to find."""
    if as_json:
        return json_out(list(describe()))
    table("", ("truth", "parameters", "effect"), [(each["name"], _written(each["parameters"]), each["effect"]) for each in describe()])
    console.print("\nEach takes from= and to=: a date or time of the shop's own, or days since it opened, negative before it closes.")
    return None


def _written(parameters: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={'...' if value in (None, '') else value}" for name, value in parameters.items())


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat()


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog="Examples:\n\nstorepulse truths\n\nstorepulse truths --json")(truths)
