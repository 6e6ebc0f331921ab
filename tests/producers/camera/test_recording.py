"""Video files as they come: whole, empty, cut off, damaged, with stamps that jump."""

from pathlib import Path

import cv2
import pytest

from producers.camera.frames import CameraError
from producers.camera.opened import opened
from producers.camera.recording import Recording
from tests.producers.camera.rendering import Clip, every, walk


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five seconds of ten frames."""
    return Clip([walk((0, 0.1, 0.8), (5, 0.9, 0.8))]).write(tmp_path_factory.mktemp("clip") / "walk.avi", every(10, 5))


def test_every_frame_comes_at_its_own_time(clip: Path) -> None:
    recording = Recording(clip)
    assert [frame.seconds for frame in recording] == pytest.approx([number / 10 for number in range(50)])
    assert (recording.read, recording.expected, recording.mended, recording.duration) == (50, 50, 0, pytest.approx(5.0))


def test_as_many_a_second_as_are_wanted(clip: Path) -> None:
    assert [frame.seconds for frame in Recording(clip, rate=2)] == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, r"there is no video .*: name a file"),
        (b"", r"is empty \(0 bytes\)"),
        (b"RIFF" + bytes(4000), "no picture can be read from"),
        (b"\x00" * 100_000, "no picture can be read from"),
    ],
    ids=["absent", "0 bytes", "a header only", "zeros"],
)
def test_a_file_without_a_picture_is_a_sentence(content: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.avi"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CameraError, match=told):
        list(Recording(path))


def test_a_file_that_is_cut_off_gives_what_it_has(clip: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.avi"
    cut.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    recording = Recording(cut)
    assert 15 < len(list(recording)) < 30
    assert recording.read < recording.expected == 50


def test_damaged_frames_are_passed_over(clip: Path, tmp_path: Path) -> None:
    content = bytearray(clip.read_bytes())
    for place in range(len(content) // 3, len(content) // 2, 1500):
        content[place : place + 400] = bytes(400)
    damaged = tmp_path / "damaged.avi"
    damaged.write_bytes(content)
    stamps = [frame.seconds for frame in Recording(damaged)]
    assert len(stamps) > 30
    assert stamps == sorted(stamps)
    assert stamps[-1] > 4


def test_stamps_that_go_back_or_jump_by_days_are_mended(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = iter([0.0, 0.1, 0.2, 0.1, 0.0, 5e6, 0.5, 0.7])
    recording = Recording(clip)
    source = recording._capture

    class Jumping:
        """The file's frames with other stamps."""

        def grab(self) -> bool:
            return source.grab()

        def retrieve(self) -> object:
            return source.retrieve()

        def get(self, _: int) -> float:
            return next(stamps, -1.0) * 1000

        def release(self) -> None:
            source.release()

    monkeypatch.setattr(recording, "_capture", Jumping())
    told = [frame.seconds for _, frame in zip(range(8), recording, strict=False)]
    assert told == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    assert recording.mended == 4


def test_a_recording_ends_now_unless_it_is_told_when_it_began(clip: Path) -> None:
    begins, told = opened(str(clip), 0.0, float("inf"), 1_000_000, print).clock.at(0.0), opened(str(clip), 0, float("inf"), None, print)
    assert begins == 1_000_000
    assert told.clock.at(5.0) > 1_700_000_000_000
    assert told.recording is not None
    assert cv2.__version__.startswith("4.")
