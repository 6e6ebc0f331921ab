"""What stands on the dashboard: metric names in the order an analyst reads them, and nothing else."""

from typing import Final, NamedTuple


class Section(NamedTuple):
    """A heading and its rows of metrics."""

    title: str
    rows: tuple[tuple[str, ...], ...]


SECTIONS: Final = (
    Section(
        "Now",
        (
            ("clicks_per_minute", "visitors_now", "visitors", "clicks"),
            ("sessions", "session_duration", "pages_per_session", "bounce_rate"),
        ),
    ),
    Section("Where", (("entry_pages", "exit_pages", "countries", "top_categories"),)),
    Section(
        "What",
        (
            ("top_products", "top_colours", "page_positions"),
            ("product_pairs", "price_against_average", "first_page_share"),
        ),
    ),
    Section("Who", (("segments", "new_and_returning", "segment_quality"),)),
    Section("The stream itself", (("events_in", "latency", "lag", "rejects"),)),
)


def names() -> tuple[str, ...]:
    """Every metric on the dashboard, in reading order."""
    return tuple(name for section in SECTIONS for row in section.rows for name in row)
