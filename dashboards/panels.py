"""What stands on the dashboard: metric names in the order an analyst reads them, and nothing else."""

from typing import Final, NamedTuple


class Section(NamedTuple):
    """A heading and its rows of metrics."""

    title: str
    rows: tuple[tuple[str, ...], ...]


SECTIONS: Final = (
    Section("Now", (("clicks_per_minute", "sessions", "clicks"),)),
    Section("What", (("top_products",),)),
)


def names() -> tuple[str, ...]:
    """Every metric on the dashboard, in reading order."""
    return tuple(name for section in SECTIONS for row in section.rows for name in row)
