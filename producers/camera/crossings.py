"""Who crosses an entrance line, and which way. Swaying on the line is no crossing: a person must have stood clear of it on both sides."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from producers.camera.geometry import Point, meets, turn
from producers.camera.layout import Line
from producers.camera.track import Track

_CLEAR: Final = 0.08  # heights of a person between the feet and the line

Direction = Literal["in", "out", "pass"]


class Crossed(NamedTuple):
    """Somebody crossed a line then."""

    line: str
    seconds: float
    direction: Direction


class _Clear(NamedTuple):
    """Where and when somebody last stood clear of a line."""

    at: Point
    seconds: float


class Crossings:
    """The crossings of one camera's lines. aspect: the picture's width over its height."""

    def __init__(self, lines: tuple[Line, ...], aspect: float) -> None:
        self._lines, self._aspect = lines, aspect
        self._clear: dict[tuple[int, str], _Clear] = {}

    def observe(self, tracks: list[Track], seconds: float) -> Iterator[Crossed]:
        """What the confirmed tracks of a moment tell."""
        for track in tracks:
            if track.seen == seconds:
                for line in self._lines:
                    yield from self._look(track, line, seconds)
        followed = {track.number for track in tracks}
        self._clear = {key: clear for key, clear in self._clear.items() if key[0] in followed}

    def close(self) -> None:
        """Whoever comes next is somebody else."""
        self._clear = {}

    def _look(self, track: Track, line: Line, seconds: float) -> Iterator[Crossed]:
        foot, key = track.foot, (track.number, line.name)
        if self._distance(line, foot) < _CLEAR * track.height:
            return
        before = self._clear.get(key)
        share = meets(before.at, foot, line.start, line.end) if before is not None else None
        if before is not None and share is not None:
            if not track.confirmed:
                return  # it is told once it is known that there is somebody
            yield Crossed(line.name, before.seconds + share * (seconds - before.seconds), _direction(line, foot))
        self._clear[key] = _Clear(foot, seconds)

    def _distance(self, line: Line, point: Point) -> float:
        """From the line, in picture heights."""
        a, b, c = (((x * self._aspect), y) for x, y in (line.start, line.end, point))
        return abs(turn(a, b, c)) / float(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)


def _direction(line: Line, now: Point) -> Direction:
    if line.inside is None:
        return "pass"
    return "in" if (turn(line.start, line.end, now) > 0) == (turn(line.start, line.end, line.inside) > 0) else "out"
