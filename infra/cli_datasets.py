"""storepulse datasets, datasets inspect: what can be replayed, and how a file of one's own could be."""

from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Annotated, Final

import msgspec
import typer
from rich.markup import escape

from contracts.events import Unmapped
from infra import cli_simulator as simulating
from infra.cli_metric import Json
from infra.console import console, json_out, table
from producers.replay.datasets import DATASETS
from producers.replay.mapping.bounds import DAY, Bounds
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.proposal import Proposal, propose
from producers.replay.mapping.ready import NAMES, ready
from producers.replay.simulated import NAME as SIMULATOR
from producers.replay.simulated import NOTE as MADE_UP
from producers.replay.simulated import OPENS
from producers.replay.simulated import TITLE as SYNTHETIC

MANY_BAD: Final = 0.2  # of the rows: more are rather the mapping's fault
group = typer.Typer(rich_markup_mode="rich")


def datasets(context: typer.Context, as_json: Json = False) -> None:
    """Lists the historical datasets that can be replayed, the synthetic shop, and the formats of files known here."""
    if context.invoked_subcommand:
        return None
    if as_json:
        listed = [{name: value for name, value in known._asdict().items() if name != "read"} for known in DATASETS]
        return json_out([*listed, simulating.entry()])
    table(
        "",
        ("dataset", "what", "events", "from", "to", "licence"),
        [
            *((d.name, d.title, d.events, d.first, d.last, d.licence) for d in DATASETS),
            (SIMULATOR, SYNTHETIC, "as asked", OPENS.date(), "", ""),
        ],
    )
    for known in DATASETS:
        console.print(f"\n[bold]{known.name}[/]: {known.note}\n{known.page}", highlight=False)
    console.print(f"\n[bold]{SIMULATOR}[/]: {MADE_UP}\n", highlight=False)
    table("", ("format", "files of it are recognised: storepulse replay FILE"), [(name, ready(name).title) for name in NAMES])
    return console.print("\nOf any other file [bold]storepulse datasets inspect FILE[/] proposes a mapping.", highlight=False)


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, JSON lines or Parquet file; the first two may be gzipped.")],
    out: Annotated[Path | None, typer.Option(metavar="M.toml", help="Write the mapping there, for replay's --mapping.")] = None,
    as_json: Json = False,
) -> None:
    """Looks at a file's first rows and proposes what its columns mean: a mapping, its doubts, and what it would make of them."""
    found = propose(file, Bounds(round(datetime.now(UTC).timestamp() * 1000) + DAY))
    if out:
        _write(out, found.toml)
    if as_json:
        return json_out(msgspec.to_builtins(found) | {"bad_share": found.bad_share})
    return _show(found, file, out)


def _write(out: Path, text: str) -> None:
    if out.exists():
        raise MappingError(f"{out} exists: name another file, or remove it first")
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise MappingError(f"{out} cannot be written ({error.strerror}): make its folder first, or name another file") from error


def _show(found: Proposal, file: Path, out: Path | None) -> None:
    said = (
        f"is of the format {found.format}: {found.title}"
        if found.format
        else "is of no format known here; this is a guess from its first rows"
    )
    console.print(f"[bold]{escape(found.file)}[/] {said}\n", highlight=False)
    console.print(found.toml if not out else f"written to {out}", highlight=False, markup=False, soft_wrap=True)
    for doubt in found.doubts if out else ():
        console.print(f"[yellow]doubt[/] {escape(doubt)}", highlight=False, soft_wrap=True)
    for event in found.events:
        console.print(_told(event), highlight=False, markup=False, soft_wrap=True)
    if found.unmapped:
        console.print(f"\nnot used: {', '.join(found.unmapped)}", highlight=False, markup=False, soft_wrap=True)
    for line in found.report.lines() if found.report.rows else ():
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if found.missing:
        raise MappingError(
            f'no column of {found.file} looks like its {" or its ".join(found.missing)}: fill in what the mapping has as "?"'
        )
    many = f"{found.report.rows:,} rows" if found.report.rows != 1 else "row"
    console.print(f"{found.bad_share:.1%} of the first {many} would be bad", highlight=False)
    mapping = "" if found.format else f" --mapping {quote(str(out or 'M.toml'))}"
    first = "look at the mapping first, then: " if found.bad_share > MANY_BAD else ""
    console.print(f"next: {first}[bold]{escape(f'storepulse replay {quote(str(file))}{mapping}')}[/]", highlight=False, soft_wrap=True)


def _told(event: object) -> str:
    """An event in one line, without what is empty."""
    if isinstance(event, Unmapped):
        return f"  bad, line {event.line}: {event.why}"
    told = {name: value for name, value in msgspec.to_builtins(event).items() if name != "source"}
    return "  " + ", ".join(f"{name} {value}" for name, value in told.items())


def register(app: typer.Typer) -> None:
    """Adds the commands, each with examples."""
    listing = "Examples:\n\nstorepulse datasets\n\nstorepulse datasets --json\n\nstorepulse datasets inspect orders.csv"
    group.callback(invoke_without_command=True, epilog=listing)(datasets)
    examples = "storepulse datasets inspect orders.csv\n\nstorepulse datasets inspect events.jsonl.gz --out events.toml"
    group.command(epilog=f"Examples:\n\n{examples}")(inspect)
    app.add_typer(group, name="datasets", epilog=listing)
