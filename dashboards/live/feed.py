"""Keeps one panel up to its stream, at a pace that its own cost allows."""

import asyncio
import logging
import time
from typing import Final, NamedTuple

from contracts.catalogue import MetricError
from contracts.reading import Stream
from contracts.records import lacking
from dashboards.live.panel import Panel
from dashboards.live.shown import Shown, failed, show
from dashboards.live.store import Store, StoreError
from dashboards.live.view import View, Window

_REST: Final = 10  # times what its last query cost: a panel that is costly over its period is read more seldom
_RETRY: Final = 5.0  # s after a reading that failed
_log: Final = logging.getLogger(__name__)


class Moment(NamedTuple):
    """What to show: a view of a stream as it stands now."""

    view: View
    stream: Stream
    window: Window


class Feed:
    """One panel of one viewer. A panel out of sight, or whose stream has not moved, is not read."""

    def __init__(self, panel: Panel, store: Store) -> None:
        self.panel, self.visible = panel, False
        self._store = store
        self._task: asyncio.Task[None] | None = None
        self._wanted: Moment | None = None
        self._showing: Moment | None = None
        self._rest_until = 0.0

    def want(self, moment: Moment) -> None:
        """Starts a reading if one is due. Another view is read at once, and what was being read for the old one dropped."""
        if not self.visible or moment == self._showing:
            return
        if self._wanted is not None and self._wanted.view == moment.view:
            if (self._task and not self._task.done()) or time.monotonic() < self._rest_until:
                return
        elif self._task:
            self._task.cancel()
        self._wanted = moment
        self._task = asyncio.create_task(self._fill(moment))
        self._task.add_done_callback(self._done)

    def wait(self, message: str) -> None:
        """Nothing can be read now: numbers stay, greyed; what has none yet says why."""
        self._showing = None
        if self.panel.filled:
            self.panel.stale(True)
        else:
            self.panel.show(failed(message))

    def close(self) -> None:
        """The viewer is gone."""
        if self._task:
            self._task.cancel()

    async def _fill(self, moment: Moment) -> None:
        shown = await self._read(moment)
        rest = _RETRY if shown.state == "error" else _REST * self._store.cost(self.panel.metric.name)
        self._rest_until = time.monotonic() + rest
        self._showing = None if shown.state == "error" else moment
        self.panel.show(shown)
        self.panel.stale(False)

    async def _read(self, moment: Moment) -> Shown:
        metric = self.panel.metric
        question = moment.view.question(metric, moment.window, moment.stream.source)
        try:
            reading = await self._store.read(question, moment.stream, fixed=moment.window.fixed)
            lacks = () if reading.answer.samples else lacking(metric, await self._store.records(moment.stream))
            unknown = "" if reading.answer.samples or lacks else await self._store.unknown(moment.stream, question.filters)
        except (StoreError, MetricError) as error:
            return failed(str(error))
        return show(reading, moment.stream, moment.view.unlimited(metric), lacks, unknown)

    def _done(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (fault := task.exception()):
            self._rest_until = time.monotonic() + _RETRY
            _log.error("panel %s could not be drawn", self.panel.metric.name, exc_info=fault)
            self.panel.show(failed("this panel could not be drawn; the page's log says why"))
