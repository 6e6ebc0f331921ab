"""An answer as CSV, to be opened in a spreadsheet or mailed."""

import csv
import io
from datetime import datetime
from typing import Any, Final

from contracts.money import MONEY
from contracts.reading import Answer

MARK: Final = "\ufeff"  # by which a spreadsheet knows that the file is UTF-8
_RUN: Final = ("=", "+", "-", "@", "\t", "\r")  # with which a text begins that a spreadsheet takes for a formula


def csv_of(answer: Answer) -> str:
    """A line of heads, then the answer's lines: the columns that the JSON has, numbers and stamps (ISO 8601) as they are."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_head(answer, column) for column in answer.columns)
    writer.writerows([_cell(value) for value in row] for row in answer.rows)
    return MARK + out.getvalue()


def name_of(answer: Answer) -> str:
    """What the file is called: metric and last day.

    >>> from tests.dashboards.builders import answer
    >>> name_of(answer())
    'sessions-2026-05-01.csv'
    """
    return f"{answer.metric}-{answer.end:%Y-%m-%d}.csv"


def _head(answer: Answer, column: str) -> str:
    if column == "value":
        return f"value ({answer.currency or 'amount' if answer.unit == MONEY else answer.unit})"
    return f"samples ({answer.samples_of})" if column == "samples" else column


def _cell(value: Any) -> Any:
    """A text that would be run stands behind an apostrophe (OWASP, "CSV Injection"); a negative number is a number."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str) and value.startswith(_RUN):
        return f"'{value}"
    return "" if value is None else value
