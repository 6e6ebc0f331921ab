"""The synthetic shop over time: people come, go, come back, and send back what they bought; their events in order of time."""

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import count
from operator import attrgetter
from random import Random
from typing import Final

import msgspec

from contracts.events import ShopEvent
from producers.simulator.audience import new_share
from producers.simulator.catalogue import Catalogue, Product
from producers.simulator.comments import Comments
from producers.simulator.conditions import Conditions
from producers.simulator.parameters import Parameters
from producers.simulator.people import Person, Population
from producers.simulator.rhythm import DAY, HOUR, fitting, intensity
from producers.simulator.setting import Setting
from producers.simulator.truths import Truth
from producers.simulator.visit import Visit

BETWEEN: Final = 2_700_000  # ms at least between two visits: longer than the gap that ends a session
# Numbers of people: by how they came, so that those whom a planted truth brings leave everybody else's fate as it was.
ARRIVED, REGULAR, VIRAL, KINDS = 0, 1, 2, 3
_at = attrgetter("at")


class _Return(msgspec.Struct):
    """Why somebody comes back, where it is to send back lines of an order."""

    order: str
    lines: list[tuple[Product, int, float]]


class _Planned(msgspec.Struct, order=True):
    """A visit to come; number settles ties."""

    at: int
    number: int
    person: Person | int
    why: _Return | Product | None = None


class Shop:
    """A shop that opens at `opens` (ms, midnight). Its memory is the people who may come back and the events of an hour."""

    def __init__(self, parameters: Parameters, truths: Sequence[Truth], opens: int) -> None:
        self._parameters, self._opens = parameters, opens
        self.catalogue = Catalogue(parameters)
        self.conditions = Conditions(truths, self.catalogue)
        self._setting = Setting(parameters, self.catalogue, self.conditions)
        self._population = Population(parameters, self.catalogue)
        self._random, self._numbers = Random(), [count(kind, KINDS) for kind in range(KINDS)]
        self._order, self._planned = count(), list[_Planned]()
        self._waiting: list[ShopEvent] = []
        self.accounts: list[str] = []  # of who has bought, in the order of their first purchase
        self.comments = Comments(parameters, self.conditions)

    def events(self, *, endless: bool = False) -> Iterator[ShopEvent]:
        """Its events in order of time, for its `days` or, endless, for ever. To be asked once."""
        for hour in count() if endless else range(self._parameters.days * 24):
            yield from self.hour(hour)

    def hour(self, hour: int) -> list[ShopEvent]:
        """Its events of one hour, counted from when it opened, in order of time. To be asked hour after hour."""
        if hour == 0:
            self._people_from_before()
        waiting, closes = self._waiting, self._opens + (hour + 1) * HOUR
        self._arrivals(hour)
        while self._planned and self._planned[0].at < closes:
            self._visit(heapq.heappop(self._planned), waiting)
        waiting.sort(key=_at)
        due = bisect_left(waiting, closes, key=_at)
        happened = waiting[:due]
        del waiting[:due]
        return happened

    def _seeded(self, number: int, visit: int) -> Random:
        """The randomness of one visit of one person, whatever else goes on in the shop."""
        self._random.seed(self._parameters.seed << 96 | number << 32 | visit)
        return self._random

    def _plan(self, at: int, person: Person | int, why: _Return | Product | None = None) -> None:
        heapq.heappush(self._planned, _Planned(at, next(self._order), person, why))

    def _arrivals(self, hour: int) -> None:
        """Plans the first visits of an hour: a Poisson process, and another one for each product that is talked about."""
        opens = self._opens + hour * HOUR
        expected = self._parameters.visitors_a_day * new_share() / 24 * intensity(opens)
        self._come(hour, opens, expected, ARRIVED, None)
        for truth, product in self.conditions.viral:
            if truth.holds(opens):
                self._come(hour, opens, expected * truth.lift, VIRAL, product)

    def _come(self, hour: int, opens: int, expected: float, kind: int, product: Product | None) -> None:
        random = self._seeded(hour, 0xFFFF0000 | kind)
        gone = random.expovariate(expected)
        while gone < 1:
            self._plan(opens + int(gone * HOUR), next(self._numbers[kind]), product)
            gone += random.expovariate(expected)

    def _people_from_before(self) -> None:
        """Who was here before the shop opened and will be again, so that its first day is like any other.

        In a steady state so many are away as come back in a mean gap, and of an exponential gap the rest is exponential again.
        """
        returning = self._parameters.visitors_a_day * (1 - new_share())
        for share, days in self._gaps():
            for _ in range(round(returning * share * days)):
                number = next(self._numbers[REGULAR])
                random = self._seeded(number, 0)
                at = self._opens + int(random.expovariate(1 / days) * DAY)
                self._plan(fitting(at, at, random), self._population.regular(number, random))

    def _gaps(self) -> tuple[tuple[float, float], ...]:
        """Shares and means, in days, of the gaps between visits."""
        known = self._parameters
        return (known.soon, known.soon_days), (known.late, known.late_days), (1 - known.soon - known.late, known.days_between)

    def _visit(self, planned: _Planned, into: list[ShopEvent]) -> None:
        person, at, why = planned.person, planned.at, planned.why
        if isinstance(person, int):
            random = self._seeded(person, 1)
            segment = self.conditions.segments(at).pick(random.random())
            person = self._population.person(person, segment, random)
        else:
            random = self._seeded(person.number, person.visits + 1)
        person.visits += 1
        visit = Visit(self._setting, person, at, random)
        if isinstance(why, _Return):
            visit.send_back(why.order, why.lines)
        else:
            visit.shop(why)
            self._after(visit, random)
        into += visit.events

    def _after(self, visit: Visit, random: Random) -> None:
        """Plans what follows from a visit: another one, and what is sent back."""
        person, parameters = visit.person, self._parameters
        if random.random() < person.segment.returns:
            fate = random.random()
            days = parameters.soon_days if fate < parameters.soon else parameters.days_between
            days = parameters.late_days if fate >= 1 - parameters.late else days
            earliest = visit.at + BETWEEN
            self._plan(fitting(earliest, earliest + int(random.expovariate(1 / days) * DAY), random), person)
        if visit.order:
            self.comments.bought(person, visit.customer, visit.order, visit.at, visit.bought)
            if visit.customer and not person.known:
                person.known = True
                self.accounts.append(visit.customer)
        lines = [line for line in visit.bought if random.random() < parameters.returned]
        if lines and visit.order:
            at = visit.at + DAY + int(random.expovariate(1 / parameters.days_to_return) * DAY)
            self._plan(fitting(visit.at + DAY, at, random), person, _Return(visit.order, lines))
