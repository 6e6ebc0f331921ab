"""The `storepulse` command. Each group of commands is a file of its own: cli_stack, cli_metric, and so on."""

import sys

import typer
from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka import KafkaException

from contracts.catalogue import MetricError
from contracts.settings import SettingsError
from infra import (
    cli_ask,
    cli_camera,
    cli_collector,
    cli_datasets,
    cli_demo,
    cli_grafana,
    cli_init,
    cli_metric,
    cli_replay,
    cli_sensors,
    cli_simulator,
    cli_stack,
)
from infra.broker import BrokerError
from infra.console import fail
from infra.grafana.client import GrafanaError
from infra.jars import JarsError
from infra.java import JavaError
from infra.stack import StackError
from infra.store import StoreError
from infra.supervisor import SupervisorError
from infra.topics import TopicsError
from producers.camera.frames import CameraError
from producers.camera.layout import LayoutError
from producers.collector.keys import KeysError
from producers.faces.weights import FacesError
from producers.replay.datasets import DatasetError
from producers.replay.journal import ReplayError
from producers.replay.mapping.mapping import MappingError
from producers.sensors.layout import SensorLayoutError
from producers.simulator.parameters import SimulationError

app = typer.Typer(
    name="storepulse",
    help="Live customer-experience analytics for a shop. Settings are STOREPULSE_* variables: see docs/settings.md.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for group in (
    cli_demo,
    cli_stack,
    cli_init,
    cli_datasets,
    cli_replay,
    cli_simulator,
    cli_metric,
    cli_ask,
    cli_camera,
    cli_collector,
    cli_sensors,
    cli_grafana,
):
    group.register(app)

_EXPECTED = (
    BrokerError,
    CameraError,
    ClickHouseError,
    DatasetError,
    FacesError,
    GrafanaError,
    JarsError,
    JavaError,
    KeysError,
    LayoutError,
    MappingError,
    MetricError,
    ReplayError,
    SensorLayoutError,
    SimulationError,
    StackError,
    StoreError,
    SupervisorError,
    TopicsError,
)


def main() -> None:
    """Runs the command line; what a user can mend is told in a sentence, with exit code 1 (2 for a wrong setting)."""
    try:
        app()
    except SettingsError as error:
        sys.exit(fail(str(error), 2))
    except KafkaException as error:
        sys.exit(fail(f"Kafka does not answer as it should ({error.args[0].str()}): see `storepulse status` and `storepulse logs kafka`"))
    except _EXPECTED as error:
        sys.exit(fail(str(error)))


if __name__ == "__main__":
    main()
