"""Truths that can be planted into the synthetic shop, each with a date, so that tests and demos know what is to be found.

    checkout_bug:device=mobile:from=2026-03-10:to=2026-03-12

A time is an ISO 8601 stamp in the shop's own time (UTC where it says nothing else), or a number of days: since the shop opened,
or, negative, before it closes. A truth holds from `from` on and before `to`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import inf
from typing import Annotated, Any, ClassVar, Final, Literal

import msgspec
from msgspec import Meta

from producers.simulator.parameters import SimulationError
from producers.simulator.rhythm import DAY

Share = Annotated[float, Meta(ge=0, le=1)]


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


def truth(text: str, opens: int, closes: int) -> Truth:
    """A truth from NAME:KEY=VALUE:...; opens and closes are the shop's, ms. Raises SimulationError.

    >>> truth("payment_outage:from=1:to=1.5", 0, 9 * DAY).holds(DAY)
    True
    """
    name, _, rest = text.partition(":")
    if name not in TRUTHS:
        raise SimulationError(f"there is no truth {name!r} to plant; there are: {', '.join(TRUTHS)} (`storepulse truths`)")
    pairs = [part.partition("=") for part in re.split(r":(?=[a-z_]+=)", rest) if part]  # times have colons, too
    if wrong := [key for key, sign, _ in pairs if not sign]:
        raise SimulationError(f"--plant {text}: write KEY=VALUE instead of {wrong[0]!r}; see `storepulse truths`")
    words: dict[str, Any] = {key: value for key, _, value in pairs}
    try:
        words |= {key: _stamp(words[key], opens, closes) for key in ("from", "to") if key in words}
        planted = msgspec.convert(words, TRUTHS[name], strict=False)
    except (msgspec.ValidationError, ValueError) as error:
        raise SimulationError(f"--plant {text}: {error}; see `storepulse truths`") from None
    if planted.start >= planted.end:
        raise SimulationError(f"--plant {text}: it ends before it begins")
    return planted


def _stamp(text: str, opens: int, closes: int) -> float:
    """A time in ms, from a stamp or from days."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return (closes if text.startswith("-") else opens) + float(text) * DAY
    at = datetime.fromisoformat(text)
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
