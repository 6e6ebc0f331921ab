"""Truths that can be planted into the synthetic shop, each with a date, so that tests and demos know what is to be found.

    checkout_bug:device=mobile:from=2026-03-10:to=2026-03-12

A time is an ISO 8601 stamp in the shop's own time (UTC where it says nothing else), or a number of days: since the shop opened,
or, negative, before it closes. A truth holds from `from` on and before `to`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import ceil, inf
from typing import Annotated, Any, ClassVar, Final, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from producers.simulator.parameters import SimulationError
from producers.simulator.rhythm import DAY

Share = Annotated[float, Meta(ge=0, le=1)]
_TIMES: Final = ("from", "to")


class Truth(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}, forbid_unknown_fields=True):
    """What every truth has: when it holds, in ms of the shop's own time."""

    effect: ClassVar[str] = ""
    start: float
    end: float = inf

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


class CheckoutBug(Truth, frozen=True):
    """Checkouts of one device fail; people try again, and give up."""

    effect: ClassVar[str] = "begin_checkout of that device rises (people try again), its purchases collapse to the share that works"
    device: Literal["mobile", "tablet", "desktop"] = "mobile"
    works: Share = 0.05

    def working(self, device: str, at: int) -> float:
        """The share of checkouts that work."""
        return self.works if device == self.device and self.holds(at) else 1.0


class PaymentOutage(Truth, frozen=True):
    """No payment goes through, on any device."""

    effect: ClassVar[str] = "purchases of all devices collapse to the share that works, begin_checkout rises"
    works: Share = 0.0

    def working(self, _device: str, at: int) -> float:
        """The share of checkouts that work."""
        return self.works if self.holds(at) else 1.0


class ViralProduct(Truth, frozen=True):
    """Everybody talks about one product: more new visitors, who land on its page."""

    effect: ClassVar[str] = "`lift` times as many first visits come on top, from Organic Social, landing on the product"
    product: str = ""
    lift: Annotated[float, Meta(gt=0, le=100)] = 1.0


class PriceRise(Truth, frozen=True):
    """A category becomes dearer."""

    effect: ClassVar[str] = "prices in the category are multiplied by `factor`; its products are put into carts less, by their elasticity"
    category: str = ""
    factor: Annotated[float, Meta(gt=0, le=100)] = 1.25

    def price(self, category: str, at: int) -> float:
        """What a usual price is multiplied by."""
        return self.factor if category == self.category and self.holds(at) else 1.0


class SegmentDrift(Truth, frozen=True):
    """More, or fewer, of one kind of people come: their weight among new visitors moves to `factor` times, and stays."""

    effect: ClassVar[str] = "the segment's weight among first visits moves linearly to `factor` times its usual until `to`, and stays there"
    segment: Literal["loyal", "bargain hunter", "researcher", "browser", "new"] = "bargain hunter"
    factor: Annotated[float, Meta(gt=0, le=100)] = 3.0

    def weight(self, at: int) -> float:
        """What its usual weight is multiplied by."""
        if at < self.start:
            return 1.0
        done = 1.0 if at >= self.end or self.end == inf else (at - self.start) / (self.end - self.start)
        return 1.0 + (self.factor - 1.0) * done


class BadBatch(Truth, frozen=True):
    """A batch of one product is bad, and its buyers say so."""

    effect: ClassVar[str] = "comments on the product lose `stars` stars, and turn from praise to complaint"
    product: str = ""
    stars: Annotated[float, Meta(gt=0, le=4)] = 2.5


class DeadCamera(Truth, frozen=True):
    """One camera of the store sees nothing."""

    effect: ClassVar[str] = "the camera says that it is dead, and nothing else; counters at the door and tills go on"
    camera: Literal["sim-camera-door", "sim-camera-left", "sim-camera-right"] = "sim-camera-door"


TRUTHS: Final[dict[str, type[Truth]]] = {
    "checkout_bug": CheckoutBug,
    "payment_outage": PaymentOutage,
    "viral_product": ViralProduct,
    "price_rise": PriceRise,
    "segment_drift": SegmentDrift,
    "bad_batch": BadBatch,
    "dead_camera": DeadCamera,
}


def truth(text: str, opens: int, closes: int, *, endless: bool = False) -> Truth:
    """A truth from NAME:KEY=VALUE:...; opens and closes are the shop's, ms; an endless one goes on. Raises SimulationError.

    >>> truth("payment_outage:from=1:to=1.5", 0, 9 * DAY).holds(DAY)
    True
    """
    name, _, rest = text.partition(":")
    if name not in TRUTHS:
        raise SimulationError(f"there is no truth {name!r} to plant; there are: {', '.join(TRUTHS)} (`storepulse truths`)")
    try:
        words = _words(rest, list(_fields(name)))
        times = {key: _stamp(key, words[key], opens, closes) for key in _TIMES if key in words}
        values = {key: _value(field, words[key]) for key, field in _fields(name).items() if key in words and key not in _TIMES}
        _check_times(times, opens, inf if endless else closes)
    except ValueError as error:
        raise SimulationError(f"--plant {text}: {error}; see `storepulse truths`") from None
    return msgspec.convert(times | values, TRUTHS[name])


def _fields(name: str) -> dict[str, Any]:
    """What a truth takes, by the names that it is written with."""
    return {field.encode_name: field for field in msgspec.structs.fields(TRUTHS[name])}


def _words(rest: str, known: list[str]) -> dict[str, str]:
    """The keys and values as they are written, each key once."""
    words: dict[str, str] = {}
    for part in re.split(r":(?=[a-z_]+=)", rest):  # times have colons, too
        key, sign, value = part.partition("=")
        if part and not sign:
            raise ValueError(f"write KEY=VALUE instead of {key!r}; it takes {', '.join(known)}")
        if part and key not in known:
            raise ValueError(f"it takes no {key!r}, only {', '.join(known)}")
        if key in words:
            raise ValueError(f"it says {key}= twice: write another --plant for each")
        if part:
            words[key] = value
    if "from" not in words:
        raise ValueError("it lacks when it begins: write from=2 (days since the shop opened) or a date")
    return words


def _value(field: Any, text: str) -> Any:
    """A field's value from its text, or what to write instead."""
    try:
        return msgspec.convert(text, field.type, strict=False)
    except msgspec.ValidationError:
        raise ValueError(f"{field.encode_name}={text} is not {_takes(field.type)}") from None


def _takes(kind: Any) -> str:
    """What a field takes, in words.

    >>> _takes(Literal["mobile", "tablet"]), _takes(Share), _takes(Annotated[float, Meta(gt=0, le=4)])
    ('one of mobile, tablet', 'a number from 0 to 1', 'a number above 0, to 4')
    """
    if choices := get_args(kind) if get_origin(kind) is Literal else ():
        return f"one of {', '.join(choices)}"
    bounds = get_args(kind)[1]
    return f"a number from {bounds.ge} to {bounds.le}" if bounds.gt is None else f"a number above {bounds.gt}, to {bounds.le}"


def _check_times(times: Mapping[Any, float], opens: int, closes: float) -> None:
    """Whether a truth holds at some time at which the shop is open."""
    start, end = times["from"], times.get("to", inf)
    if start >= end:
        raise ValueError("it ends before it begins")
    if start >= closes:
        days = ceil(((closes if end == inf else end) - opens) / DAY)
        longer = max(days, int((start - opens) // DAY) + 1)
        raise ValueError(
            f"it begins when the shop has closed, after {_span(opens, closes)}: begin earlier, or let it run for --days {longer}"
        )
    if end <= opens:
        raise ValueError(f"it ends before the shop opens: write days since its opening, or dates from {_date(opens):%Y-%m-%d} on")


def _span(opens: float, closes: float) -> str:
    return f"{(closes - opens) / DAY:.0f} days, on {_date(closes):%Y-%m-%d}"


def _date(at: float) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _stamp(key: str, text: str, opens: int, closes: int) -> float:
    """A time in ms, from a stamp or from days."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return (closes if text.startswith("-") else opens) + float(text) * DAY
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{key}={text} is no time: write a date, 2026-03-10 or 2026-03-10T12:30, or days since the shop opened, 2.5"
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000


def name_of(planted: Truth) -> str:
    """How a truth is called when it is planted."""
    return next(name for name, kind in TRUTHS.items() if type(planted) is kind)


def describe() -> Iterator[Mapping[str, Any]]:
    """Every truth that can be planted: name, what it is, its parameters with defaults, its effect."""
    for name, kind in TRUTHS.items():
        fields = msgspec.structs.fields(kind)
        own = {field.encode_name: None if field.required else field.default for field in fields if field.name not in ("start", "end")}
        yield {"name": name, "what": (kind.__doc__ or "").strip(), "parameters": own, "effect": kind.effect}
