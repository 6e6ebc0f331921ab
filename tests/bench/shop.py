"""A store with rows: eshop2008 as the pipelines conclude it, and the same many times over as one large source."""

from contextlib import closing
from pathlib import Path

from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.tables import columns
from infra import store
from producers.replay import eshop2008
from producers.replay.datasets import dataset
from producers.replay.fetch import locate
from sinks.store import Store
from tests.metrics import offline

SOURCE, LARGE = "eshop2008", "large"
APART = 97  # s between two copies of the same session


def seed(settings: Settings) -> None:
    """Stores every row of eshop2008."""
    path = locate(dataset(SOURCE), [Path(settings.data)], Path(settings.cache) / "datasets")
    with closing(Store(settings)) as sink:
        for table, rows in offline.rows(offline.log(eshop2008.read(path))).items():
            sink.insert(table, rows)


def multiply(settings: Settings, copies: int) -> None:
    """Fills the source `large` with so many copies of eshop2008's rows, each a little later and under ids of its own; merges them."""
    with closing(store.writer_client(settings)) as client:
        for table in TABLES:
            for copy in range(copies):
                client.command(_copied(table), parameters={"copy": copy, "late": copy * APART, "large": LARGE, "seed": SOURCE})
            client.command(f"OPTIMIZE TABLE {table} FINAL")


def _copied(table: str) -> str:
    names = columns(TABLES[table])
    changed = {
        "source": "{large:String}",
        "origin_offset": "origin_offset + {copy:UInt64} * 1000000",
        **{name: f"concat({name}, '-', {{copy:String}})" for name in ("event", "session") if name in names},
        **{name: f"addSeconds({name}, {{late:Int64}})" for name, type in names.items() if "DateTime64" in type},
    }
    listed = ", ".join(names)
    chosen = ", ".join(f"{changed[name]} AS {name}" if name in changed else name for name in names)
    return f"INSERT INTO {table} ({listed}) SELECT {chosen} FROM {table} WHERE {table}.source = {{seed:String}}"  # noqa: S608  names of our own
