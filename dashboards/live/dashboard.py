"""One viewer's page: which dashboard it shows, and how that keeps up with the stream."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace
from nicegui import ui

from contracts.catalogue import METRICS
from contracts.reading import Stream
from dashboards import panels
from dashboards.live.details import Details
from dashboards.live.feed import Feed, Moment
from dashboards.live.notice import Notice
from dashboards.live.panel import Panel
from dashboards.live.pickers import Pickers
from dashboards.live.services import Services
from dashboards.live.store import StoreError
from dashboards.live.tabs import Tabs
from dashboards.live.telling import telling
from dashboards.live.view import View


class Dashboard:
    """A header, a notice, tabs, and the sections of the tab that is open, all of one view.

    Only the open tab has panels: what nobody sees asks nothing and costs nothing.
    """

    def __init__(self, services: Services, view: View) -> None:
        self.services, self.view = services, view
        self.moment: Moment | None = None
        self._feeds: list[Feed] = []
        self._busy, self._again = False, False
        self._chosen = bool(view.dashboard)  # by the viewer; else it follows the source

    def build(self, toggle_chat: Callable[[], None]) -> None:
        """Lays everything out."""
        self._pickers = Pickers(self.look, toggle_chat)
        self._details = Details()
        with ui.element("main").classes("dashboard"):
            self.notice = Notice()
            self._tabs = Tabs(self.turn)
            self._sections = ui.element("div").classes("sections")
        self._open(self.view.board)

    async def look(self, view: View) -> None:
        """Shows another view at once, and puts it into the address."""
        if not self._chosen and view.source != self.view.source:
            view = replace(view, dashboard="")
        turned = view.board != self.view.board
        self.view = view
        if turned:
            self._open(view.board)
        ui.run_javascript(f"storepulse.address({msgspec.json.encode(view.link()).decode()}, {str(turned).lower()})")
        await self.refresh()

    async def turn(self, slug: str) -> None:
        """Opens another dashboard in the same view."""
        if slug in panels.SLUGS and slug != self.view.board.slug:
            self._chosen = True
            await self.look(replace(self.view, dashboard=slug))

    async def find(self, metric: str) -> None:
        """Opens a dashboard that holds a metric."""
        await self.turn(panels.showing(metric, self.view.board.slug))

    async def seen(self, names: Any) -> None:
        """The panels now in sight."""
        for feed in self._feeds:
            feed.visible = feed.panel.metric.name in names
        await self.refresh()

    async def refresh(self) -> None:
        """Looks where the stream stands and brings the panels in sight there; never twice at once."""
        if self._busy:
            self._again = True
            return
        self._busy = self._again = True
        try:
            while self._again:
                self._again = False
                await self._once()
        finally:
            self._busy = False

    def close(self) -> None:
        """The viewer is gone."""
        for feed in self._feeds:
            feed.close()

    async def _once(self) -> None:
        view, store = self.view, self.services.store
        try:
            streams = await store.streams()
            stream = streams.get(view.source) if view.source else next(iter(streams.values()), None)
            words = await store.vocabulary(stream) if stream else {}
            boards = list(telling(await store.records(stream))) if stream else list(panels.DASHBOARDS)
            unknown = await store.unknown(stream, view.filters) if stream else ""
        except StoreError as error:
            self.notice.say(str(error))
            for feed in self._feeds:
                feed.wait("nothing was read yet; see the line above")
            return
        if self.view is not view:  # the viewer has turned elsewhere meanwhile: the next round shows that
            return
        if not view.dashboard and boards and boards[0] != view.board:
            view = self.view = replace(view, dashboard=boards[0].slug)
            self._open(view.board)
        self._tabs.show(view, boards)
        self._show(view, streams, stream, words)
        if unknown and self.moment:
            self.notice.say(f"{unknown}.")

    def _show(self, view: View, streams: dict[str, Stream], stream: Stream | None, words: dict[str, list[str]]) -> None:
        self.moment = Moment(view, stream, view.window(stream)) if stream else None
        self._pickers.show(view, streams, stream, self.moment.window if self.moment else None, words)
        self._sections.set_visibility(self.moment is not None)
        if self.moment is None:
            self.notice.waiting(view.source, list(streams))
            return
        self.notice.clear()
        for feed in self._feeds:
            feed.want(self.moment)

    def _open(self, board: panels.Dashboard) -> None:
        self.close()
        self._feeds = []
        self._sections.clear()
        self._tabs.show(self.view)
        with self._sections:
            for section in board.sections:
                self._build_section(section)

    def _build_section(self, section: panels.Section) -> None:
        with ui.element("section").classes("block"):
            ui.html(f"<h2>{section.title}</h2>", sanitize=False)
            for row in section.rows:
                with ui.element("div").classes(f"row-of-panels of-{len(row)}"):
                    self._feeds += [Feed(Panel(METRICS[name], self._details.show), self.services.store) for name in row]
