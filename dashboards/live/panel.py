"""One panel of the dashboard: the widgets that a `Shown` is put into."""

from collections.abc import Callable
from html import escape

from nicegui import ui

from contracts.catalogue import Metric
from contracts.money import MONEY
from contracts.reading import Answer
from dashboards.live.shown import Shown


class Panel:
    """A card. Its kind decides its width, its metric everything else."""

    def __init__(self, metric: Metric, details: Callable[[Answer], None]) -> None:
        self.metric = metric
        self._shown: Shown | None = None
        self._chart: ui.echart | None = None
        with ui.element("section").classes(f"panel {metric.kind}").props(f'data-metric="{metric.name}" data-state="loading"') as self._card:
            with ui.element("div").classes("head"):
                self._title = ui.html(_title(metric, metric.unit.removeprefix(MONEY)), sanitize=False)
                with ui.element("div").classes("tools"):
                    self._more = ui.button(icon="table_rows", on_click=lambda: self._open(details))
                    self._more.props('flat round dense aria-label="All lines"').set_visibility(False)
                    ui.html(_meaning(metric), sanitize=False)
            self._stat = ui.html("", sanitize=False).classes("stat")
            self._body = ui.html("<div class=skeleton></div>", sanitize=False).classes("body")
            with ui.element("div").classes("chart") as self._place:
                pass
            self._foot = ui.html("", sanitize=False).classes("foot")

    @property
    def filled(self) -> bool:
        """Whether it shows numbers."""
        return self._shown is not None and self._shown.state in ("ready", "few", "empty")

    def show(self, shown: Shown) -> None:
        """Puts new content in; what has not changed is not sent again."""
        if shown == self._shown:
            return
        self._shown = shown
        for widget, content in ((self._stat, shown.stat), (self._body, shown.body), (self._foot, shown.foot)):
            if widget.content != content:
                widget.content = content
        title = _title(self.metric, shown.answer.currency) if self.metric.unit == MONEY and shown.answer else self._title.content
        if title != self._title.content:
            self._title.content = title
        self._more.set_visibility(shown.answer is not None)
        self._draw(shown)
        self._card.props(f'data-state="{shown.state}"')

    def stale(self, is_stale: bool) -> None:
        """Greys the panel while nothing newer can be read."""
        self._card.classes(add="stale" if is_stale else "", remove="" if is_stale else "stale")

    def _open(self, details: Callable[[Answer], None]) -> None:
        if self._shown and self._shown.answer:
            details(self._shown.answer)

    def _draw(self, shown: Shown) -> None:
        self._place.set_visibility(shown.chart is not None)
        if shown.chart is None:
            return
        if self._chart is None:
            with self._place:
                self._chart = ui.echart(shown.chart, renderer="svg").classes("canvas")
            return
        self._chart.options.clear()
        self._chart.options.update(shown.chart)
        self._chart.update()


def _title(metric: Metric, unit: str) -> str:
    name, title = escape(metric.name, quote=True), escape(metric.title)
    unit = f"<small>{escape(unit)}</small>" if metric.kind != "timeseries" and unit else ""
    return f"<a class=anchor id='{name}'></a><h3><a href='#{name}'>{title}</a>{unit}</h3>"


def _meaning(metric: Metric) -> str:
    meaning = escape(metric.meaning, quote=True)
    return f"<span class=meaning tabindex=0 role=note aria-label='{meaning}' data-tip='{meaning}'>?</span>"
