"""A camera watched from its first picture to its last: pictures in, events into the log, ticks while time passes."""

from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple, Protocol

from contracts.events import FloorEvent
from producers.camera.frames import Frame, Pictures, Silence
from producers.camera.sight import State
from producers.camera.telling import Teller
from producers.camera.track import Track
from producers.camera.watch import Watch

TICK_EVERY: Final = 15.0  # s


class Log(Protocol):
    """Where events go."""

    def send(self, event: FloorEvent) -> None: ...

    def broadcast(self, event: FloorEvent) -> None: ...

    def flush(self) -> None: ...


class Onlooker(Protocol):
    """Somebody else who looks at the pictures, and at who is followed in them; never on the capture thread, and with events of its own."""

    def look(self, frame: Frame, tracks: list[Track]) -> Iterable[FloorEvent]: ...

    def leave(self, seconds: float) -> Iterable[FloorEvent]: ...


class Standing(NamedTuple):
    """Where watching is: frames analysed, s of the picture, events sent, people followed, frames not looked at, state."""

    frames: int
    seconds: float
    events: int
    people: int
    dropped: int
    state: State | None


def watch_all(
    pictures: Pictures,
    watch: Watch,
    teller: Teller,
    log: Log,
    show: Callable[[Standing], None] = lambda _: None,
    closing: Literal["tick", "end"] = "tick",
    onlooker: Onlooker | None = None,
) -> Standing:
    """Watches until there are no more pictures; visits are then closed, and the source told of the time, or of its end."""
    standing, ticked = Standing(0, 0.0, 0, 0, 0, None), 0.0
    for each in pictures:
        events = list(watch.see(each) if isinstance(each, Frame) else watch.miss(each.seconds))
        if onlooker is not None and isinstance(each, Frame):
            events += onlooker.look(each, watch.tracks)
        for event in events:
            log.send(event)
        if each.seconds - ticked >= TICK_EVERY:
            ticked = each.seconds
            log.broadcast(teller.control("tick", ticked))
        standing = _next(standing, each, len(events), watch)
        show(standing)
    last = [*watch.end(standing.seconds), *(onlooker.leave(standing.seconds) if onlooker is not None else ())]
    for event in last:
        log.send(event)
    log.broadcast(teller.control(closing, standing.seconds))
    log.flush()
    return standing._replace(events=standing.events + len(last))


def _next(before: Standing, each: Frame | Silence, events: int, watch: Watch) -> Standing:
    is_frame = isinstance(each, Frame)
    dropped = each.dropped if isinstance(each, Frame) else before.dropped
    people = sum(track.confirmed for track in watch.tracks)
    return Standing(before.frames + is_frame, each.seconds, before.events + events, people, dropped, watch.state)
