"""All lines of one panel in a dialog, with the addresses of the same numbers as CSV and as JSON."""

from html import escape

from nicegui import ui

from contracts.reading import Answer
from dashboards.live import drawing
from dashboards.live.addresses import json_link, sheet_link
from dashboards.live.formatting import span

_LINES = 500


class Details:
    """One dialog for the whole dashboard."""

    def __init__(self) -> None:
        with ui.dialog() as self._dialog, ui.element("div").classes("details panel"):
            self._content = ui.html("", sanitize=False)

    def show(self, answer: Answer) -> None:
        """Opens with an answer's lines."""
        filters = "".join(f", {escape(name)} {escape(word)}" for name, word in answer.filters.items())
        self._content.content = (
            f"<h3>{escape(answer.title)}</h3><p>{escape(answer.meaning)}</p>"
            f"<p>{escape(answer.source)}{filters}, {span(answer.start, answer.end)} UTC"
            f" · {sheet_link(answer, 'as CSV')} · {json_link(answer, 'as JSON')}</p>{drawing.table(answer, _LINES)}"
        )
        self._dialog.open()
