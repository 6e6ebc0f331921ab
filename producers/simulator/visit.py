"""One visit, from landing to leaving: what a person does is a small machine of states, and every step is an event."""

from random import Random
from typing import Final

from producers.simulator.audience import CHANNELS
from producers.simulator.catalogue import Product
from producers.simulator.looking import Looking
from producers.simulator.people import Person
from producers.simulator.rhythm import DAY
from producers.simulator.sampling import geometric
from producers.simulator.setting import Setting

CART_KEPT: Final = DAY  # what was put into a cart is forgotten if nothing comes of it for so long
TRY_AGAIN: Final = 0.6  # chance of another attempt after a checkout that failed for a planted reason
ATTEMPTS: Final = 3
SOCIAL: Final = next(channel for channel in CHANNELS if channel.name == "Organic Social")
EMAIL: Final = next(channel for channel in CHANNELS if channel.name == "Email")


class Visit(Looking):
    """A visit of a person from `at` on. `bought` holds the lines of its order, if there is one: product, pieces, price."""

    def __init__(self, setting: Setting, person: Person, at: int, random: Random) -> None:
        super().__init__(setting, person, at, random)
        self.bought: list[tuple[Product, int, float]] = []
        self.order: str | None = None

    def shop(self, landing: Product | None = None) -> None:
        """Looks around, and may fill a cart, check out and buy. landing: what the person came for, if it is known."""
        if landing is not None:
            self.channel = SOCIAL
        chance = self.setting.odds.of(self.browser.device, self.channel, self.person.segment, self.first)
        fate = self.draw()
        self._land(landing)
        if fate < chance.cart:
            self._fill_cart()
        elif fate >= chance.cart + chance.bounce:
            self._wander(1 + geometric(self.draw(), self.setting.pages(self.person.segment, "browsing") - 2))

    def send_back(self, order: str, lines: list[tuple[Product, int, float]]) -> None:
        """Comes back by the link in a mail and returns what was ordered."""
        self.channel = EMAIL
        self.customer = self.person.customer
        self._event("page_view", "/orders")
        for place, (product, quantity, price) in enumerate(lines):
            self._event("refund", "/orders", product, quantity=quantity, order=order, price=price, wait=place == 0)

    def _fill_cart(self) -> None:
        parameters, person, draw = self.setting.parameters, self.person, self.draw
        checks_out = draw() < parameters.checkout
        buys = checks_out and draw() < self.setting.completion[self.browser.device]
        pages = self.setting.pages(person.segment, "buying" if buys else "carting")
        if self.at - self.browser.cart_at > CART_KEPT:
            self.browser.cart = {}
        self._wander(1 + geometric(draw(), pages - 4 - parameters.lines), to_add=1 + geometric(draw(), parameters.lines - 1))
        if self.browser.cart and draw() < parameters.remove:
            self._remove(again=checks_out)
        self.browser.cart_at = self.at
        if checks_out and self.browser.cart:
            self._check_out(buys)

    def _wander(self, steps: int, to_add: int = 0) -> None:
        """So many steps, and so many products into the cart on the way."""
        for left in range(steps, 0, -1):
            self._step()
            if to_add and self.product is not None and self.draw() * left < 2 * to_add:
                self._add(self.product)
                to_add -= 1
        for _ in range(to_add):
            product = self._pick(self.category)
            self._look(product)
            self._add(product)

    def _add(self, product: Product) -> None:
        conditions, parameters = self.setting.conditions, self.setting.parameters
        if conditions.rises:
            factor = conditions.price_factor(product.category, self.at)
            if factor > 1 and self.draw() >= factor ** (-parameters.elasticity * (0.7 + self.person.segment.thrift)):
                return
        quantity = 2 if self.draw() < parameters.several else 1
        self.browser.cart[product.id] = self.browser.cart.get(product.id, 0) + quantity
        self._event("add_to_cart", product.path, product, quantity=quantity)

    def _remove(self, again: bool) -> None:
        """Takes a line out; who wants to check out and has nothing left puts it in again."""
        cart = self.browser.cart
        id = list(cart)[int(self.draw() * len(cart))]
        product, quantity = self.setting.catalogue.products[id], cart.pop(id)
        self._event("page_view", "/cart")
        self._event("remove_from_cart", "/cart", product, quantity=quantity)
        if again and not cart:
            cart[id] = quantity
            self._event("add_to_cart", product.path, product, quantity=quantity)

    def _check_out(self, buys: bool) -> None:
        self._event("page_view", "/cart")
        self._event("begin_checkout", "/checkout")
        if buys and self._works():
            self._buy()

    def _works(self) -> bool:
        """Whether the checkout lets somebody through who wants to buy, at one of a few attempts."""
        for _ in range(ATTEMPTS - 1):
            if self._goes_through():
                return True
            if self.draw() >= TRY_AGAIN:
                return False
            self._event("begin_checkout", "/checkout")
        return self._goes_through()

    def _goes_through(self) -> bool:
        working = self.setting.conditions.working(self.browser.device, self.at)
        # Where nothing fails nothing is drawn: outside a planted failure a visit is what it would have been without.
        return working >= 1 or self.draw() < working

    def _buy(self) -> None:
        person, parameters = self.person, self.setting.parameters
        if person.customer is None and self.draw() < parameters.registers:
            person.customer = f"sim-c{person.number}"
        self.customer = person.customer
        self.order = f"sim-o{person.number}-{person.visits}"
        cart, self.browser.cart = self.browser.cart, {}
        for place, (id, quantity) in enumerate(cart.items()):
            product = self.setting.catalogue.products[id]
            self._event("purchase", "/checkout/thanks", product, quantity=quantity, order=self.order, wait=place == 0)
            self.bought.append((product, quantity, self._price(product)))
