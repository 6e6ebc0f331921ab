"""Looking around: from lists to products, from a product to what goes with it, after one's own taste and purse."""

from random import Random

from producers.simulator.catalogue import Product
from producers.simulator.people import Person
from producers.simulator.setting import Setting
from producers.simulator.trail import Trail


class Looking(Trail):
    """A trail that wanders. `product` is what is being looked at, None at a list or at home; `category` the latest one."""

    def __init__(self, setting: Setting, person: Person, at: int, random: Random) -> None:
        super().__init__(setting, person, at, random)
        self.product: Product | None = None
        self.category = self._favourite()

    def _land(self, product: Product | None) -> None:
        home, category, _ = self.channel.landing
        fate = self.draw()
        if product is not None:
            self._look(product)
        elif fate < home:
            self._event("page_view", "/")
        elif fate < home + category:
            self._list(self.category)
        else:
            self._look(self._pick(self.category))

    def _step(self) -> None:
        fate, product = self.draw(), self.product
        if product is None:  # at a list, or at home
            if fate < 0.7:
                self._look(self._pick(self.category))
            else:
                self._list(self._favourite())
            return
        affinity = self.setting.parameters.affinity
        if fate < affinity:
            companions = self.setting.catalogue.companions[product.id]
            self._look(companions[int(self.draw() * len(companions))])
        elif fate < affinity + (1 - affinity) * 0.5:
            self._look(self._pick(product.category))
        else:
            self._list(product.category if self.draw() < 0.6 else self._favourite())

    def _favourite(self) -> str:
        if self.draw() < self.setting.parameters.taste:
            return self.person.favourites[self.draw() < 0.3]
        return self.setting.catalogue.interest.pick(self.draw())

    def _pick(self, category: str) -> Product:
        """A product by demand; the thrifty take the cheaper of two."""
        demand = self.setting.catalogue.demand[category]
        product = demand.pick(self.draw())
        if self.draw() < self.person.segment.thrift:
            other = demand.pick(self.draw())
            return product if product.price <= other.price else other
        return product

    def _list(self, category: str) -> None:
        self.category, self.product = category, None
        self._event("view_item_list", f"/{category}", category=category)

    def _look(self, product: Product) -> None:
        self.category, self.product = product.category, product
        self._event("view_item", product.path, product)
