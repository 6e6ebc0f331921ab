"""Mappings: what goes wrong is said in a sentence, rows that fit none are kept with their line, and what is written is read back."""

import base64
import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.events import ShopEvent, Unmapped
from infra.configuration import ROOT
from producers.replay.mapping.csv_rows import CsvRows
from producers.replay.mapping.loading import parse
from producers.replay.mapping.mapper import Mapper, mapped
from producers.replay.mapping.mapping import FIELDS, TYPES, MappingError
from producers.replay.mapping.report import Report
from producers.replay.parts import parts
from tests.producers.mapping import SHOP, entries, filed, shop, told

GOOD = "2026-05-01T10:00:00Z,v1,view,B1,52.5"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (SHOP + "[", "m.toml is not TOML"),
        ("delimeter = ';'\n" + SHOP, r"there is no key `delimeter`; did you mean `delimiter`\?"),
        (SHOP.replace('column = "when"', 'colum = "when"'), r"there is no key `time.colum`; did you mean `column`\?"),
        (SHOP.replace("[time]", "[tim]"), r"there is no key `tim`; did you mean `time`\?"),
        (SHOP.replace('column = "when"', ""), "`time.column` is missing; see docs/mapping.md"),
        (SHOP.replace("view_item", "view"), r"`type.names.*`: 'view' is none of what it takes"),
        (SHOP.replace("product =", "produkt ="), r"an event has no field `produkt` under \[fields\]; did you mean `product`\?"),
        (SHOP.replace("visitor =", "customer ="), r"\[fields\] names neither `visitor` nor `session`"),
        (SHOP.replace('"price"', '{ column = "price", skale = 0.01 }'), r"there is no key `fields.price.skale`; did you mean `scale`\?"),
        (SHOP.replace('"price"', '{ column = "price", value = 1 }'), "`fields.price` takes exactly one of column, value and template"),
        (SHOP.replace('names = { view = "view_item", buy = "purchase" }', ""), "`type.names` is missing"),
        (SHOP.replace('column = "what"', 'value = "view_item"\ncolumn = "what"'), "`type` takes either column"),
        (SHOP.replace('column = "when"', 'column = "when"\nzone = "Warsaw"'), "`time.zone` 'Warsaw' is no time zone"),
        ("encoding = 'utf9'\n" + SHOP, "`encoding` 'utf9' is unknown"),
        ("encoding = 'utf-16'\n" + SHOP, "turn the file into UTF-8 first: iconv"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_write_instead(wrong: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        parse(wrong, "m.toml")


@pytest.mark.parametrize(
    ("mapping", "name", "content", "said"),
    [
        (SHOP, "shop.csv", "wen,who,what,product,price\n", r"shop.csv: the file has no column `when`; did you mean `wen`\?"),
        (SHOP, "shop.csv", "", "shop.csv has no header line"),
        (SHOP, "shop.csv.gz", b"\x1f\x8b\x08\x00damaged", "shop.csv.gz is damaged"),
        (
            SHOP,
            "shop.csv",
            "when,who,what,product,price\nyesterday,v,view,B,1\n",
            "the mapping does not fit shop.csv: of its first 1 rows none",
        ),
        (SHOP.replace("csv", "jsonl"), "shop.json", '[{"a": 1}]', "shop.json is one JSON array; make lines of it first: jq -c"),
        (SHOP.replace("csv", "parquet"), "shop.parquet", "no", "shop.parquet cannot be read as Parquet"),
        (SHOP.replace('format = "csv"', ""), "shop.xyz", "x", 'what shop.xyz holds is not told by its name; write format = "csv"'),
        ("", "shop.csv", "a,b\n1,2\n", "shop.csv is of no format known here .*`storepulse datasets inspect"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, mapping: str, name: str, content: Any, said: str) -> None:
    path, toml = tmp_path / name, tmp_path / "m.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    toml.write_text(mapping)
    with pytest.raises(MappingError, match=said):
        parts([path], toml if mapping else None)


def test_the_mapping_in_the_docs_is_one() -> None:
    example, comments = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "mapping.md").read_text("utf-8"), re.S)
    mapping = parse(example, "mapping.md")
    assert parse(comments, "mapping.md").stream == "reviews"
    assert mapping.type.skip == ["login"]
    assert set(mapping.fields) == {"visitor", "session", "product", "price", "currency", "page", "category", "order"}


def test_a_missing_file_and_a_missing_mapping(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"^there is no file .*shop.csv$"):
        parts([tmp_path / "shop.csv"])
    with pytest.raises(MappingError, match=r"^there is no mapping .*m.toml; `storepulse datasets inspect"):
        parts([shop(tmp_path, GOOD)], tmp_path / "m.toml")


BAD = [
    ("2026-05-01,v1", "the line has 2 values, not 5"),
    ("yesterday,v1,view,B1,1", "time is not an ISO stamp: 'yesterday'"),
    (",v1,view,B1,1", "time is absent"),
    ("1969-05-01,v1,view,B1,1", "time is not between 1970 and 2100: '1969-05-01'"),
    ("2026-05-01T10:00:00Z,,view,B1,1", "neither visitor nor session"),
    ("2026-05-01T10:00:00Z,v1,dance,B1,1", "event name is not in type.names: 'dance'"),
    ("2026-05-01T10:00:00Z,v1,view,B1,cheap", "price is not a number: 'cheap'"),
    ("2026-05-01T10:00:00Z,v1,view,B1,-1", "price is negative: -1.0"),
    ("2026-05-01T10:00:00Z,v1,view,B1,inf", "price is not a number: 'inf'"),
    (f"2026-05-01T10:00:00Z,{'v' * 129},view,B1,1", f"visitor: expected `str` of length <= 128: {repr('v' * 129)[:79]}…"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_row_that_cannot_be_mapped_is_kept_whole_with_its_line_and_why(tmp_path: Path, line: str, why: str) -> None:
    good, bad = entries(tmp_path, shop(tmp_path, GOOD, line), mapping=SHOP)
    if isinstance(good, Unmapped):  # one that has an earlier time of its own stands before
        good, bad = bad, good
    assert told(good) == {"id": "2", "type": "view_item", "at": 1777629600000, "visitor": "v1", "product": "B1", "price": 52.5}
    assert isinstance(bad, Unmapped)
    assert (bad.id, bad.file, bad.line, bad.why, bad.raw, bad.size) == ("3.bad", "shop.csv", 3, why, f"{line}\n", len(line) + 1)


def test_bytes_that_are_no_utf8_and_rows_of_several_lines_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    rows = ["when,who,what,product,price", GOOD, '2026-05-01T10:00:01Z,"v\n2",view,B1,1', "", "2026-05-01T10:00:02Z,v\xff,view,B1,1", GOOD]
    path.write_bytes("\r\n".join(rows).encode("latin-1"))
    found = entries(tmp_path, path, mapping=SHOP)
    assert [entry.id for entry in found] == ["2", "7", "3", "6.bad"]
    bad = found[-1]
    assert isinstance(bad, Unmapped)
    assert (bad.line, bad.why, bad.encoding) == (6, 'the line is not utf-8; encoding = "cp1252" may help', "base64")
    assert base64.b64decode(bad.raw) == b"2026-05-01T10:00:02Z,v\xff,view,B1,1\r\n"
    as_latin = entries(tmp_path / "spool", path, mapping="encoding = 'latin-1'\n" + SHOP)
    assert [entry.visitor for entry in as_latin if isinstance(entry, ShopEvent)] == ["v1", "v1", "v\n2", "vÿ"]


def test_an_open_quote_costs_its_own_lines_only(tmp_path: Path) -> None:
    lines = [GOOD, f'2026-05-01T10:00:01Z,"v2,view,B1,{"1" * 140_000}', *[GOOD] * 3]
    found = entries(tmp_path, shop(tmp_path, *lines), mapping=SHOP)
    assert [entry.id for entry in found if isinstance(entry, ShopEvent)] == ["2", "4", "5", "6"]
    assert [entry.line for entry in found if isinstance(entry, Unmapped)] == [3]


def test_json_lines_that_are_none_and_elements_that_are_bad(tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    path.write_text(
        '{"v": "a", "hits": [{"t": 1777629600000, "p": 1}, {"t": "x"}, {"t": 1777629601000, "p": []}]}\n\n'
        'not json\n[1]\n{"v": "b", "hits": []}\n'
    )
    mapping = """
        each = { column = "hits" }
        time = { column = "hits[].t", format = "ms" }
        type = { value = "view_item" }
        fields = { visitor = "v", product = "hits[].p" }"""
    first, *bad = entries(tmp_path, path, mapping=mapping)
    assert told(first) == {"id": "1", "type": "view_item", "at": 1777629600000, "visitor": "a", "product": "1"}
    assert all(isinstance(entry, Unmapped) for entry in bad)
    assert [(entry.line, entry.why.partition(" (")[0]) for entry in bad if isinstance(entry, Unmapped)] == [
        (1, "time is not a number of ms since 1970: 'x'"),
        (3, "the line is no JSON"),
        (4, "the line is no JSON object"),
        (5, "time is absent"),
    ]


def test_the_report_counts_bad_rows_by_reason_with_their_first_lines(tmp_path: Path) -> None:
    made = filed(tmp_path, shop(tmp_path, GOOD, *["2026-05-01,v1,view,B1,x"] * 7, "2026-05-01,v1,dance,B1,1"), mapping=SHOP)
    made.history.close()
    assert list(made.report.lines()) == [
        "9 rows read, 1 event made",
        "8 bad rows, each kept in `rejects` as unmapped_row:",
        "  7 x price is not a number (shop.csv:3, shop.csv:4, shop.csv:5, shop.csv:6, shop.csv:7, ...), as in: price is not a number: 'x'",
        "  1 x event name is not in type.names (shop.csv:10), as in: event name is not in type.names: 'dance'",
    ]


def test_constants_cents_decimal_commas_zones_templates_and_absent_values(tmp_path: Path) -> None:
    path = tmp_path / "tag.csv"
    path.write_text("Tag;Uhrzeit;Kunde;Seite;Cent;Preis;Land\n01.07.2026;12:30;k1;https://shop.example/rock?x=1;1250;1.012,50;-\n")
    mapping = """
        format = "csv"
        delimiter = ";"
        decimal = ","
        absent = ["-"]
        id = "{Kunde}-{line}"
        time = { column = "Tag", format = "%d.%m.%Y", zone = "Europe/Berlin" }
        type = { value = "purchase" }
        [fields]
        visitor = { template = "{Kunde}@{Tag}" }
        page = { column = "Seite", as = "path" }
        referrer = { column = "Seite", as = "host" }
        quantity = { column = "Cent", scale = 0.01, types = ["view_item"] }
        price = { column = "Preis" }
        engaged = { column = "Cent", scale = 1000 }
        country = { column = "Land" }
        currency = { value = "EUR" }
        precision = { value = "day" }"""
    (event,) = entries(tmp_path, path, mapping=mapping)
    assert told(event) == {
        "id": "k1-2", "type": "purchase", "at": 1782856800000, "visitor": "k1@01.07.2026", "page": "/rock", "referrer": "shop.example",
        "price": 1012.5, "engaged": 1_250_000, "currency": "EUR", "precision": "day",
    }  # fmt: skip


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=32).filter(str.strip)
COLUMNS = ("id", "type", "at", *FIELDS)
EVENT = st.fixed_dictionaries(
    {"id": TEXT, "type": st.sampled_from(TYPES), "at": st.integers(0, 4_102_444_800_000), "visitor": TEXT},
    optional={
        **dict.fromkeys(("session", "customer", "page", "product", "category", "colour", "order", "country", "channel", "referrer"), TEXT),
        "price": st.floats(0, 1e12, allow_nan=False),
        "quantity": st.integers(-1_000_000, 1_000_000),
        "position": st.integers(0, 65_535),
        "engaged": st.integers(0, 86_400_000),
        "age": st.integers(0, 150),
        "precision": st.sampled_from(["ms", "day"]),
    },
)
PLAIN = parse(
    'id = "{id}"\ntime = { column = "at", format = "ms" }\n'
    + f"type = {{ column = 'type', names = {{ {', '.join(f'{type} = {type!r}' for type in TYPES)} }} }}\n[fields]\n"
    + "\n".join(f"{field} = {field!r}" for field in FIELDS),
    "plain.toml",
)


@given(st.lists(EVENT, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_events_written_to_a_csv_are_read_back_the_same(tmp_path: Path, events: list[dict[str, Any]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(events)
    path = tmp_path / "events.csv"
    path.write_bytes(out.getvalue().encode())
    source = CsvRows(path, PLAIN)
    assert list(mapped(iter(source), Mapper(PLAIN, "events.csv", source, Report()))) == [
        ShopEvent(source="file", **event) for event in events
    ]
