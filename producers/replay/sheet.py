"""A workbook's first sheet as CSV: some publishers ship what is a table as an Excel file."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any, Final

from python_calamine import CalamineError as SheetError
from python_calamine import CalamineWorkbook

__all__ = ["SheetError", "as_csv"]
_HALF: Final = timedelta(milliseconds=500)


def as_csv(workbook: bytes) -> bytes:
    """The first sheet of an .xlsx file, in UTF-8, lines ended by a line feed.

    A spreadsheet knows numbers of one kind only. A column that holds a fraction is written with decimals throughout, any other in whole
    numbers; times are rounded to the second, for a workbook counts them in days. Raises SheetError.
    """
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    width = max(map(len, rows), default=0)
    fractions = [any(_is_fraction(row[column]) for row in rows if column < len(row)) for column in range(width)]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([_text(*cell) for cell in zip(row, fractions, strict=False)] for row in rows)
    return written.getvalue().encode()


def _is_fraction(value: Any) -> bool:
    return isinstance(value, float) and not value.is_integer()


def _text(value: Any, fraction: bool) -> str:
    if isinstance(value, datetime):
        return f"{(value + _HALF).replace(microsecond=0):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float) and not fraction:
        return str(int(value))
    return str(value)
