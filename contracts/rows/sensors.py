"""What sensors without a picture saw, and what follows from who was counted."""

from contracts.rows.base import Name, Origin, Time


class MotionSpell(Origin, kw_only=True, gc=False, omit_defaults=True):
    """Something moved in front of a motion sensor, from at on, for so many seconds. closed_by: off, silent (it told no more) or end."""

    at: Time
    sent: Time
    sensor: Name
    place: Name
    seconds: float
    closed_by: Name
    store: Name = ""
    precision: Name = "ms"


class FootfallHour(Origin, kw_only=True, gc=False, omit_defaults=True):
    """People at a place in the hour from `at` on (entered, or passed where no direction is told), and what had been expected of it.

    expected, low and high (90% of hours lie within) are as foreseen the day before, sooner_* the hour before. unusual: "more" or "fewer"
    where the hour lies outside of what one in 200 does, as foreseen the day before. next_* foresee the next hour, tomorrow_* the hour that
    starts 24 h after this one. All are null while too little is known.
    """

    at: Time
    place: Name
    people: float
    device: Name
    store: Name = ""
    precision: Name = "ms"
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    sooner_expected: float | None = None
    sooner_low: float | None = None
    sooner_high: float | None = None
    unusual: Name = ""
    next_expected: float | None = None
    next_low: float | None = None
    next_high: float | None = None
    tomorrow_expected: float | None = None
    tomorrow_low: float | None = None
    tomorrow_high: float | None = None


class FootfallChange(Origin, kw_only=True, gc=False, omit_defaults=True):
    """The number of people changed for longer than some days: since, sure by the end of the day `at`. place "" is all of them together.

    before and after are people a day, the former as the weekdays had it; ratio is after to before, of a typical day.
    """

    at: Time
    since: Time
    place: Name
    before: float
    after: float
    ratio: float


class DoorHour(Origin, kw_only=True, gc=False, omit_defaults=True):
    """One hour of a place that a camera and a sensor both count: who came in, by each, and by both together.

    bias is the usual ratio of camera to sensor, fused the estimate from both, error its standard error (people), half of the bias in it.
    flag: "apart" where this hour's ratio is far from the usual, "drift" where the usual ratio has moved since, else "".
    """

    at: Time
    place: Name
    sensor: float
    camera: float
    bias: float | None
    fused: float | None
    error: float | None
    flag: Name
    drift_at: Time | None = None
    store: Name = ""
