"""Where the API gives the numbers of a panel."""

from html import escape
from urllib.parse import urlencode

from contracts.reading import Answer


def address(answer: Answer, form: str = "json") -> str:
    """The path of the same lines, in the same steps."""
    ends = {"from": answer.start.isoformat().replace("+00:00", "Z"), "to": answer.end.isoformat().replace("+00:00", "Z")}
    step = {"step": answer.step, "on_the_clock": "true"} if answer.kind == "timeseries" else {}
    kind = {"format": form} if form != "json" else {}
    return f"/api/metrics/{answer.metric}?" + urlencode({"source": answer.source, **ends, **step, **answer.filters, **kind})


def sheet_link(answer: Answer, text: str) -> str:
    """A link that saves them as CSV."""
    return f"<a href='{escape(address(answer, 'csv'), quote=True)}' download title='Save these lines as CSV'>{text}</a>"


def json_link(answer: Answer, text: str) -> str:
    """A link that shows them as JSON."""
    return f"<a href='{escape(address(answer), quote=True)}' target=_blank>{text}</a>"
