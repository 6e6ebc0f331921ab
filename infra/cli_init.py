"""storepulse init: topics, tables and views on servers that somebody else runs."""

import time
from typing import Annotated

import typer

from contracts.settings import Settings
from infra import store, topics
from infra.console import console, settings, steps
from infra.parts import CLICKHOUSE, KAFKA, Part


def init(wait: Annotated[float, typer.Option(help="Seconds to wait until the servers answer.", min=0)] = 60) -> None:
    """Makes topics, tables and views on the servers that the settings name; what is there is kept. `up` does this by itself."""
    config = settings()
    with steps() as tell:
        for part, make in ((KAFKA, topics.create_topics), (CLICKHOUSE, store.create_tables)):
            tell(part.name, "waiting for it")
            _wait(part, config, time.monotonic() + wait)
            make(config)
            tell(part.name, "ready")
    console.print("Topics, tables and views are there.")


def _wait(part: Part, config: Settings, until: float) -> None:
    """What is wrong after that is told best by the first real request, which comes next."""
    while not part.ready(config) and time.monotonic() < until:
        time.sleep(0.2)  # between two looks at a server that starts


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(
        epilog="Examples:\n\nstorepulse init\n\nSTOREPULSE_KAFKA=broker:9092 STOREPULSE_CLICKHOUSE=http://clickhouse:8123 storepulse init"
    )(init)
