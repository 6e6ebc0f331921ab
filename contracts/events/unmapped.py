"""A line of a file that is no event."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Id, Name, Source, Stamp


class Unmapped(msgspec.Struct, tag_field="type", tag="unmapped", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a producer sends in place of a line of a file that it could not make an event of: the door refuses it, so it is kept.

    `line` counts from 1 (a Parquet file's rows; a row of several lines has its first), `at` is the line's own time or that of the line
    before, ms. `raw` is the line as it stands in the file; where that is not UTF-8, base64 (`encoding` says so); `size` is its bytes, more
    than raw holds if it was cut.
    """

    id: Id
    source: Source
    at: Stamp
    file: Name
    line: Annotated[int, Meta(ge=1)]
    why: str
    raw: str
    size: Annotated[int, Meta(ge=0)]
    encoding: Literal["utf-8", "base64"] = "utf-8"
