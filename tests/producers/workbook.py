"""A workbook as Excel writes one: numbers as doubles, times in days since 1900, texts in a list of their own."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

Cell = str | float | datetime | None
_EXCEL = datetime(1899, 12, 30)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = {
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Lines" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
    + "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{type}" Target="{target}"/>'
        for number, (type, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")), 1
        )
    )
    + "</Relationships>",
    "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """An .xlsx file of one sheet; None leaves a cell out."""
    texts: dict[str, int] = {}
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(f"{chr(65 + place)}{number}", value, texts) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, part in _PARTS.items():
            opened.writestr(name, part)
        opened.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>")
        strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
        opened.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{strings}</sst>")
    return made.getvalue()


def _cell(place: str, value: Cell, texts: dict[str, int]) -> str:
    match value:
        case None:
            return ""
        case str():
            return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
        case datetime():
            return f'<c r="{place}" s="1"><v>{(value - _EXCEL).total_seconds() / 86_400:.10f}</v></c>'
        case _:
            return f'<c r="{place}"><v>{value:.17g}</v></c>'
