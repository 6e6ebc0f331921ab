"""What all visits share: the parameters made ready for use."""

from typing import Final, Literal

from producers.simulator.audience import DEVICES, SEGMENTS, Odds, Segment, visits
from producers.simulator.catalogue import Catalogue
from producers.simulator.conditions import Conditions
from producers.simulator.parameters import Parameters
from producers.simulator.sampling import lognormal

LONGEST_GAP: Final = 1500.0  # s; half an hour without a click would end the session
STEPS: Final = 1024  # of the table of gaps

Kind = Literal["browsing", "carting", "buying"]


class Setting:
    """Read by every visit, written by none."""

    def __init__(self, parameters: Parameters, catalogue: Catalogue, conditions: Conditions) -> None:
        self.parameters, self.catalogue, self.conditions = parameters, catalogue, conditions
        self.odds = Odds(parameters)
        self.completion = {device: getattr(parameters, f"{device}_completion") for device in DEVICES}
        self.in_sight = parameters.in_sight
        seconds = lognormal(parameters.seconds_a_page, parameters.seconds_spread, LONGEST_GAP, STEPS)
        self.gaps = [max(1000, int(1000 * gap)) for gap in seconds]
        weights = [sum(visits(segment)) for segment in SEGMENTS]
        mean = sum(weight * segment.pages for weight, segment in zip(weights, SEGMENTS, strict=True)) / sum(weights)
        kinds: tuple[Kind, ...] = ("browsing", "carting", "buying")
        self._pages: dict[tuple[str, Kind], float] = {
            (segment.name, kind): max(4.0 if kind != "browsing" else 2.0, getattr(parameters, f"pages_{kind}") * segment.pages / mean)
            for segment in SEGMENTS
            for kind in kinds
        }

    def pages(self, segment: Segment, kind: Kind) -> float:
        """The mean number of pages of such a visit."""
        return self._pages[segment.name, kind]
