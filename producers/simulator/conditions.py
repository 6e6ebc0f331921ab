"""What the planted truths make of a moment in the shop."""

from collections.abc import Sequence

from producers.simulator.audience import SEGMENTS, Segment
from producers.simulator.catalogue import Catalogue, Product
from producers.simulator.parameters import SimulationError
from producers.simulator.sampling import Weighted
from producers.simulator.truths import (
    BadBatch,
    CheckoutBug,
    DeadCamera,
    PaymentOutage,
    PriceRise,
    SegmentDrift,
    Truth,
    ViralProduct,
    name_of,
)

_USUAL = Weighted(SEGMENTS, [segment.share for segment in SEGMENTS])


class Conditions:
    """All planted truths together. Raises SimulationError where one names a product or category that is not sold."""

    def __init__(self, truths: Sequence[Truth], catalogue: Catalogue) -> None:
        self.failures = [each for each in truths if isinstance(each, CheckoutBug | PaymentOutage)]
        self.rises = [each for each in truths if isinstance(each, PriceRise)]
        self.drifts = [each for each in truths if isinstance(each, SegmentDrift)]
        self._spoilt = [(each, _sold(each, each.product, catalogue)) for each in truths if isinstance(each, BadBatch)]
        self._dead = [each for each in truths if isinstance(each, DeadCamera)]
        self.viral = [(each, _sold(each, each.product, catalogue)) for each in truths if isinstance(each, ViralProduct)]
        for rise in self.rises:
            if rise.category not in catalogue.by_category:
                raise SimulationError(f"price_rise: no category {rise.category!r} is sold; there are {', '.join(catalogue.by_category)}")

    def working(self, device: str, at: int) -> float:
        """The share of checkouts that work."""
        return min((failure.working(device, at) for failure in self.failures), default=1.0)

    def price_factor(self, category: str, at: int) -> float:
        """What a usual price is multiplied by."""
        factor = 1.0
        for rise in self.rises:
            factor *= rise.price(category, at)
        return factor

    def spoilt(self, product: str, at: int) -> float:
        """The stars that a product's comments lose."""
        return sum(each.stars for each, sold in self._spoilt if sold.id == product and each.holds(at))

    def dead(self, camera: str, at: int) -> bool:
        """Whether a camera sees nothing."""
        return any(each.camera == camera and each.holds(at) for each in self._dead)

    def segments(self, at: int) -> Weighted[Segment]:
        """The segments of new people."""
        if not self.drifts:
            return _USUAL
        weights = [float(segment.share) for segment in SEGMENTS]
        for drift in self.drifts:
            place = next(place for place, segment in enumerate(SEGMENTS) if segment.name == drift.segment)
            weights[place] *= drift.weight(at)
        return Weighted(SEGMENTS, weights)


def _sold(truth: Truth, product: str, catalogue: Catalogue) -> Product:
    found = catalogue.products.get(product)
    if found is None:
        some = ", ".join(products[-1].id for products in list(catalogue.by_category.values())[:4])
        raise SimulationError(f"{name_of(truth)}: no product {product!r} is sold; with this seed there are {some} and others")
    return found
