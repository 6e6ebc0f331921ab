"""What all rows share: the types of their columns, their origin, and the mark of a reset."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta


def column(type: str, **bounds: Any) -> Meta:
    """The ClickHouse type of a field, and its bounds."""
    return Meta(extra={"clickhouse": type}, **bounds)


# Bounds keep out what ClickHouse could not store, so that it never refuses a row that was read.
# A plain str, float, int or bool becomes String, Float64, Int64 or Bool; these say more.
Time = Annotated[float, column("DateTime64(3, 'UTC')", ge=0, le=4_102_444_800)]
Name = Annotated[str, column("LowCardinality(String)")]
Names = Annotated[list[str], column("Array(LowCardinality(String))")]
Texts = Annotated[list[str], column("Array(String)")]
Small = Annotated[int, column("UInt32", ge=0, le=2**32 - 1)]
Large = Annotated[int, column("UInt64", ge=0, le=2**63 - 1)]
Smalls = Annotated[list[int], column("Array(UInt32)")]
Larges = Annotated[list[int], column("Array(UInt64)")]
Integers = Annotated[list[int], column("Array(Int64)")]


class Origin(msgspec.Struct, gc=False):
    """Where a row comes from. (offset, index) grows within one (epoch, topic, partition)."""

    origin_epoch: Name
    origin_topic: Name
    origin_partition: Small
    origin_offset: Large
    origin_index: Small
    source: Name


class Reset(Origin, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A mark on a rows topic, never stored: rows of this source and origin partition from before it are to be forgotten.

    Unknown fields are refused: a malformed row carries an origin too, and must not be taken for a mark that deletes.
    """

    reset: Literal[True]


class Whole(Origin, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A mark on the order lines' topic, never stored: the orders that this source and origin partition have told of so far are whole."""

    whole: Literal[True]
