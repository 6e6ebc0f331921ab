"""Files as rows, one after another, whatever their size: CSV and JSON lines (gzipped or not) and Parquet."""

from pathlib import Path
from typing import Final

from producers.replay.mapping.csv_rows import CsvRows
from producers.replay.mapping.json_rows import JsonRows
from producers.replay.mapping.mapping import Mapping, MappingError
from producers.replay.mapping.parquet_rows import ParquetRows
from producers.replay.mapping.row import Rows

FORMATS: Final = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".dat"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "jsonl"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
}
_OTHERS: Final = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "is a spreadsheet: export it as CSV (UTF-8)"),
    **dict.fromkeys((".zip", ".zst", ".bz2", ".xz", ".7z", ".tar", ".tgz", ".rar"), "is an archive that is not read: unpack it first"),
}


def rows(path: Path, mapping: Mapping) -> Rows:
    """The rows of a file as its mapping says, else as its name says. Raises MappingError."""
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    kind = mapping.format or format_of(path)
    if kind == "parquet":
        return ParquetRows(path)
    return CsvRows(path, mapping) if kind == "csv" else JsonRows(path)


def format_of(path: Path) -> str:
    """csv, jsonl or parquet, by the ending of a file's name. Raises MappingError.

    >>> format_of(Path("SHOP.CSV.GZ"))
    'csv'
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise MappingError(f"{path.name} {_OTHERS[suffix]}")
    found = FORMATS.get(Path(path.stem).suffix.lower() if suffix == ".gz" else suffix)
    if found is None:
        raise MappingError(f'what {path.name} holds is not told by its name; write format = "csv", "jsonl" or "parquet" into the mapping')
    return found
