"""Which dashboards have something to tell of a source: a street counter sells nothing, and a file of orders knows no visits."""

from collections.abc import Iterator
from typing import Final

from contracts.catalogue import METRICS
from contracts.records import Records, lacking, spoken_of
from dashboards import panels

_OF_THE_STACK: Final = ("models", "stream")


def telling(recorded: Records) -> Iterator[panels.Dashboard]:
    """Those of which the source records what at least a quarter of the metrics speak of, and those that speak of the stack itself."""
    for board in panels.DASHBOARDS:
        about = [METRICS[name] for name in board.names if spoken_of(METRICS[name])]
        told = sum(not lacking(metric, recorded) for metric in about)
        if 4 * told >= len(about) or board.slug in _OF_THE_STACK:
            yield board
