"""Products that go together, in the order of the sessions' one log: seen in one session, and bought in one."""

from typing import ClassVar, Final

from contracts.rows import Session
from stream_apps.models.related_products import RelatedProducts
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.source import Rules

TOLD: Final = 10
FIRST_AT: Final = 8  # baskets with a product at which it is first told what goes with it


class RelatedProductLearner:
    """Related products of one source."""

    TABLES: ClassVar[tuple[str, ...]] = ("related_products",)
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self.ways = {"viewed": RelatedProducts(), "bought": RelatedProducts()}

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Learns from a session, and tells what goes with those of its products whose evidence has doubled."""
        category_of = dict(zip(row.products, row.product_categories, strict=False))
        for way, products in (("viewed", row.products), ("bought", row.bought)):
            if basket := [product for product in products if product]:
                self._learn(way, basket, category_of, row.end, emit)

    def _learn(self, way: str, basket: list[str], category_of: dict[str, str], at: float, emit: Emit) -> None:
        model = self.ways[way]
        for product, evidence in model.learn_one(basket).items():
            if evidence >= FIRST_AT and evidence & (evidence - 1) == 0:
                self._tell(way, product, category_of.get(product, ""), evidence, at, emit)

    def _tell(self, way: str, product: str, category: str, evidence: int, at: float, emit: Emit) -> None:
        related = self.ways[way].predict_one(product, TOLD)
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
