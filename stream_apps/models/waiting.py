"""Looks that wait to be counted, column by column: a record for each would keep Python's garbage collector busy."""

from stream_apps.models.journey import Journey


class Waiting:
    """Products and their groups; what each session had looked at before: the last two, and those near, a look's after the other's."""

    __slots__ = ("befores", "group_befores", "group_lasts", "groups", "lasts", "lengths", "near", "numbers")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.groups: list[int] = []
        self.lasts: list[int] = []
        self.befores: list[int] = []
        self.group_lasts: list[int] = []
        self.group_befores: list[int] = []
        self.near: list[int] = []
        self.lengths: list[int] = []  # of near, of each look

    def __len__(self) -> int:
        return len(self.numbers)

    def add(self, number: int, group: int, journey: Journey) -> None:
        """A look that is about to be added to its session."""
        near = journey.near
        self.numbers.append(number)
        self.groups.append(group)
        self.lasts.append(journey.last)
        self.befores.append(journey.before)
        self.group_lasts.append(journey.group)
        self.group_befores.append(journey.group_before)
        self.near += near
        self.lengths.append(len(near))
