"""All lines of one panel in a dialog, with the addresses of the same numbers as CSV and as JSON."""

from html import escape
from urllib.parse import urlencode

from nicegui import ui

from contracts.reading import Answer
from dashboards.live import drawing
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
            f" · {_link(answer, 'csv', 'download')} · {_link(answer, 'json', 'target=_blank')}</p>{drawing.table(answer, _LINES)}"
        )
        self._dialog.open()


def address(answer: Answer, form: str = "json") -> str:
    """Where the API gives these numbers."""
    ends = {"from": answer.start.isoformat().replace("+00:00", "Z"), "to": answer.end.isoformat().replace("+00:00", "Z")}
    step = {"step": answer.step, "on_the_clock": "true"} if answer.kind == "timeseries" else {}
    kind = {"format": form} if form != "json" else {}
    return f"/api/metrics/{answer.metric}?" + urlencode({"source": answer.source, **ends, **step, **answer.filters, **kind})


def _link(answer: Answer, form: str, how: str) -> str:
    return f"<a href='{escape(address(answer, form), quote=True)}' {how}>as {form.upper()}</a>"
