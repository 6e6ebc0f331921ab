"""Looks on while a camera follows people: the best picture of each goes to the analyst, and once in a while counts come out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from contracts.events import FloorEvent
from producers.camera.frames import Frame
from producers.camera.telling import Teller
from producers.camera.track import Track
from producers.faces.analyst import Analyst
from producers.faces.audience import Audience
from producers.faces.best import BestOfEach


class FaceOnlooker:
    """`analyst` tells how many pictures it could not look at. window: s over which people are counted together."""

    def __init__(self, teller: Teller, home: Path, window: float) -> None:
        self._teller, self._window = teller, window
        self.analyst = Analyst(home)
        self._people, self._audience, self._told = BestOfEach(), Audience(), 0.0

    def look(self, frame: Frame, tracks: list[Track]) -> Iterator[FloorEvent]:
        """A picture, and who is followed in it."""
        for image in self._people.look(frame.image, tracks, frame.seconds):
            self.analyst.ask(image)
        self._count(self.analyst.answers())
        if frame.seconds - self._told >= self._window:
            yield from self._tell(frame.seconds)

    def leave(self, seconds: float) -> Iterator[FloorEvent]:
        """There are no more pictures."""
        for image in self._people.leave():
            self.analyst.ask(image)
        self._count(self.analyst.finish())
        yield from self._tell(seconds)

    def _count(self, seen: Iterable[tuple[float, str]]) -> None:
        for age, gender in seen:
            self._audience.add(age, gender)

    def _tell(self, seconds: float) -> Iterator[FloorEvent]:
        self._told = seconds
        for group, people in self._audience.take():
            yield self._teller.event("audience", seconds, age_band=group.age_band, gender=group.gender, people=people)
