"""storepulse reset: makes the stack forget one source.

A `reset` event goes through the log like any other: the worker drops the source's state and marks its rows topics, the sink
deletes at the mark what came before it. So it happens at one place in the log, whoever is up or down meanwhile.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import clickhouse_connect
from confluent_kafka.admin import AdminClient

from contracts.connections import kafka_client, reader
from contracts.events import STREAMS, ControlEvent
from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS
from producers.replay import replay
from producers.replay.journal import ReplayError
from producers.replay.outlet import Offsets, Outlet
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.shop import OWN_TABLES

_QUERIES: Final = Path(__file__).with_name("queries")
# By stream, the tables whose rows follow from its events themselves.
_FIRST: Final = {"shop": OWN_TABLES, **{inlet.stream: inlet.tables for inlet in INLETS}}


def reset(settings: Settings, source: str, patience: float, tell: Callable[[str], None]) -> bool:
    """Forgets a source; returns whether the store has carried it out within patience (s). Raises ReplayError."""
    desk = replay.desk(settings)
    if source in desk.running():
        raise ReplayError(f"{source} is being replayed: stop that first")
    outlet = Outlet(settings)
    before = outlet.ends(STREAMS)
    number = sum(sum(ends.values()) for ends in before.values())
    outlet.broadcast(ControlEvent(id=f"reset-{number}", source=source, type="reset", at=0), STREAMS)
    outlet.flush()
    desk.forget(source)
    tell("the log says so; waiting for the worker and the sink")
    return _carried_out(settings, source, before, time.monotonic() + patience)


def _carried_out(settings: Settings, source: str, before: Offsets, until: float) -> bool:
    epoch = AdminClient(kafka_client(settings)).list_topics(timeout=10).cluster_id
    client = clickhouse_connect.get_client(**reader(settings))
    marks, left = ((_QUERIES / f"{name}.sql").read_text("utf-8") for name in ("marks", "left"))

    def marked(stream: str, table: str) -> bool:
        done = dict(client.query(marks, parameters={"table": table, "epoch": epoch, "topic": EVENTS[stream]}).result_rows)
        return all(done.get(partition, -1) >= offset for partition, offset in before[stream].items())

    def empty(table: str) -> bool:
        return bool(client.query(left, parameters={"table": table, "source": source}).first_row[0] == 0)

    try:
        while not (all(marked(stream, table) for stream, tables in _FIRST.items() for table in tables) and all(map(empty, TABLES))):
            if time.monotonic() > until:
                return False
            time.sleep(0.2)  # another process acts; there is nothing to be told by
    finally:
        client.close()
    return True
