"""Models of chances that are judged as they go: what they promised against what came, beside a naive rival."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from stream_apps.models.buys_again import BuysAgain
from stream_apps.models.drift import Drift
from stream_apps.models.intent import SPREAD, PurchaseIntent
from stream_apps.models.prequential import Faded, Kept, Probabilities
from stream_apps.models.recalibration import Recalibration

FADE: Final = 0.9998  # buyers are few: the newest thousand alone would hold too few of them to judge by
LEAST_BUYERS: Final = 20  # promises of a model that has learned from fewer are not shown to anybody


class Example:
    """What was known at `at` (s) and promised then, kept until its answer comes.

    kind is all that the rival looks at. chance is what the model said, probability what was promised. nth counts the examples of one
    kind and one subject. shown says whether the model was ready, leading whether the promise was high enough for a lead.
    """

    __slots__ = ("at", "chance", "facts", "kind", "leading", "nth", "probability", "rival", "shown")

    def __init__(self, facts: Any, kind: str, at: float, chance: float, probability: float, rival: float, shown: bool) -> None:
        self.facts, self.kind, self.at, self.probability, self.rival = facts, kind, at, probability, rival
        self.chance, self.nth, self.shown, self.leading = chance, 1, shown, False


class Chances(Protocol):
    """A model that says how likely a yes is, and learns what came."""

    samples: int
    yes: int

    def predict_one(self, facts: Any) -> float: ...

    def learn_one(self, facts: Any, came: bool) -> None: ...


M = TypeVar("M", bound=Chances)


class Judged(Generic[M]):
    """A model of chances and its scores. The rival promises each kind the share that came of it so far."""

    LEAST: ClassVar[int] = 0  # yeses learned from before promises are shown, and judged

    def __init__(self, model: M) -> None:
        self.model = model
        self.score, self.rival = Probabilities(FADE), Probabilities(FADE)
        self.leading, self.rival_leading = Kept(FADE), Kept(FADE)
        self.drift, self.delay = Drift(), Faded()
        self._shares: dict[str, list[int]] = {}  # no and yes, by kind

    @property
    def ready(self) -> bool:
        """Whether it has learned from enough for its promises to be shown."""
        return self.model.yes >= self.LEAST

    def predict(self, facts: Any, kind: str, at: float) -> Example:
        """What is promised now, to be given back once its answer is known."""
        no, yes = self._shares.get(kind, (0, 0))
        chance = self.model.predict_one(facts)
        return Example(facts, kind, at, chance, self._promised(chance), (yes + 1) / (no + yes + 2), self.ready)

    def _promised(self, chance: float) -> float:
        """What is promised where the model says so much."""
        return chance

    def learn(self, example: Example, came: bool, at: float) -> None:
        """Judges what was promised, where it could be shown, then learns what came."""
        if example.shown:
            self.score.add(example.probability, came)
            self.rival.add(example.rival, came)
            if example.leading:
                self.leading.add(example.probability, came)
                self.rival_leading.add(example.rival, came)
            self.drift.add((example.probability - came) ** 2, at)
            self.delay.add(at - example.at)
        self.model.learn_one(example.facts, came)
        self._shares.setdefault(example.kind, [0, 0])[came] += 1


class JudgedIntent(Judged[PurchaseIntent]):
    """Purchase intent that is judged as it goes, and whose promises follow what came of earlier ones.

    What is promised learns only from promises that could be shown: before, a model knows nothing of which level it speaks.

    >>> judged = JudgedIntent()
    >>> for number in range(2000):
    ...     example = judged.predict(("carts=1", "x=1") if number % 3 == 0 else ("carts=0", "x=1"), "all", at=float(number))
    ...     judged.learn(example, came=number % 3 == 0, at=number + 60.0)
    >>> round(judged.score.auc, 2), round(judged.delay.mean), judged.ready
    (1.0, 60, True)
    """

    LEAST: ClassVar[int] = LEAST_BUYERS

    def __init__(self, spread: float = SPREAD) -> None:
        super().__init__(PurchaseIntent(spread))
        self.recalibration = Recalibration()

    def _promised(self, chance: float) -> float:
        return self.recalibration.promise(chance)

    def learn(self, example: Example, came: bool, at: float) -> None:
        super().learn(example, came, at)
        if example.shown:
            self.recalibration.learn_one(example.chance, came)


class JudgedAgain(Judged[BuysAgain]):
    """The chance to buy again, judged as it goes; it is shown at once, as it starts from a model that needs no answers."""

    def __init__(self, weights: Sequence[float]) -> None:
        super().__init__(BuysAgain(weights))
