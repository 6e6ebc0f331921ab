"""One viewer's dashboard: what it shows, and how it keeps up with the stream."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec
from nicegui import ui

from contracts.catalogue import METRICS, MetricError
from contracts.reading import Stream
from dashboards import panels
from dashboards.live.notice import Notice
from dashboards.live.panel import Panel
from dashboards.live.pickers import Pickers
from dashboards.live.services import Services
from dashboards.live.shown import Shown, failed, show
from dashboards.live.store import StoreError
from dashboards.live.view import View, Window

_log: Final = logging.getLogger(__name__)


class Dashboard:
    """Refreshes only panels in sight, only when their stream has moved, and never two times at once."""

    def __init__(self, services: Services, view: View) -> None:
        self.services, self.view = services, view
        self.stream: Stream | None = None
        self.window: Window | None = None
        self._panels: dict[str, Panel] = {}
        self._busy, self._again, self._rest_until = False, False, 0.0

    def build(self, toggle_chat: Callable[[], None]) -> None:
        """Lays out header, notice and sections."""
        self.pickers = Pickers(self.look, toggle_chat)
        with ui.element("main").classes("dashboard"):
            self.notice = Notice()
            with ui.element("div").classes("sections") as self._sections:
                for section in panels.SECTIONS:
                    self._build_section(section)

    async def look(self, view: View) -> None:
        """Shows another view at once, and puts it into the address."""
        self.view = view
        ui.run_javascript(f"storepulse.address({msgspec.json.encode(view.link()).decode()})")
        self._rest_until = 0.0
        await self.refresh()

    async def seen(self, names: Any) -> None:
        """The panels now in sight."""
        for name, panel in self._panels.items():
            panel.visible = name in names
        self._rest_until = 0.0
        await self.refresh()

    async def refresh(self) -> None:
        """Brings the panels in sight up to their stream."""
        if self._busy:
            self._again = True
            return
        if time.monotonic() < self._rest_until:
            return
        self._busy, started = True, time.monotonic()
        try:
            self._again = True
            while self._again:
                self._again = False
                await self._once()
        finally:
            self._busy = False
            # Whatever the load, at least two thirds of the time are left to others.
            self._rest_until = time.monotonic() + 2 * (time.monotonic() - started)

    async def _once(self) -> None:
        view = self.view
        try:
            streams = await self.services.store.streams()
            stream = streams.get(view.source) if view.source else next(iter(streams.values()), None)
            words = await self.services.store.vocabulary(stream) if stream else {}
        except StoreError as error:
            self._stale(str(error))
            return
        self.stream, self.window = stream, view.window(stream) if stream else None
        self.pickers.show(view, streams, stream, self.window, words)
        self._sections.set_visibility(stream is not None)
        if stream is None or self.window is None:
            self.notice.waiting(view.source, list(streams))
            return
        self.notice.clear()
        asked = (view, stream.clock, stream.stored_at, stream.clicks)
        due = [panel for panel in self._panels.values() if panel.visible and panel.asked != asked]
        filled = (self._fill(panel, view, stream, self.window, asked) for panel in due)
        for panel, fault in zip(due, await asyncio.gather(*filled, return_exceptions=True), strict=True):
            if isinstance(fault, Exception):
                # One panel's fault must not keep the others from their numbers.
                panel.asked = asked
                panel.show(failed("this panel could not be drawn; the page's log says why"))
                _log.error("%s could not be drawn", panel.metric.name, exc_info=fault)

    async def _fill(self, panel: Panel, view: View, stream: Stream, window: Window, asked: object) -> None:
        shown = await self._shown(panel, view, stream, window)
        if view is self.view and shown:
            panel.asked = asked
            panel.show(shown)
            panel.stale(False)

    async def _shown(self, panel: Panel, view: View, stream: Stream, window: Window) -> Shown | None:
        question = view.question(panel.metric, window, stream.source)
        try:
            return show(await self.services.store.read(question, stream), stream, view.unlimited(panel.metric))
        except (StoreError, MetricError) as error:
            return failed(str(error))

    def _stale(self, message: str) -> None:
        self.notice.say(message)
        for panel in self._panels.values():
            panel.asked = None
            if panel.filled:
                panel.stale(True)
            else:
                panel.show(failed("nothing was read yet; see the line above"))

    def _build_section(self, section: panels.Section) -> None:
        with ui.element("section").classes("block"):
            ui.html(f"<h2>{section.title}</h2>", sanitize=False)
            for row in section.rows:
                with ui.element("div").classes("row-of-panels"):
                    for name in row:
                        self._panels[name] = Panel(METRICS[name])
