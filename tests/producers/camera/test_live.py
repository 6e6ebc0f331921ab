"""A live camera over a real HTTP stream: only the newest picture, and what breaks is opened again."""

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from producers.camera import live as live_module
from producers.camera.clock import WallClock
from producers.camera.frames import Frame, Silence
from producers.camera.live import Live
from producers.camera.opened import Checked
from tests.producers.camera.streaming import streaming


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A camera is opened again after a tenth of a second, then two, and so on."""
    monkeypatch.setattr(live_module, "FIRST_WAIT", 0.1)


def watched(url: str, rate: float, say: list[str]) -> tuple[Live, Iterator[Frame | Silence]]:
    live = Live(url, WallClock(time.time, time.monotonic), rate, say.append)
    return live, iter(live)


def next_frame(pictures: Iterator[Frame | Silence]) -> Frame:
    return next(each for each in pictures if isinstance(each, Frame))


def test_a_slow_eye_sees_the_newest_pictures_and_counts_the_rest() -> None:
    with streaming(rate=40) as camera:
        live, pictures = watched(camera.url, 5, [])
        frames = [next_frame(pictures) for _ in range(5)]
        live.close()
    assert all(after.seconds - before.seconds > 0.1 for before, after in pairwise(frames))
    assert frames[-1].dropped > 8  # eight times as many came as were looked at
    assert frames[-1].dropped == live.received - 5 or live.received > frames[-1].dropped + 5


def test_a_stream_that_is_cut_is_silence_and_is_opened_again() -> None:
    said: list[str] = []
    with streaming() as camera:
        live, pictures = watched(camera.url, 0, said)
        before = next_frame(pictures)
        camera.on.clear()
        silence = next(each for each in pictures if isinstance(each, Silence))
        camera.on.set()
        after = next_frame(pictures)
        live.close()
        assert camera.connections == 2
    assert before.seconds < silence.seconds < after.seconds
    assert said[0].startswith(f"no picture from http://127.0.0.1:{camera.server_port}/stream; it is opened again in")
    assert not [text for text in said if "secret" in text or "key=" in text]


def test_nobody_there_is_tried_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(live_module, "LONGEST_WAIT", 0.4)
    waits: list[str] = []
    live, pictures = watched("http://127.0.0.1:9/stream", 0, waits)
    live._say = lambda _: waits.append(f"{time.monotonic():.3f}")  # when each try ended
    assert isinstance(next(pictures), Silence)
    assert isinstance(next(pictures), Silence)
    live.close()
    gaps = [float(after) - float(before) for before, after in pairwise(waits)]
    assert len(gaps) >= 3
    assert gaps[0] >= 0.04  # stamps are rounded
    assert gaps[1] >= 0.09
    assert max(gaps[2:]) >= 0.19


def test_closing_ends_the_iteration() -> None:
    with streaming() as camera:
        live, pictures = watched(camera.url, 0, [])
        next_frame(pictures)
        live.close()
        assert list(pictures) == []


class Set:
    """Clocks that a test sets."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_000_000.0, 50.0

    def pass_by(self, seconds: float) -> None:
        self.wall, self.steady = self.wall + seconds, self.steady + seconds


def test_a_clock_that_is_set_back_moves_stamps_and_never_the_seconds() -> None:
    clocks = Set()
    clock = WallClock(lambda: clocks.wall, lambda: clocks.steady)
    clocks.pass_by(10)
    assert (clock.seconds, clock.at(10.0), clock.look()) == (10.0, 1_000_010_000, 0.0)
    clocks.wall -= 3600
    assert clock.look() == pytest.approx(-3600)
    clocks.pass_by(5)
    assert (clock.seconds, clock.at(15.0), clock.look()) == (15.0, 1_000_015_000 - 3_600_000, 0.0)


def test_a_slowly_drifting_clock_is_left_alone() -> None:
    clocks = Set()
    clock = WallClock(lambda: clocks.wall, lambda: clocks.steady)
    clocks.pass_by(100)
    clocks.wall += 1.5
    assert (clock.look(), clock.at(100.0)) == (0.0, 1_000_100_000)


def test_that_the_clock_was_set_is_said() -> None:
    clocks, said = Set(), list[str]()
    clock = WallClock(lambda: clocks.wall, lambda: clocks.steady)
    live = Live("http://127.0.0.1:9/", clock, 0, said.append)
    live._stop.set()
    checked = Checked(live, clock, said.append)
    clocks.wall -= 7200
    live._stop.clear()
    pictures = iter(checked)
    next(pictures)
    checked.close()
    assert "the clock was set back by 7,200 s; events are stamped by it from now on, dwells are not touched" in said
