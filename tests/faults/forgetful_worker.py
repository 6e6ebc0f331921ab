"""The worker without its memory: no checkpoint is read, and reading goes on from the committed offsets."""

from collections.abc import Mapping
from typing import Any

from faust.types import TP

from stream_apps import app
from stream_apps.agents import checkpoints
from stream_apps.agents.transport import BatchConsumer


def _nothing(*_: Any) -> dict[int, bytes]:
    return {}


async def _stay(self: BatchConsumer, offsets: Mapping[TP, int]) -> None:
    """Does not rewind."""


async def _go_on(*_: Any) -> bool:
    return True


if __name__ == "__main__":
    checkpoints.read = _nothing
    BatchConsumer.rewind = _stay
    app.ExactlyOnce._hole = _go_on
    app.main()
