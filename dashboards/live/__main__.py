"""`python -m dashboards.live`: serves the page until it is told to stop."""

import os
import sys

import uvicorn

from contracts.settings import SettingsError, load
from dashboards.live.app import create


def main() -> None:
    """Reads the settings and serves."""
    try:
        settings = load(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    uvicorn.run(create(settings), host=settings.host, port=settings.page_port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
