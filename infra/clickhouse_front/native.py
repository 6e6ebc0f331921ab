"""Format Native for clients that name the protocol they speak, as clickhouse-go does, the driver of Grafana's plugin.

ClickHouse's HTTP interface then writes Native by TCP's protocol, which chDB cannot be told to do. From revision 54454 on that
means: before each block its info (field 1: not overflowed; field 2: no bucket; 0: no more), and behind each column's type
whether it is serialized specially (no).
https://github.com/ClickHouse/ClickHouse/blob/master/src/Formats/NativeWriter.cpp
"""

from collections.abc import Iterator
from typing import Final

from infra.clickhouse_front.native_columns import Cursor, skip_column

SINCE: Final = 54454  # before it, clients take Native as it is
_INFO: Final = b"\x01\x00\x02\xff\xff\xff\xff\x00"
_PLAIN: Final = b"\x00"


def for_protocol(data: bytes, revision: str) -> bytes:
    """Native data as a client of that client_protocol_version reads it. Raises RefusedError for a type that cannot be sent so.

    >>> for_protocol(b"\\x01\\x01\\x01a\\x05UInt8\\x07", "54460")
    b'\\x01\\x00\\x02\\xff\\xff\\xff\\xff\\x00\\x01\\x01\\x01a\\x05UInt8\\x00\\x07'
    """
    if not revision.isdecimal() or int(revision) < SINCE:
        return data
    return b"".join(_parts(data))


def _parts(data: bytes) -> Iterator[bytes]:
    """The data, cut where something has to be put between."""
    cursor, written = Cursor(data), 0
    while cursor.at < len(data):
        yield _INFO
        columns, rows = cursor.number(), cursor.number()
        for _ in range(columns):
            cursor.text()
            type = cursor.text()
            yield data[written : cursor.at] + _PLAIN
            written = cursor.at
            skip_column(cursor, type, rows)
        yield data[written : cursor.at]
        written = cursor.at
