"""The historical datasets that can be replayed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from contracts.events import Event
from producers.replay import eshop2008, online_retail


class DatasetError(RuntimeError):
    """A dataset is unknown, cannot be had, or is not what it should be; the message says what to do."""


class Dataset(NamedTuple):
    """Where a dataset comes from and how it becomes events. sha256 is that of the unpacked file."""

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
)


def dataset(name: str) -> Dataset:
    """The dataset of that name. Raises DatasetError with the names there are."""
    found = next((known for known in DATASETS if known.name == name), None)
    if found is None:
        raise DatasetError(
            f"there is no dataset {name!r}; there are: {', '.join(known.name for known in DATASETS)}, and simulator, which is synthetic"
        )
    return found
