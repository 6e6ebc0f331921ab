"""Who comes: through the real DeepFace with small real networks, once a person, and only counts come out."""

from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pytest

from contracts.events import FloorEvent
from infra import cli_camera
from producers.camera.clock import RecordedClock
from producers.camera.detection import Image
from producers.camera.frames import Frame
from producers.camera.telling import Teller
from producers.camera.track import Track
from producers.faces.analyst import Analyst
from producers.faces.audience import Audience, Group
from producers.faces.best import BestOfEach
from producers.faces.onlooker import FaceOnlooker
from producers.faces.weights import FacesError, check
from tests.producers.faces import networks
from tests.producers.faces.pictures import face
from tests.stack import until

NOTE = "signs at both doors since 2026-05-01"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("deepface")
    networks.install(made)
    return made


@pytest.fixture(scope="module")
def somebody() -> Image:
    """A real person in a picture of half a metre of lawn, enlarged as a camera near by would."""
    return cv2.resize(cv2.imread(str(face())), None, fx=2, fy=2)


def track(number: int, seconds: float, box: tuple[float, float, float, float]) -> Track:
    """Somebody who was seen often enough."""
    made = Track(number, np.array(box), 0.0, 1.6)
    for each in range(1, 6):
        made.predict(seconds * each / 5)
        made.update(np.array(box))
    return made


WHOLE = (0.3, 0.1, 0.7, 0.95)


def test_small_groups_lose_their_names() -> None:
    audience = Audience()
    for age, gender, people in ((20.0, "woman", 5), (40.0, "man", 4), (40.0, "woman", 3)):
        for _ in range(people):
            audience.add(age, gender)
    assert audience.take() == [(Group("18-24", "woman"), 5), (Group("unknown", "unknown"), 7)]
    assert audience.take() == []


def test_everybody_gives_one_picture_when_they_leave_and_it_is_the_best_one(somebody: Image) -> None:
    people, blurred = BestOfEach(), cv2.GaussianBlur(somebody, (41, 41), 0)
    for seconds, image in enumerate((blurred, somebody, blurred), 1):
        assert list(people.look(image, [track(1, seconds, WHOLE), track(2, seconds, (0.0, 0.0, 0.05, 0.05))], seconds)) == []
    (best,) = people.look(somebody, [], 4)  # of the second one nothing could be made out
    assert sharpness(best) > 5 * sharpness(blurred)
    assert list(people.leave()) == []


def sharpness(image: Image) -> float:
    return float(cv2.Laplacian(image, cv2.CV_64F).var())


def test_the_real_deepface_tells_age_and_gender_and_no_face_is_none(home: Path, somebody: Image) -> None:
    analyst = Analyst(home)
    for image in (somebody, np.full_like(somebody, 128)):
        analyst.ask(image)
    ((age, gender),) = analyst.finish()
    assert 15 < age < 45
    assert gender in ("man", "woman")  # so small a network is often wrong: what counts is that a real one answered
    assert (analyst.faceless, analyst.skipped, analyst.failed) == (1, 0, False)


def test_only_counts_leave_and_small_groups_are_unknown(home: Path, somebody: Image) -> None:
    teller = Teller("store", "c1", RecordedClock(0))
    onlooker, events, numbers = FaceOnlooker(teller, home, 60.0), list[FloorEvent](), count(1)
    for second in range(1, 13):
        tracks = [track(next(numbers), second, WHOLE)] if second % 2 else []
        events += onlooker.look(Frame(somebody, float(second), 0), tracks)
    until(lambda: not onlooker.analyst._pictures.qsize(), 60, "the faces looked at")
    events += onlooker.leave(13.0)
    assert {event.type for event in events} == {"audience"}
    assert sum(event.people or 0 for event in events) == 6
    assert len({event.gender for event in events} - {"unknown"}) == 1  # the same face six times
    told = {name for event in events for name in event.__struct_fields__ if getattr(event, name) is not None}
    assert told == {"id", "source", "type", "at", "camera", "people", "age_band", "gender", "precision"}


def test_pictures_that_come_too_fast_are_counted_and_not_kept(home: Path, somebody: Image) -> None:
    analyst = Analyst(home)
    for _ in range(40):  # it takes seconds to begin
        analyst.ask(somebody[:200, :200])
    assert analyst.skipped >= 30
    list(analyst.finish())


def test_faces_are_refused_without_a_note_and_without_networks(home: Path, tmp_path: Path) -> None:
    with pytest.raises(FacesError, match="STOREPULSE_FACES_CONSENT"):
        check(home, "  ")
    with pytest.raises(FacesError, match="`storepulse camera weights`"):
        check(tmp_path, NOTE)
    check(home, NOTE)


def test_the_command_refuses_before_it_opens_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREPULSE_FACES_CONSENT", "")
    with pytest.raises(FacesError, match="people have been told"):
        cli_camera.run("no-such-video.avi", "c1", faces=True)
