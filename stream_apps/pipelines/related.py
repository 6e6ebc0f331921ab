"""Products that go together, seen in one session or bought in one order, each in the order of its one log."""

from collections.abc import Mapping
from typing import ClassVar, Final

from contracts.rows import Session
from stream_apps.models.related_products import RelatedProducts
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.whole_orders import Order, OrderLearner, WholeOrders

TOLD: Final = 10
FIRST_AT: Final = 8  # baskets with a product at which it is first told what goes with it


class ViewedTogetherLearner:
    """Products of one source that are seen together."""

    TABLES: ClassVar[tuple[str, ...]] = ("related_products",)
    SCORED_AS: ClassVar[str] = ""
    VERSION: ClassVar[int] = 2

    def __init__(self) -> None:
        self.model = RelatedProducts()

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Learns from a session, and tells what goes with those of its products whose evidence has doubled."""
        known = dict(zip(row.products, row.product_categories, strict=False))
        seen = {product: known.get(product, "") for product in row.products if product}
        _learn(self.model, "viewed", seen, row.end, emit)


class BoughtTogetherLearner(OrderLearner):
    """Products of one source that are bought together."""

    TABLES: ClassVar[tuple[str, ...]] = ("related_products",)
    SCORED_AS: ClassVar[str] = ""
    VERSION: ClassVar[int] = 2

    def __init__(self) -> None:
        self.orders = WholeOrders()
        self.model = RelatedProducts()

    def learn(self, order: Order, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Learns from an order, and tells what goes with those of its products whose evidence has doubled."""
        _learn(self.model, "bought", order.products, order.at, emit)


def _learn(model: RelatedProducts, way: str, basket: Mapping[str, str], at: float, emit: Emit) -> None:
    """Basket: products and their categories."""
    if not basket:
        return
    for product, evidence in model.learn_one(list(basket)).items():
        if evidence >= FIRST_AT and evidence & (evidence - 1) == 0:
            _tell(model, way, product, basket[product], evidence, at, emit)


def _tell(model: RelatedProducts, way: str, product: str, category: str, evidence: int, at: float, emit: Emit) -> None:
    related = model.predict_one(product, TOLD)
    if related:
        emit(
            "related_products",
            product,
            at=at,
            product=product,
            category=category,
            way=way,
            evidence=evidence,
            products=[each.product for each in related],
            together=[each.together for each in related],
            shares=[round(each.share, 4) for each in related],
            lifts=[round(each.lift, 3) for each in related],
        )
