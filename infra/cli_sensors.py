"""storepulse sensors serve, mqtt, check: reports of real sensors, into the log."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer
import uvloop

from contracts.settings import reachable
from infra.cli_metric import Json
from infra.console import console, json_out, settings, table
from producers.sensors import layout as layouts
from producers.sensors import serving

LayoutFile = Annotated[Path, typer.Option("--layout", metavar="SENSORS.toml", help="What each sensor is and where: docs/sensors.md.")]
_LAYOUT: Final = Path("sensors.toml")
_EXAMPLES: Final = "Examples:\n\n"


def serve(
    layout: Annotated[
        Path | None,
        typer.Option("--layout", metavar="SENSORS.toml", help="Tells the places and periods of sensors that leave them out."),
    ] = None,
) -> None:
    """Takes reports in at POST /report until it is stopped: JSON or plain lines, with a write key, answered once Kafka has them."""
    config, known = settings(), layouts.read(layout) if layout else layouts.Layout()
    _tell()
    address = f"http://{reachable(config.sensors_host)}:{config.sensors_port}/report"
    console.print(
        f"Takes reports at {address}; Ctrl-C stops it. A write key: storepulse collector key add SOURCE --server", highlight=False
    )
    raise typer.Exit(uvloop.run(serving.serve(config, known)))


def mqtt(layout: LayoutFile = _LAYOUT) -> None:
    """Subscribes to the topics of a layout until it is stopped; a message is acknowledged once Kafka has its event."""
    config, known = settings(), layouts.read(layout)
    _tell()
    console.print(f"Subscribes at {known.mqtt.host}:{known.mqtt.port} as {known.mqtt.client}; Ctrl-C stops it.", highlight=False)
    raise typer.Exit(uvloop.run(serving.subscribe(config, known)))


def check(layout: LayoutFile = _LAYOUT, as_json: Json = False) -> None:
    """Shows a layout as it is understood, or says what is wrong with it."""
    known = layouts.read(layout)
    if as_json:
        return json_out(known)
    rows = [(each.sensor, each.place, each.kind, each.period or "", each.topic, each.field) for each in known.sensors]
    return table(f"source {known.source}", ("sensor", "place", "kind", "period s", "topic", "field"), rows)


def _tell() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


def register(app: typer.Typer) -> None:
    """Adds `sensors serve`, `mqtt` and `check`."""
    commands: dict[str, tuple[Callable[..., None], str]] = {
        "serve": (serve, "storepulse sensors serve\n\nstorepulse sensors serve --layout sensors.toml"),
        "mqtt": (mqtt, "storepulse sensors mqtt --layout sensors.toml"),
        "check": (check, "storepulse sensors check --layout sensors.toml"),
    }
    sensors = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    for name, (command, example) in commands.items():
        sensors.command(name, epilog=_EXAMPLES + example)(command)
    help = "Door counters, motion sensors, room counts: takes their reports in over HTTP or MQTT."
    app.add_typer(sensors, name="sensors", help=help, epilog=_EXAMPLES + "storepulse sensors serve")
