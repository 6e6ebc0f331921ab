"""UCI #352, "Online Retail": every invoice line of a British gift wholesaler's web shop, December 2010 to December 2011.

The file keeps books, it does not tell sales: cancellations (invoice C...) with negative quantities that name no invoice they cancel,
write-offs without a price, postage, fees, discounts and lines booked twice. All of it is sent as it stands; what counts is
ruled where it arrives (docs/orders.md). Its stamps are to the minute, on the shop's own clock, and are taken for UTC: an hour of the day
is the shop's. It has no category, no visit and no comment.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from contracts.events import OrderEvent

# The file's names as ISO 3166 codes, as the other sources have them; what is no country keeps its name.
# fmt: off
COUNTRIES: Final = {
    "Australia": "AU", "Austria": "AT", "Bahrain": "BH", "Belgium": "BE", "Brazil": "BR", "Canada": "CA", "Cyprus": "CY",
    "Czech Republic": "CZ", "Denmark": "DK", "EIRE": "IE", "Finland": "FI", "France": "FR", "Germany": "DE", "Greece": "GR",
    "Hong Kong": "HK", "Iceland": "IS", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Lebanon": "LB", "Lithuania": "LT", "Malta": "MT",
    "Netherlands": "NL", "Norway": "NO", "Poland": "PL", "Portugal": "PT", "RSA": "ZA", "Saudi Arabia": "SA", "Singapore": "SG",
    "Spain": "ES", "Sweden": "SE", "Switzerland": "CH", "USA": "US", "United Arab Emirates": "AE", "United Kingdom": "GB",
    "Unspecified": None,
}
# fmt: on


def read(path: Path) -> Iterator[OrderEvent]:
    """The file's lines in its order, which is that of time; ids count from 0. `source` is the dataset's name."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield _event(number, row)


def _event(number: int, row: dict[str, str]) -> OrderEvent:
    invoice, country = row["InvoiceNo"], row["Country"]
    return OrderEvent(
        id=f"online_retail-{number}",
        source="online_retail",
        type="refund" if invoice.startswith("C") else "purchase",
        at=_ms(row["InvoiceDate"]),
        order=invoice,
        customer=row["CustomerID"] or None,
        product=row["StockCode"].upper(),  # 85123a is 85123A
        name=row["Description"].strip() or None,
        quantity=int(row["Quantity"]),
        price=float(row["UnitPrice"]),
        currency="GBP",
        country=COUNTRIES.get(country, country),
    )


@lru_cache(maxsize=16)  # the lines of an invoice have one stamp
def _ms(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp()) * 1000
