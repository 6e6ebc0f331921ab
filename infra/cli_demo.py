"""storepulse demo: everything at once, in the foreground."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Annotated, Final, NamedTuple

import typer
from rich.panel import Panel

from contracts.settings import Settings
from infra.cli_stack import prepare
from infra.console import console, settings, steps
from infra.stack import down, up, why_no_bot
from infra.supervisor import Supervisor
from producers.replay import replay as replaying
from producers.replay.datasets import Dataset, DatasetError, dataset
from producers.replay.fetch import locate
from producers.replay.simulated import NAME as SIMULATOR
from rasa_bot.environment import ready as bot_ready

DATASET: Final = "eshop2008"
QUESTIONS: Final = (
    "How many sessions in the last 7 days?",
    "Which products are most popular in Poland?",
    "What is the bounce rate this month?",
)


class Shown(NamedTuple):
    """What the demo replays. why: what kept it from the real one."""

    source: str
    what: str
    options: tuple[str, ...] = ()
    why: str = ""


REAL: Final = Shown(DATASET, f"months of a real shop's clicks, {DATASET}, moved by whole weeks so that they end in the last seven days")


class _StopError(Exception):
    """The user wants it to end."""


def demo(
    speed: Annotated[str, typer.Option(help="Event time runs so many times faster than the clock, or max.")] = "20000",
) -> None:
    """Starts the stack, replays a real clickstream into it and says where to look. Ctrl-C stops all of it.

    Where the real one cannot be had, without a network say, a synthetic shop takes its place and is named so.
    """
    config = settings()
    stays = Supervisor(config).alive()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _stop)
    try:
        prepare(config)
        with steps() as tell:
            up(config, tell)
        shown = choose(config, dataset(DATASET))
        console.print(_screen(config, shown))
        _replay(config, shown, speed)
        threading.Event().wait()
    except _StopError:
        console.print("\nStopping ...")
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)
        if stays:
            console.print("The stack ran before and runs on: stop it with [bold]storepulse down[/].")
        else:
            with steps() as tell:
                down(config, tell)
            console.print("Everything is stopped; what was stored is kept for the next time.")


def choose(config: Settings, real: Dataset) -> Shown:
    """The real dataset, or the synthetic shop where it is neither on this machine nor to be had."""
    try:
        locate(real, [Path(config.data)], Path(config.cache) / "datasets")
    except DatasetError as error:
        what = "a SYNTHETIC shop: nobody real stands behind it. It takes the place of the real clickstream"
        return Shown(SIMULATOR, what, ("--days", "60"), str(error))
    return REAL


def _screen(config: Settings, shown: Shown) -> Panel:
    chat = "\n".join(f"   {question}" for question in QUESTIONS) if bot_ready(config) else f"   The chat is off: {why_no_bot(config)}"
    return Panel(
        f"The page         [bold]http://{config.host}:{config.page_port}/[/]\n"
        f"Ask its chat, or `.venv/bin/storepulse ask`\n{chat}\n\n"
        f"What is replayed: {shown.what}{f', for {shown.why}' if shown.why else ''}.\n"
        "[bold]Ctrl-C[/] stops every process.",
        title="Storepulse is running",
        padding=(1, 2),
    )


def _replay(config: Settings, shown: Shown, speed: str) -> None:
    """Replays in a process of its own, which has the terminal's keys. If it fails it has said why, and the stack stays up."""
    name = shown.source
    before = replaying.desk(config).journal(name)
    if before is not None and before.finished:
        return console.print(
            f"{name} is on the page from an earlier run; [bold]storepulse reset {name}[/] and the next demo replays it anew."
        )
    command = [sys.executable, "-m", "infra.cli", "replay", name, *shown.options, "--shift", "now", "--speed", speed]
    process = subprocess.Popen(command)
    try:
        failed = process.wait()
    except _StopError:
        process.terminate()
        process.wait()
        raise
    return console.print("The stack stays up without it." if failed else "The replay is at its end; the stack stays up until Ctrl-C.")


def _stop(_sign: int, _frame: FrameType | None) -> None:
    raise _StopError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog="Examples:\n\nstorepulse demo\n\nstorepulse demo --speed 100000")(demo)
