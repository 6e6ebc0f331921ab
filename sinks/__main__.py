"""`python -m sinks`: the sink, until it is told to stop."""

import logging
import os
import signal
import sys
import threading

from contracts.settings import SettingsError, load
from sinks import lag, sink


def main() -> None:
    """Runs the sink and its lag measurement. SIGTERM and SIGINT store what waits and end it."""
    try:
        settings = load(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    measuring = threading.Thread(target=lag.measure, args=(settings, stop), daemon=True)
    measuring.start()
    sink.run(settings, stop)


if __name__ == "__main__":
    main()
