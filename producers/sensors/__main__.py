"""`python -m producers.sensors [LAYOUT [mqtt]]`: takes reports in over HTTP, or from the layout's MQTT broker, until it is told to stop."""

import logging
import os
import sys
from pathlib import Path

import uvloop

from contracts.settings import SettingsError, load
from producers.collector.keys import KeysError
from producers.sensors.layout import Layout, SensorLayoutError, read
from producers.sensors.serving import serve, subscribe


def main(arguments: list[str]) -> None:
    """Reads settings and layout and serves."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        layout = read(Path(arguments[0])) if arguments else Layout()
        run = subscribe if arguments[1:] == ["mqtt"] else serve
        sys.exit(uvloop.run(run(load(os.environ), layout)))
    except (SettingsError, KeysError, SensorLayoutError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
