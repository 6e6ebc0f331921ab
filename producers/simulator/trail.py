"""The trail of a visit: its events, one after the other, as a tracker would send them."""

from random import Random
from typing import Final

from contracts.events import ShopEvent, Shopping
from producers.simulator.audience import CHANNELS
from producers.simulator.catalogue import Product
from producers.simulator.people import Person
from producers.simulator.sampling import Weighted
from producers.simulator.setting import STEPS, Setting

SOURCE: Final = "simulator"
CURRENCY: Final = "EUR"
_CHANNELS: Final = {
    True: Weighted(CHANNELS, [channel.new for channel in CHANNELS]),
    False: Weighted(CHANNELS, [channel.returning for channel in CHANNELS]),
}


class Trail:
    """Who visits, by what device and channel, and what has happened so far; `at` is when the last of it did, ms."""

    def __init__(self, setting: Setting, person: Person, at: int, random: Random) -> None:
        self.setting, self.person, self.at, self.draw = setting, person, at, random.random
        self.session = f"sim-s{person.number}-{person.visits}"
        self.first = person.visits == 1
        self.browser = person.browsers[int(self.draw() * len(person.browsers))]
        self.channel = _CHANNELS[self.first].pick(self.draw())
        self.customer = person.customer if person.customer and self.draw() < setting.parameters.signed_in else None
        self.events: list[ShopEvent] = []

    def _price(self, product: Product) -> float:
        conditions = self.setting.conditions
        return round(product.price * conditions.price_factor(product.category, self.at), 2) if conditions.rises else product.price

    def _event(
        self,
        type: Shopping,
        page: str,
        product: Product | None = None,
        *,
        category: str | None = None,
        quantity: int | None = None,
        order: str | None = None,
        price: float | None = None,
        wait: bool = True,
    ) -> None:
        """Adds an event. wait: time goes by since the one before; lines of one order happen at once."""
        person, events, setting = self.person, self.events, self.setting
        engaged = None
        if events and wait:
            gap = setting.gaps[int(self.draw() * STEPS)]
            self.at += gap
            engaged = int(gap * (setting.in_sight + (1 - setting.in_sight) * self.draw()))
        declared = self.customer is not None and person.declares
        of_item = type == "view_item"
        events.append(
            ShopEvent(
                id=f"{self.session}-{len(events)}",
                source=SOURCE,
                type=type,
                at=self.at,
                visitor=self.browser.visitor,
                session=self.session,
                customer=self.customer,
                page=page,
                page_number=product.page_number if of_item and product else 1 if category else None,
                position=product.position if of_item and product else None,
                product=product.id if product else None,
                category=product.category if product else category,
                colour=product.colour if product else None,
                price=price if price is not None else self._price(product) if product else None,
                quantity=quantity,
                currency=CURRENCY if product else None,
                order=order,
                country=person.country,
                device=self.browser.device,
                channel=self.channel.name,
                referrer=None if events else self.channel.referrer,
                engaged=engaged,
                age=person.age if declared else None,
                gender=person.gender if declared else None,
                precision="synthetic",
            )
        )
