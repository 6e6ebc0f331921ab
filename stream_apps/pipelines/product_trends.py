"""Days of all streams, in their order, to what rises and what falls among products and categories."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from contracts.rows import ProductDay
from stream_apps.models.judged_rises import STILL, JudgedRises
from stream_apps.models.recent_days import MOST
from stream_apps.models.trends import Trend, Trends
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.joined_days import SECONDS, JoinedDays, ProductTotal
from stream_apps.pipelines.source import Rules

MODEL: Final = "product trends"
CATEGORIES: Final = "category trends"
RIVAL: Final = "all products"
LEARNING: Final = "Still learning: a trend takes four weeks of days."
NO_CATEGORY: Final = "Nothing in this source names a category, so none has a trend."
STEADY: Final = "No product had enough orders, looks or comments yet to tell a trend."
NO_MOVE: Final = "No product rose or fell by more than chance does once in a hundred times."
MOVERS: Final = 30  # products that rise and fall most by each measure are told of every day, all others once a week
WEEKLY: Final = 7

Counts = dict[str, tuple[float, ...]]


class ProductTrendLearner:
    """Trends of one source, day by day: the same at whatever speed a replay runs, for days are joined in their order."""

    TABLES: ClassVar[tuple[str, ...]] = ("product_trends", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 5

    def __init__(self) -> None:
        self.days = JoinedDays()
        self.products, self.categories = Trends(), Trends()
        self.category_of: dict[str, str] = {}
        self.judged = JudgedRises()
        self.told: dict[str, str] = {}  # the newest note of each model

    def take(self, row: ProductDay, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  no setting decides here
        """Learns each day that is complete by this row."""
        for day in self.days.take(row):
            self._learn(day.number, day.products, emit)

    def _learn(self, number: int, products: Mapping[str, ProductTotal], emit: Emit) -> None:
        self.category_of |= {product: each.category for product, each in products.items() if each.category}
        if len(self.category_of) > 2 * MOST:
            self.category_of = {product: category for product, category in self.category_of.items() if self.products.knows(product)}
        counts = {product: (float(each.views), float(each.orders), float(each.comments)) for product, each in products.items() if product}
        self.products.learn_one(number, counts)
        self.categories.learn_one(number, self._by_category(products))
        if self.judged.learn_one(number, counts):
            self._score(number, emit)
        asked = None if number % WEEKLY == 0 else self.products.movers(MOVERS)
        found = self.products.assess(asked)
        if asked is None:
            self.judged.add(number, found)
            self._say_how_far(number, bool(found), emit)
        _tell("product", found, self.category_of, number, emit)
        _tell("category", self.categories.assess(), {}, number, emit)

    def _say_how_far(self, number: int, is_known: bool, emit: Emit) -> None:
        how_far = LEARNING if self.products.is_young else NO_MOVE if is_known else STEADY
        self._note(MODEL, how_far, number, emit)
        self._note(CATEGORIES, how_far if self.category_of else NO_CATEGORY, number, emit)

    def _note(self, model: str, note: str, number: int, emit: Emit) -> None:
        if self.told.get(model) != note:
            self.told[model] = note
            emit_note(emit, model, RIVAL, note, float(number * SECONDS))

    def _score(self, number: int, emit: Emit) -> None:
        risers, everyone = self.judged.risers, self.judged.everyone
        if risers.samples:
            scores = {"measure": f"still {STILL} times the mean two weeks later", "score": risers.mean, "rival_score": everyone.mean}
            emit("model_scores", "", model=MODEL, at=float(number * SECONDS), samples=risers.samples, rival=RIVAL, **scores)

    def _by_category(self, products: Mapping[str, ProductTotal]) -> Counts:
        found: dict[str, list[ProductTotal]] = {}
        for product, each in products.items():
            if product and (category := self.category_of.get(product)):
                found.setdefault(category, []).append(each)
        return {category: _counts(each) for category, each in found.items()}


def _counts(totals: Iterable[ProductTotal]) -> tuple[float, ...]:
    views, orders, comments = zip(*((each.views, each.orders, each.comments) for each in totals), strict=True)
    return float(sum(views)), float(sum(orders)), float(sum(comments))


def _tell(kind: str, trends: Iterable[Trend], category_of: Mapping[str, str], number: int, emit: Emit) -> None:
    for each in trends:
        views_z, orders_z, comments_z = (None if z is None else round(z, 4) for z in each.zs)
        emit(
            "product_trends",
            each.name,
            at=float(number * SECONDS),
            kind=kind,
            name=each.name,
            category=category_of.get(each.name, ""),
            verdict=each.verdict,
            z=round(each.z, 4),
            views_z=views_z,
            orders_z=orders_z,
            comments_z=comments_z,
            measure=each.measure,
            ratio=round(each.ratio, 4),
            level=round(each.level, 4),
            slope=round(each.slope, 4),
            samples=each.total,
        )
