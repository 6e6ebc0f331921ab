"""Names of groups that are true, differ, and change seldom: what a group is, and beside others of its kind what it has more or less of."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, count
from typing import Final, NamedTuple

MARGIN: Final = 0.1  # how far from the mean of all a group is before it is said of it; while it is said, it need only be on that side
SLACK: Final = 0.05  # how far below its bound a group keeps the name that it bears

Centers = Mapping[int, Mapping[str, float]]


class Axis(NamedTuple):
    """A feature and what is said of a group that has more (sign 1) or less (-1) of it than all together."""

    feature: str
    sign: int
    words: str


class Name(NamedTuple):
    """What a group is, what it has beside others that are the same, and a number where nothing tells it apart."""

    kind: str
    words: tuple[str, ...] = ()
    number: int = 0

    @property
    def text(self) -> str:
        return ", ".join((self.kind, *self.words)) + (f" ({self.number})" if self.number else "")


def whole(centers: Centers, counts: Mapping[int, int]) -> dict[str, float]:
    """The mean of all groups together."""
    total = sum(counts.values()) or 1
    features = {feature for center in centers.values() for feature in center}
    return {feature: sum(center.get(feature, 0.0) * counts[c] for c, center in centers.items()) / total for feature in features}


def told_apart(
    kinds: Mapping[int, str], centers: Centers, counts: Mapping[int, int], axes: Sequence[Axis], before: Mapping[int, Name]
) -> dict[int, Name]:
    """A distinct name for each group. Of several of one kind the one that had no more to its name, else the largest, has none.

    >>> centers = {1: {"depth": 1.0}, 2: {"depth": 3.0}, 3: {"step": 2.0, "depth": 3.5}}
    >>> kinds, axes = {1: "visitors", 2: "visitors", 3: "buyers"}, [Axis("depth", 1, "many clicks")]
    >>> [name.text for name in told_apart(kinds, centers, {1: 90, 2: 9, 3: 1}, axes, {}).values()]
    ['visitors', 'visitors, many clicks', 'buyers']
    """
    mean = whole(centers, counts)
    given: dict[int, Name] = {}
    for kind in dict.fromkeys(kinds.values()):
        group = [c for c, own in kinds.items() if own == kind]
        plain = max(group, key=lambda c: (before.get(c) == Name(kind), counts[c], -c))
        given[plain] = Name(kind)
        for c in sorted(group, key=lambda c: (before.get(c, Name("")).kind != kind, c)):  # who bears a name keeps it before others choose
            if c != plain:
                rivals = [centers[other] for other in group if other != c]
                said = before[c].words if c in before and before[c].kind == kind else ()
                given[c] = _free(kind, list(_true(centers[c], rivals, mean, axes, said)), set(given.values()))
    return {c: given[c] for c in kinds}


def _true(
    center: Mapping[str, float], rivals: Sequence[Mapping[str, float]], mean: Mapping[str, float], axes: Sequence[Axis], said: Sequence[str]
) -> Iterator[str]:
    """What is true of a group against all together and against each other of its kind: what is said already, then what is furthest."""
    apart = {axis: axis.sign * (center.get(axis.feature, 0.0) - mean.get(axis.feature, 0.0)) for axis in axes}
    for axis in sorted(axes, key=lambda axis: (axis.words not in said, -apart[axis])):
        value = axis.sign * center.get(axis.feature, 0.0)
        is_most = all(value > axis.sign * rival.get(axis.feature, 0.0) for rival in rivals)
        if is_most and apart[axis] > (0.0 if axis.words in said else MARGIN):
            yield axis.words


def _free(kind: str, true: Sequence[str], taken: set[Name]) -> Name:
    """The shortest name of what is true that is free; else a number."""
    tried = (Name(kind, words) for most in (1, 2) for words in combinations(true, most))
    numbered = (Name(kind, number=number) for number in count(2))
    return next((name for name in tried if name not in taken), None) or next(name for name in numbered if name not in taken)
