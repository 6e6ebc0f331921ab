"""The page's route: reads the link, builds the dashboard with the chat beside it."""

from pathlib import Path
from typing import Final

from fastapi import Request
from nicegui import ui

from dashboards.live.chatbox import Chatbox
from dashboards.live.dashboard import Dashboard
from dashboards.live.services import Services
from dashboards.live.view import View, ViewError, read

_HERE: Final = Path(__file__).parent
_STYLE: Final = (_HERE / "page.css").read_text("utf-8")
_SCRIPT: Final = (_HERE / "page.js").read_text("utf-8")
ICON: Final = (_HERE / "icon.svg").read_text("utf-8")


def register(services: Services) -> None:
    """Adds the page to NiceGUI's app."""

    @ui.page("/")
    async def dashboard(request: Request) -> None:
        problem, view = "", View()
        try:
            view = read(request.query_params)
        except ViewError as error:
            problem = str(error)
        ui.add_head_html(f"<style>{_STYLE}</style>")
        ui.add_body_html(f"<script>{_SCRIPT}</script>")
        page = Dashboard(services, view)
        chat = Chatbox(services.chat, page)
        page.build(chat.toggle)
        chat.build()
        if problem:
            page.notice.say(f"{problem}. Showing the default period.")
        ui.on("seen", lambda event: page.seen(event.args))
        ui.on("sought", lambda event: page.find(str(event.args)))
        await ui.context.client.connected()
        with services.measures.viewers.track_inprogress():
            ui.run_javascript("storepulse.watch()")
            ui.timer(services.settings.flush_seconds / 2, page.refresh)  # to be seen soon after the sink has written
            await chat.open_if_wide()
            await ui.context.client.disconnected()
            page.close()
