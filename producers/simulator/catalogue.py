"""What the shop sells: categories, products with colours, prices and demand, and which product goes with which."""

from random import Random
from typing import Final, NamedTuple

from producers.simulator.parameters import Parameters
from producers.simulator.sampling import Weighted

A_PAGE: Final = 24  # products on a page of a category
COLOURS: Final = ("black", "white", "blue", "red", "green", "beige", "gray", "pink", "brown", "navy")


class Category(NamedTuple):
    """Assumed, all of it. share of the catalogue and of interest, in %; median price in EUR; goes_with: where companions are sought."""

    name: str
    share: int
    price: float
    goes_with: tuple[str, ...]


CATEGORIES: Final = (
    Category("dresses", 18, 59.0, ("shoes", "bags")),
    Category("tops", 20, 29.0, ("trousers", "skirts")),
    Category("trousers", 15, 49.0, ("tops", "shoes")),
    Category("skirts", 10, 39.0, ("tops", "shoes")),
    Category("shoes", 15, 79.0, ("bags", "accessories")),
    Category("coats", 7, 129.0, ("accessories", "trousers")),
    Category("bags", 8, 69.0, ("accessories", "shoes")),
    Category("accessories", 7, 19.0, ("bags", "coats")),
)


class Product(NamedTuple):
    """One product. A category's pages list its products by demand: page_number and position tell the rank, from 1."""

    id: str
    category: str
    colour: str
    price: float
    page_number: int
    position: int
    path: str


class Catalogue:
    """All products. companions: the planted truth of what goes with what, by product."""

    def __init__(self, parameters: Parameters) -> None:
        random = Random(f"catalogue {parameters.seed}")
        total = sum(category.share for category in CATEGORIES)
        sizes = {each.name: max(2, round(parameters.products * each.share / total)) for each in CATEGORIES}
        self.by_category = {each.name: _products(each, sizes[each.name], random) for each in CATEGORIES}
        self.products = {product.id: product for products in self.by_category.values() for product in products}
        self.demand = {
            name: Weighted(products, [rank**-parameters.popularity for rank in range(1, len(products) + 1)])
            for name, products in self.by_category.items()
        }
        self.interest = Weighted([each.name for each in CATEGORIES], [each.share for each in CATEGORIES])
        self.companions: dict[str, tuple[Product, ...]] = {
            product.id: tuple(random.choice(self.by_category[other]) for other in category.goes_with)
            for category in CATEGORIES
            for product in self.by_category[category.name]
        }


def _products(category: Category, count: int, random: Random) -> list[Product]:
    """By rank; the number in an id says nothing of the rank."""
    numbers = random.sample(range(1, count + 1), count)
    made = []
    for rank, number in enumerate(numbers):
        id = f"{category.name[:2].upper()}{number:03}"
        price = max(4.95, round(category.price * random.lognormvariate(0, 0.35)) - 0.05)
        place = (rank // A_PAGE + 1, rank % A_PAGE + 1)
        made.append(Product(id, category.name, random.choice(COLOURS), round(price, 2), *place, f"/{category.name}/{id}"))
    return made
