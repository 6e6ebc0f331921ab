"""The reader of online_retail: from lines of invoices, or the workbook they are shipped in, to events."""

import csv
import gzip
import hashlib
import io
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from contracts.events import OrderEvent
from producers.replay import online_retail
from producers.replay.datasets import dataset
from producers.replay.fetch import locate
from producers.replay.sheet import as_csv
from tests.datasets import needs
from tests.producers.test_fetch import Publisher, archive, publisher
from tests.producers.workbook import Cell, workbook

__all__ = ["publisher"]
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def one(folder: Path, line: str) -> OrderEvent:
    """The event of a line."""
    path = folder / "lines.csv"
    path.write_text(f"{HEADER}{line}\n", "utf-8")
    (event,) = online_retail.read(path)
    return event


def test_a_line_becomes_an_event(tmp_path: Path) -> None:
    event = one(tmp_path, "536367,22745,POPPY'S PLAYHOUSE BEDROOM ,6,2010-12-01 08:34:00,2.1,13047,United Kingdom")
    assert event == OrderEvent(
        id="online_retail-0",
        source="online_retail",
        type="purchase",
        at=int(datetime(2010, 12, 1, 8, 34, tzinfo=UTC).timestamp() * 1000),
        order="536367",
        customer="13047",
        product="22745",
        name="POPPY'S PLAYHOUSE BEDROOM",
        quantity=6,
        price=2.1,
        currency="GBP",
        country="GB",
    )


def test_a_cancellation_takes_back_and_nobody_is_nobody(tmp_path: Path) -> None:
    event = one(tmp_path, "C536379,85123a,,-1,2010-12-01 09:41:00,27.5,,EIRE")
    assert (event.type, event.order, event.quantity, event.product) == ("refund", "C536379", -1, "85123A")
    assert (event.customer, event.name, event.country) == (None, None, "IE")


@pytest.mark.parametrize(("name", "country"), [("RSA", "ZA"), ("Unspecified", None), ("Channel Islands", "Channel Islands")])
def test_countries_are_codes_where_they_are_countries(tmp_path: Path, name: str, country: str | None) -> None:
    assert one(tmp_path, f"1,2,x,1,2011-01-04 10:00:00,1.0,,{name}").country == country


def cells(row: list[str]) -> list[Cell]:
    """A line as its publisher's workbook holds it: whatever looks like a number is one."""
    when = datetime.fromisoformat(row[4])
    return [value if isinstance(value, datetime) else _number(value) for value in [*row[:4], when, *row[5:]]]


def _number(text: str) -> Cell:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def test_what_is_shipped_as_a_workbook_is_kept_as_the_same_lines(tmp_path: Path, publisher: Publisher) -> None:
    text = _some_lines(needs("online_retail"))
    header, *rows = csv.reader(io.StringIO(text))
    shipped = workbook([header, *map(cells, rows)])
    assert as_csv(shipped).decode() == text
    publisher.body = archive(Online_xlsx=shipped)
    wanted = dataset("online_retail")._replace(url=publisher.url, sha256=hashlib.sha256(text.encode()).hexdigest())
    assert len(list(online_retail.read(locate(wanted, [], tmp_path)))) == len(rows)


def _some_lines(path: Path) -> str:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return "".join(islice(file, 3000))
