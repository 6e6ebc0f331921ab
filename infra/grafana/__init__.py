"""Grafana from outside: dashboards pushed to one by its HTTP API, annotations left there, a local one started."""

from typing import Final

OLDEST: Final = 10  # the version of Grafana that is needed
