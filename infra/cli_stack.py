"""storepulse setup, up, down, status, logs: the local stack."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from contracts.settings import Settings
from infra import jars
from infra.configuration import log_folder
from infra.console import console, fail, json_out, settings, steps, table
from infra.parts import PARTS
from infra.stack import down as stack_down
from infra.stack import up as stack_up
from infra.status import status as stack_status
from rasa_bot import environment as bot

Part = Annotated[str, typer.Argument(help="One of: " + ", ".join(part.name for part in PARTS), show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]


def setup() -> None:
    """Fetches what the stack needs and trains the bot; what is there already is kept."""
    prepare(settings())
    console.print("Ready: start with [bold]storepulse up[/].")


def prepare(config: Settings) -> None:
    """The long steps before a first start. Without a bot the rest runs: its sentence is told and kept for `status`."""
    off = Path(config.state) / "rasa-off"
    with steps() as tell:
        if not config.kafka:
            tell("kafka", "ready" if jars.cached(Path(config.cache)) else "fetching Apache Kafka (46 MB, once)")
            jars.jars(Path(config.cache))
            tell("kafka", "ready")
        if config.rasa:
            return
        try:
            bot.setup(config, lambda line: tell("rasa", line))
        except bot.BotSetupError as error:
            off.write_text(str(error))
            tell("rasa", f"off: {error}")
        else:
            off.unlink(missing_ok=True)
            tell("rasa", "ready")


def up(
    parts: Annotated[list[str] | None, typer.Argument(help="Only these parts; all by default.", show_default=False)] = None,
) -> None:
    """Starts the stack and returns when each part is ready. After a crash it continues where it was."""
    config = settings()
    unknown = set(parts or ()) - {part.name for part in PARTS}
    if unknown:
        raise typer.Exit(fail(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(part.name for part in PARTS)}"))
    with steps() as tell:
        stack_up(config, tell, tuple(parts or ()))
    if not parts or "page" in parts:
        console.print(f"The page is at [bold]http://{config.host}:{config.page_port}/[/]")


def down() -> None:
    """Stops every process that `storepulse up` started. What is stored stays."""
    with steps() as tell:
        ran = stack_down(settings(), tell)
    console.print("Stopped." if ran else "Nothing was running.")


def status(as_json: Json = False) -> None:
    """Each part: state, pid, address, lag, rows, last error."""
    found = stack_status(settings())
    if as_json:
        return json_out(found)
    columns = ("part", "state", "pid", "address", "lag", "rows", "last error")
    return table("", columns, [(p.part, p.state, str(p.pid or "-"), p.address, p.lag, p.rows, _short(p.error)) for p in found])


def _short(line: str) -> str:
    return line if len(line) <= 80 else line[:79] + "…"


def logs(
    part: Part,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Keep showing what is added.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last lines.", min=1)] = 50,
) -> None:
    """Shows a part's log."""
    path = log_folder(settings()) / f"{part}.log"
    if part not in {known.name for known in PARTS}:
        raise typer.Exit(fail(f"there is no part {part!r}; there are {', '.join(known.name for known in PARTS)}"))
    if not path.exists():
        raise typer.Exit(fail(f"{part} has logged nothing yet; start it with `storepulse up`"))
    os.execvp("tail", ["tail", "-n", str(lines), *(["-F"] if follow else []), str(path)])  # noqa: S606 tail is the right tool


def register(app: typer.Typer) -> None:
    """Adds the commands, each with examples."""
    examples: dict[Callable[..., None], str] = {
        setup: "storepulse setup",
        up: "storepulse up\n\nstorepulse up kafka clickhouse\n\nSTOREPULSE_PAGE_PORT=9000 storepulse up",
        down: "storepulse down",
        status: "storepulse status\n\nstorepulse status --json",
        logs: "storepulse logs worker\n\nstorepulse logs kafka -f",
    }
    for command, example in examples.items():
        app.command(epilog=f"Examples:\n\n{example}")(command)
