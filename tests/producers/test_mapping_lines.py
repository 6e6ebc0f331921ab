"""Files as programs leave them: with byte order marks, carriage returns, other encodings and endings of names."""

import gzip
from pathlib import Path

import pytest

from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.proposal import propose
from tests.producers.mapping import HEADER, SHOP, entries, told

ROWS = [f"2026-05-01T10:{row:02}:00Z,v{row // 3},view,B{row},1.50" for row in range(30)]
TEXT = HEADER + "".join(f"{row}\n" for row in ROWS)
MARK = "\ufeff"


@pytest.mark.parametrize(
    "text",
    [MARK + TEXT, MARK + TEXT.replace("when", '"when"'), TEXT.replace("\n", "\r"), TEXT.replace("\n", "\r\n"), MARK + TEXT[:-1]],
    ids=["mark", "mark and quotes", "returns", "both", "no end"],
)
@pytest.mark.parametrize("name", ["shop.csv", "SHOP.CSV.GZ"])
def test_a_csv_is_looked_at_and_read(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith("GZ") else text.encode())
    assert propose(path).report.events == 30
    found = entries(tmp_path, path, mapping=SHOP.replace('format = "csv"', ""))
    assert [entry.id for entry in found] == [str(line) for line in range(2, 32)]
    assert told(found[0])["visitor"] == "v0"


def test_more_carriage_returns_than_are_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(HEADER.replace("\n", "\r") + "\r".join(ROWS * 200), newline="")
    assert len(entries(tmp_path, path, mapping=SHOP)) == 6_000


def test_json_lines_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(MARK + '{"time": "2026-05-01T10:00:00Z", "user": "u1", "event": "view"}\n')
    found = propose(path)
    assert (found.report.events, found.report.bad) == (1, {})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["own.csv", "own.jsonl"])
def test_utf_16_is_refused_with_what_to_do(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT if name == "own.csv" else '{"time": 1}\n', encoding)
    with pytest.raises(MappingError, match=rf"^{name} is UTF-16 .*iconv -f utf-16 -t utf-8 {name}"):
        propose(path)


def test_the_encoding_is_judged_by_all_rows_at_hand(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in ROWS * 20) + "2026-05-01T10:00:00Z,v1,view,Küche,1\n", "cp1252")
    found = propose(path)
    assert "the file is not UTF-8; cp1252 is a guess" in found.doubts
    assert found.bad_share == 0
    assert told(entries(tmp_path, path, mapping=SHOP)[-1])["why"] == 'the line is not utf-8; encoding = "cp1252" may help'


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("own.xlsx", "own.xlsx is a spreadsheet: export it as CSV"),
        ("own.csv.zst", "own.csv.zst is an archive that is not read: unpack it"),
        ("own.ZIP", "own.ZIP is an archive that is not read: unpack it"),
        ("own.csv", r"own.csv has a header line \(when, who, what, product, price\) and no row below it"),
    ],
)
def test_what_is_not_read_is_said_with_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(HEADER)
    with pytest.raises(MappingError, match=f"^{said}"):
        propose(path)
