"""The tabs above the panels: one a dashboard, each a link that reproduces the view there."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

from msgspec.structs import replace
from nicegui import ui

from dashboards import panels
from dashboards.live.view import View

# A plain click turns the page in place; with a key held it opens another tab or window of the browser, as any link does.
_CLICK = "(event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); emit(); }"


class Tabs:
    """Links to all dashboards, the open one marked."""

    def __init__(self, turn: Callable[[str], Awaitable[None]]) -> None:
        with ui.element("nav").classes("tabs").props('aria-label="Dashboards"'):
            self._links = {board.slug: _link(board, partial(turn, board.slug)) for board in panels.DASHBOARDS}

    def show(self, view: View, telling: Collection[panels.Dashboard] = panels.DASHBOARDS) -> None:
        """Marks the open dashboard and those that tell something, and lets all links lead to the same source, period and filters."""
        for slug, link in self._links.items():
            here, tells = slug == view.board.slug, panels.SLUGS[slug] in telling
            props = {"href": replace(view, dashboard=slug).link(), "aria-current": "page" if here else "false"}
            props["title"] = "" if tells else f"{view.source or 'This source'} records little of it"
            link.classes(add="" if tells else "quiet", remove="quiet" if tells else "")
            if {name: link.props.get(name) for name in props} != props:
                link.props.update(props)
                link.update()


def _link(board: panels.Dashboard, turn: Callable[[], Awaitable[None]]) -> ui.element:
    link = ui.element("a").props(f'data-dashboard="{board.slug}"').on("click", turn, js_handler=_CLICK)
    with link:
        ui.html(board.title, sanitize=False)
    return link
