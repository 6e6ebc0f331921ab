"""The header: source, period and filters, the stream's clock, and the two buttons."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from html import escape
from typing import Any, Final

from msgspec.structs import replace
from nicegui import ui

from contracts.catalogue import METRICS
from contracts.reading import Stream
from dashboards.live.formatting import moment, number, span
from dashboards.live.view import CUSTOM, PERIODS, WIDTHS, View, Window, default_period, time_of
from dashboards.panels import PICKED, TYPED

Look = Callable[[View], Awaitable[None]]
_MARK = (
    "<svg viewBox='0 0 32 32' aria-hidden=true><path d='M2 17h7l4-10 6 18 4-8h7' fill=none"
    " stroke='currentColor' stroke-width=3 stroke-linecap=round stroke-linejoin=round /></svg>"
)

# How a source's events came about, where they were not measured: what it means, and what is said.
_BADGES: Final = {
    "day": (
        "The recording has dates only: the replayer spread each session over its day.",
        "times within the day are synthetic for this source",
    ),
    "none": (
        "The recording has no times at all: the replayer made all stamps up.",
        "all times are synthetic for this source",
    ),
    "synthetic": (
        "No shop and no visitor stands behind it: nothing found in it is a finding about people.",
        "synthetic: made by the simulator",
    ),
}


class Pickers:
    """Widgets that a viewer's choice is read from and written to."""

    def __init__(self, look: Look, toggle_chat: Callable[[], None]) -> None:
        self._look, self._view, self._quiet = look, View(), False
        self._window: Window | None = None
        with ui.header().classes("top"):
            ui.html(f"{_MARK}<span>Storepulse</span>", sanitize=False).classes("brand").props('role=img aria-label="Storepulse"')
            with ui.element("div").classes("pickers"):
                self._source = self._select("Source", "source")
                self._period = ui.toggle({name: label for name, (label, _) in PERIODS.items()}, on_change=self._take_period)
                self._period.classes("periods").props("unelevated no-caps")
                with ui.button("Custom").classes("custom").props("flat no-caps") as self._custom, ui.menu().classes("ends") as self._menu:
                    self._build_ends()
                self._filters = {name: self._select(name.title(), name) for name in PICKED}
                self._typed = {name: self._input(name.title(), name) for name in TYPED}
            with ui.element("div").classes("buttons"):
                ui.button(icon="contrast").props('flat round aria-label="Light or dark"').on("click", js_handler="() => storepulse.theme()")
                ui.button(icon="forum", on_click=toggle_chat).props('flat round aria-label="Chat"')
            with ui.element("div").classes("under"):
                self._line = ui.html("", sanitize=False).classes("clock")
                self._by = ui.toggle({"": "Auto"} | {name: label for name, (label, _) in WIDTHS.items()}, on_change=self._take_by)
                self._by.classes("periods by").props('unelevated no-caps role=group aria-label="Steps of the charts"')

    def show(
        self, view: View, streams: dict[str, Stream], stream: Stream | None, window: Window | None, words: dict[str, list[str]]
    ) -> None:
        """Puts the present view into the widgets."""
        self._view, self._window, self._quiet = view, window, True
        source = stream.source if stream else view.source or None
        _options(self._source, [*streams, *([view.source] if view.source and view.source not in streams else [])], source)
        self._source.style(f"--letters:{len(source or '')}")
        for name, picker in self._filters.items():
            chosen = getattr(view, name)
            _options(picker, _with(words.get(name, []), chosen), chosen or None)
            _fit(picker, chosen)
            # A source that tells no device has none to pick, and a dashboard of orders knows no zones.
            picker.set_visibility(bool(chosen) or (bool(picker.options) and _limits(view, name)))
        for name, field in self._typed.items():
            field.value = getattr(view, name)
            _fit(field, field.value or "")
            field.set_visibility(bool(field.value) or _limits(view, name))
        period = view.period or (default_period(stream) if stream else None)
        self._period.value = period if period in PERIODS else None
        _mark(self._custom, "on", period == CUSTOM)
        self._by.value = view.by
        content = _clock(stream, window) if stream and window else ""
        if self._line.content != content:
            self._line.content = content
        self._quiet = False

    def _select(self, label: str, field: str) -> ui.select:
        async def take(event: Any) -> None:
            if not self._quiet and (event.value or "") != getattr(self._view, field):
                await self._look(replace(self._view, **{field: event.value or ""}))

        chosen = ui.select([], label=label, on_change=take).props("dense outlined options-dense").classes(f"pick {field}")
        return chosen if field == "source" else chosen.props("clearable")

    def _input(self, label: str, field: str) -> ui.input:
        async def take(event: Any) -> None:
            word = (event.value or "").strip()
            if not self._quiet and word != getattr(self._view, field):
                await self._look(replace(self._view, **{field: word}))

        return ui.input(label, on_change=take).props("dense outlined clearable debounce=400").classes(f"pick {field}")

    async def _take_period(self, event: Any) -> None:
        if not self._quiet and event.value and event.value != self._view.period:
            await self._look(replace(self._view, period=event.value, start=None, end=None))

    async def _take_by(self, event: Any) -> None:
        if not self._quiet and event.value is not None and event.value != self._view.by:
            await self._look(replace(self._view, by=event.value))

    def _build_ends(self) -> None:
        with ui.element("form").classes("form").on("submit.prevent", self._take_ends):
            self._from = ui.input("From (UTC)").props("type=datetime-local dense outlined stack-label")
            self._to = ui.input("To (UTC)").props("type=datetime-local dense outlined stack-label")
            ui.button("Show").props("unelevated no-caps type=submit")
        self._menu.on("before-show", self._fill_ends)

    def _fill_ends(self) -> None:
        if self._window:
            self._from.value, self._to.value = _local(self._window.start), _local(self._window.end)

    async def _take_ends(self) -> None:
        start, end = time_of("from", self._from.value or ""), time_of("to", self._to.value or "")
        if start and end and end <= start:
            ui.notify("The period ends before it starts.", type="warning")
            return
        self._menu.close()
        await self._look(replace(self._view, period=CUSTOM, start=start, end=end))


def _limits(view: View, name: str) -> bool:
    """Whether a filter limits any metric of the open dashboard."""
    return any(name in METRICS[metric].filters for metric in view.board.names)


def _clock(stream: Stream, window: Window) -> str:
    title, text = _BADGES.get(stream.precision, ("", ""))
    badge = f"<span class=badge title='{title}'>{text}</span>" if text else ""
    stored = round(stream.stored_at.timestamp() * 1000)
    return (
        f"<span class=period>{escape(span(window.start, window.end))} <small>UTC</small></span>"
        f"<span title='The newest event time that this source has reported: its now.'>stream clock {moment(stream.clock)}</span>"
        f"<span class=age data-since={stored}></span><span>{number(stream.events)} events stored</span>{badge}"
    )


def _fit(field: ui.element, chosen: str) -> None:
    """Room for what is chosen, which its field would cut."""
    _mark(field, "chosen", bool(chosen))
    field.style(f"--letters:{len(chosen)}")


def _mark(element: ui.element, name: str, holds: bool) -> None:
    element.classes(add=name if holds else "", remove="" if holds else name)


def _options(select: ui.select, options: list[str], value: str | None) -> None:
    if select.options != options or select.value != value:
        select.set_options(options, value=value)


def _with(words: list[str], word: str) -> list[str]:
    return [*words, word] if word and word not in words else words


def _local(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")
