"""Each ready mapping over a file in its published format: recognised, and these events exactly.

The files are tiny and written for these tests, in the formats that the mappings cite; OTTO's published sample is read where it is at hand.
"""

import gzip
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contracts.settings import load
from infra.configuration import ROOT
from producers.replay.mapping.ready import NAMES, ready, recognised
from tests.producers.mapping import FILES, entries, told

GA4 = {
    "visitor": "1234567890.1699999999",
    "session": "1234567890.1699999999.1700000000",
    "country": "Poland",
    "device": "mobile",
    "channel": "Organic Search",
}
SEGMENT = {"visitor": "507f191e810c19729de860ea", "page": "/skirts/a1", "referrer": "https://www.google.com/"}


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


ANN = hashed("ann@example.com")
SHOPIFY = {"visitor": ANN, "customer": ANN, "currency": "EUR", "order": "#1001", "country": "DE"}
PHONE = {"product": "1004237", "category": "electronics.smartphone", "price": 1081.98, "visitor": "535871217"}
PHONE_SESSION = "c6bd7419-2748-4c56-95b4-8cec9ff8b80d"
EVENTS: dict[str, list[dict[str, Any]]] = {
    "rees46.csv": [
        {"id": "2", "type": "view_item", "at": 1569888000000, "visitor": "541312140", "session": "72d76fde-8bb3-4e00-8c23-a032dfed738c",
         "product": "44600062", "category": "2103807459595387724", "price": 35.79},
        {"id": "3", "type": "add_to_cart", "at": 1569888004000, "session": PHONE_SESSION, **PHONE},
        {"id": "4", "type": "remove_from_cart", "at": 1569888020000, "visitor": "512742880",
         "session": "0d0d91c2-c9c2-4e81-90a5-86594dec0db9", "product": "1480613", "category": "computers.desktop", "price": 908.62},
        {"id": "5", "type": "purchase", "at": 1569888023000, "session": PHONE_SESSION, "order": PHONE_SESSION, **PHONE},
    ],
    "retailrocket.csv": [
        {"id": "2", "type": "view_item", "at": 1433221332117, "visitor": "257597", "product": "355908"},
        {"id": "4", "type": "purchase", "at": 1433222276276, "visitor": "599528", "product": "356475", "order": "4000"},
        {"id": "3", "type": "add_to_cart", "at": 1433224214164, "visitor": "992329", "product": "248676"},
    ],
    "otto.jsonl": [
        {"id": "1", "type": "view_item", "at": 1661200010000, "visitor": "42", "product": "0"},
        {"id": "2", "type": "view_item", "at": 1661200015000, "visitor": "43", "product": "7"},
        {"id": "1.1", "type": "add_to_cart", "at": 1661200020000, "visitor": "42", "product": "1"},
        {"id": "1.2", "type": "purchase", "at": 1661200030000, "visitor": "42", "product": "1", "order": "42-1661200030000"},
        {"id": "1.3", "type": "purchase", "at": 1661200030000, "visitor": "42", "product": "2", "order": "42-1661200030000"},
    ],
    "yoochoose-clicks.dat yoochoose-buys.dat": [
        {"id": "1:3", "type": "view_item", "at": 1396777213032, "session": "281626", "product": "214535653", "category": "7"},
        {"id": "2:3", "type": "purchase", "at": 1396777813032, "session": "281626", "product": "214535653", "order": "281626"},
        {"id": "1:1", "type": "view_item", "at": 1396809898314, "session": "420374", "product": "214537888", "category": "special offer"},
        {"id": "1:2", "type": "view_item", "at": 1396809912100, "session": "420374", "product": "214537850"},
        {"id": "2:1", "type": "purchase", "at": 1396810018314, "session": "420374", "product": "214537888", "price": 12462.0, "quantity": 1,
         "order": "420374"},
        {"id": "2:2", "type": "purchase", "at": 1396810018325, "session": "420374", "product": "214537850", "price": 10471.0, "quantity": 2,
         "order": "420374"},
    ],
    "ga4.jsonl": [
        {"id": "2", "type": "page_view", "at": 1700000001500, "page": "/skirts", "referrer": "https://www.google.com/",
         "engaged": 1200, **GA4},
        {"id": "3", "type": "view_item_list", "at": 1700000002000, "page": "/skirts", **GA4},
        {"id": "4", "type": "view_item", "at": 1700000003000, "page": "/skirts/a1", "product": "A1", "category": "skirts", "price": 39.99,
         "currency": "EUR", **GA4},
        {"id": "5", "type": "purchase", "at": 1700000009000, "product": "A1", "category": "skirts", "price": 39.99, "quantity": 2,
         "currency": "EUR", "order": "T-1", **GA4},
        {"id": "5.1", "type": "purchase", "at": 1700000009000, "product": "B7", "price": 39.99, "quantity": 1, "currency": "EUR",
         "order": "T-1", **GA4},
    ],
    "segment.jsonl": [
        {"id": "m1", "type": "page_view", "at": 1777629601250, **SEGMENT},
        {"id": "m2", "type": "view_item", "at": 1777629605000, "position": 3, "product": "A1", "category": "Skirts", "price": 18.99,
         "currency": "USD", **SEGMENT},
        {"id": "m3", "type": "add_to_cart", "at": 1777629608000, "session": "507f191e810c19729de860ea.1777629600", "customer": "u1",
         "product": "A1", "price": 18.99, "quantity": 1, **SEGMENT},
        {"id": "m5", "type": "purchase", "at": 1777629660000, "customer": "u1", "product": "A1", "category": "Skirts", "price": 19.0,
         "quantity": 1, "currency": "USD", "order": "50314b8e", **SEGMENT},
        {"id": "m5.1", "type": "purchase", "at": 1777629660000, "customer": "u1", "product": "B2", "category": "Sale", "price": 3.0,
         "quantity": 2, "currency": "USD", "order": "50314b8e", **SEGMENT},
    ],
    "shopify-orders.csv": [
        {"id": "2", "type": "purchase", "at": 1777998890000, "product": "BS-1", "price": 25.0, "quantity": 1, **SHOPIFY},
        {"id": "3", "type": "purchase", "at": 1777998890000, "product": "Red sock", "price": 25.0, "quantity": 2, **SHOPIFY},
        {"id": "6", "type": "purchase", "at": 1778171690000, "visitor": hashed("#1003"), "product": "RS-2", "price": 25.0, "quantity": 1,
         "currency": "EUR", "order": "#1003"},
    ],
    "amazon_cells_labelled.txt": [
        {"id": "1", "type": "review", "at": 1432944000000, "text": 'Great "sound".', "recommended": True, "precision": "none"},
        {"id": "2", "type": "review", "at": 1432944060000, "text": "Not a deal, at all.", "recommended": False, "precision": "none"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("names", EVENTS)
def test_a_file_of_a_known_format_makes_these_events(tmp_path: Path, names: str) -> None:
    found = entries(tmp_path, *(FILES / name for name in names.split()))
    assert list(map(told, found)) == EVENTS[names]


def test_every_ready_mapping_is_tried_and_says_where_its_format_is_told() -> None:
    assert {recognised(FILES / name) for names in EVENTS for name in names.split()} == set(NAMES)
    assert all(ready(name).title and all(page.startswith("https://") for page in ready(name).about) for name in NAMES)


def test_a_gzipped_file_is_the_same_file(tmp_path: Path) -> None:
    packed = tmp_path / "rees46.csv.gz"
    packed.write_bytes(gzip.compress((FILES / "rees46.csv").read_bytes()))
    assert list(map(told, entries(tmp_path, packed))) == EVENTS["rees46.csv"]


def test_ga4_as_parquet_makes_the_same_events(tmp_path: Path) -> None:
    json, parquet = pytest.importorskip("pyarrow.json"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(json.read_json(FILES / "ga4.jsonl"), tmp_path / "ga4.parquet")
    assert list(map(told, entries(tmp_path, tmp_path / "ga4.parquet"))) == EVENTS["ga4.jsonl"]


def test_ottos_published_sample(tmp_path: Path) -> None:
    """20 sessions, 862 events, as its publisher counts them."""
    sample = ROOT / load({}).data / "otto_sample" / "train_20_sessions.jsonl"
    if not sample.exists():
        pytest.skip("OTTO's sample is not on this machine: put train_20_sessions.jsonl into otto_sample/ below STOREPULSE_DATA")
    found = entries(tmp_path, sample)
    assert Counter(entry.type for entry in found) == {"view_item": 800, "add_to_cart": 52, "purchase": 10}
    assert len({entry.visitor for entry in found}) == 20
    assert len({entry.id for entry in found}) == 862
    assert [entry.at for entry in found] == sorted(entry.at for entry in found)
