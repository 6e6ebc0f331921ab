"""The worker itself, all of it, told where its log ends so that it can report. A process: EVENTS LEARNED."""

import asyncio
import sys
from typing import Any, ClassVar

from faust.types import TP

from stream_apps import app
from stream_apps.agents.exactly_once import ExactlyOnce
from stream_apps.pipelines.pipeline import Pipeline
from tests.bench.carrier import Stopwatch


class Timed(ExactlyOnce):
    """Stops the clock once everything is taken, delivered and in a checkpoint."""

    runners: ClassVar[list["Timed"]] = []
    watch: ClassVar[Stopwatch] = Stopwatch()
    expected: ClassVar[int] = 0

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.runners.append(self)
        self._end: asyncio.Task[None] | None = None

    def _take(self, tp: TP, pipeline: Pipeline, records: list[Any]) -> None:
        self.watch.begin()
        super()._take(tp, pipeline, records)
        if sum(each.offset + 1 for runner in self.runners for each in runner._pipelines.values()) == self.expected:
            self._end = asyncio.get_running_loop().create_task(self._finish())

    async def _finish(self) -> None:
        for runner in self.runners:
            await runner.checkpoint()
        self.watch.stop()


def main() -> None:
    """Runs the worker with timed agents."""
    Timed.expected = sum(map(int, sys.argv[1:3]))
    del sys.argv[1:]
    vars(app)["ExactlyOnce"] = Timed
    app.main()


if __name__ == "__main__":
    main()
