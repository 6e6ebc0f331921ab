"""The chat beside the dashboard. It asks about what the viewer looks at, and draws the bot's charts as panels do."""

import re
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import msgspec
from msgspec.structs import replace
from nicegui import ui

from contracts.catalogue import METRICS
from contracts.money import named
from contracts.reading import Answer
from dashboards import panels
from dashboards.live import charts, drawing, points
from dashboards.live.chat import Chat, ChatOffError, Said
from dashboards.live.dashboard import Dashboard
from dashboards.live.stacked import stacked
from dashboards.live.store import StoreError
from dashboards.live.view import read

_GREETING: Final = "Ask about any number on this page: add a period (“in June”, “last 30 minutes”), a country, a category or a device."
_SUGGESTED: Final = 4
_BESIDE, _WIDE = 1000, 1600  # px
_QUESTION: Final = re.compile(r"(how|which|what|where|who|is|are|do|can)\b")
_DRAWN: Final = {"bars": drawing.bars, "table": stacked, "heatmap": drawing.heatmap}
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class Chatbox:
    """A drawer with one conversation a tab."""

    def __init__(self, chat: Chat, page: Dashboard) -> None:
        self._chat, self._page, self._conversation = chat, page, ""

    def build(self) -> None:
        """Lays out the drawer."""
        with ui.right_drawer(value=False).props(f"width=380 breakpoint={_BESIDE}").classes("chat") as self._drawer:
            with ui.element("div").classes("chat-head"):
                ui.html("<h2>Ask</h2>", sanitize=False)
                ui.button(icon="close", on_click=self._drawer.hide).props('flat round dense aria-label="Close the chat"')
            with ui.element("div").classes("talk").props('role="log" aria-live="polite"') as self._talk:
                ui.html(_bubble("bot", _GREETING), sanitize=False)
            with ui.element("div").classes("suggested") as self._suggested:
                for phrase in suggestions():
                    ui.button(phrase, on_click=lambda p=phrase: self._ask(p)).props("flat dense no-caps")
            with ui.element("form").classes("say").on("submit.prevent", self._submit):
                self._input = ui.input(placeholder="Ask a question").props('dense outlined maxlength=1000 aria-label="Your question"')
                self._send = ui.button(icon="send").props('flat round type=submit aria-label="Send"')

    async def open_if_wide(self) -> None:
        """Stands open from the start where it takes no room that panels need."""
        if await _browser_says(f"innerWidth >= {_WIDE}"):
            self._drawer.show()

    def toggle(self) -> None:
        """Opens or closes the drawer."""
        self._drawer.toggle()

    async def _submit(self) -> None:
        message = (self._input.value or "").strip()
        if message:
            self._input.value = ""
            await self._ask(message)

    async def _ask(self, message: str, payload: str = "") -> None:
        self._add(_bubble("person", message))
        waiting = self._add("<div class='bubble bot wait' aria-label='The bot is thinking'><i></i><i></i><i></i></div>")
        self._send.disable()
        try:
            answers = await self._say(payload or message)
        except ChatOffError as error:
            self._add(_bubble("off", str(error)))
        else:
            for answer in answers:
                self._answer(answer, await self._drawn(answer))
        finally:
            waiting.delete()
            self._send.enable()
        ui.run_javascript("document.querySelector('.talk')?.lastElementChild?.scrollIntoView({block: 'nearest'})")

    async def _say(self, message: str) -> list[Said]:
        try:
            return await self._chat.say(self._conversation, message, _looking_at(self._page))
        except KeyError:  # none yet, or forgotten among ten thousand others
            self._conversation = self._chat.begin()
            return await self._chat.say(self._conversation, message, _looking_at(self._page))

    async def _drawn(self, answer: Said) -> Answer | None:
        """The numbers to draw, in the currency of their source."""
        found, store = answer_of(answer.chart), self._page.services.store
        if found is None:
            return None
        try:
            stream = (await store.streams()).get(found.source)
            currencies = (await store.records(stream)).currencies if stream else ()
        except StoreError:  # the panels say so; what the bot has told can be drawn without
            return found
        return replace(found, currency=named(currencies))

    def _answer(self, answer: Said, drawn: Answer | None) -> None:
        if answer.text:
            self._add(_bubble("bot", answer.text))
        if drawn and drawn.rows and not (drawn.kind == "timeseries" and points.empty(drawn)):
            with self._talk:
                if options := charts.drawn(drawn):
                    ui.echart(options, renderer="svg").classes(f"bubble canvas {drawn.kind}")
                else:
                    ui.html(_DRAWN[drawn.kind](drawn, *([] if drawn.kind == "heatmap" else [5])), sanitize=False).classes("bubble drawn")
        with self._talk:
            if answer.link:
                self._show_on_page(answer.link)
            if answer.buttons:
                with ui.element("div").classes("suggested"):
                    for button in answer.buttons:
                        ui.button(button["title"], on_click=lambda b=button: self._ask(b["title"], b["payload"])).props(
                            "flat dense no-caps"
                        )

    def _show_on_page(self, link: str) -> None:
        """A link of the bot moves this page to the same period and panel; the talk goes on beside it."""
        parts = urlsplit(link)

        async def show() -> None:
            view = read(dict(parse_qsl(parts.query)))
            await self._page.look(replace(view, dashboard=panels.showing(parts.fragment, self._page.view.board.slug)))
            if await _browser_says(f"innerWidth < {_BESIDE}"):  # it lies over the panels there
                self._drawer.hide()
            ui.run_javascript(f"storepulse.open({msgspec.json.encode(parts.fragment).decode()})")

        href = f"/?{parts.query}#{parts.fragment}"  # never another host, whatever the bot says
        ui.link("Show it on the page", href).classes("bubble link").on("click.prevent", show)

    def _add(self, content: str) -> ui.html:
        with self._talk:
            return ui.html(content, sanitize=False)


async def _browser_says(condition: str) -> bool:
    """False as well where the browser is gone or does not say in time: then nothing is opened or closed for it."""
    try:
        return bool(await ui.run_javascript(condition, timeout=5))
    except TimeoutError:
        return False


def suggestions() -> list[str]:
    """A few questions that work, from all over the page, as people ask them.

    >>> all(question.endswith("?") for question in suggestions())
    True
    """
    asked = (next(filter(_QUESTION.match, METRICS[name].phrases), "") for name in panels.names() if name in METRICS)
    phrases = [phrase for phrase in asked if phrase]
    step = max(1, len(phrases) // _SUGGESTED)
    return [f"{phrase[0].upper()}{phrase[1:]}?" for phrase in phrases[1::step][:_SUGGESTED]]


def answer_of(chart: dict[str, Any] | None) -> Answer | None:
    """The numbers a bot's chart carries; None where it carries none that can be drawn."""
    if chart is None:
        return None
    try:
        answer = msgspec.convert(chart, Answer)
    except msgspec.ValidationError:
        return None
    answer = replace(answer, rows=[tuple(map(_cell, row)) for row in answer.rows])
    if answer.kind != "timeseries":
        return answer
    at = answer.columns.index("t") if "t" in answer.columns else None
    return answer if at is not None and all(isinstance(row[at], datetime) for row in answer.rows) else None


def _cell(value: Any) -> Any:
    """JSON knows no stamps; a text that is one, and nothing else, was one."""
    return datetime.fromisoformat(value) if isinstance(value, str) and _STAMP.fullmatch(value) else value


def _looking_at(page: Dashboard) -> dict[str, Any]:
    if page.moment is None:
        return {}
    view, stream, window = page.moment
    return {"source": stream.source, "start": window.start.isoformat(), "end": window.end.isoformat(), "filters": view.filters}


def _bubble(who: str, text: str) -> str:
    return f"<div class='bubble {who}'>{escape(text)}</div>"
