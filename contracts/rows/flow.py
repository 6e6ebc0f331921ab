"""What became of the events themselves."""

from contracts.rows.base import Large, Name, Origin, Time


class Reject(Origin, kw_only=True, gc=False):
    """A message that could not be used: why, what it was, and where it stands. raw is text or, where it is not UTF-8, base64."""

    reason: Name
    detail: str
    size: Large
    encoding: Name
    raw: str
    key: str
    sent: Time


class Flow(Origin, kw_only=True, gc=False):
    """What one partition did since its source's previous flow row. clock is the newest event time, watermark clock less the lateness.

    events = clicks + rejected + late + duplicates + controls; clicks are the accepted events of any stream (its origin tells which).
    precision is that of the newest accepted event of a stream without clicks, which tell it themselves.
    """

    clock: Time | None
    watermark: Time | None
    sent: Time
    events: Large
    clicks: Large
    sessions: Large
    rejected: Large
    late: Large
    duplicates: Large
    controls: Large
    precision: Name = ""
