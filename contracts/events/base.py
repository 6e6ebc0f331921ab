"""What events of every stream share: the types of their fields, and control events."""

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

Source = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}\Z")]  # $ would let a line break through
Name = Annotated[str, Meta(max_length=256)]
Id = Annotated[str, Meta(min_length=1, max_length=128)]
LATEST: Final = 4_102_444_800_000  # ms since 1970 UTC: the year 2100
Stamp = Annotated[int, Meta(ge=0, le=LATEST)]
Count = Annotated[int, Meta(ge=0, le=65_535)]
Country = Annotated[str, Meta(max_length=32)]
Age = Annotated[int, Meta(ge=0, le=150)]
Gender = Annotated[str, Meta(max_length=32)]
Price = Annotated[float, Meta(ge=-1e12, le=1e12)]
Quantity = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Precision = Literal["ms", "day", "none", "synthetic"]

Control = Literal["tick", "end", "reset"]
CONTROLS: Final = frozenset({"tick", "end", "reset"})
Streams = Annotated[list[str], Meta(max_length=5)]


class ControlEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """What a producer says of its source, to every partition of every stream it sends to: all of them take it.

    `tick`: nothing happened until `at`; `end`: this source is complete; `reset`: forget this source. `streams` names all streams
    the source has, where it has several: what is joined over them then waits for each, however far one runs ahead.
    """

    id: Id
    source: Source
    type: Control
    at: Stamp | datetime
    streams: Streams | None = None
