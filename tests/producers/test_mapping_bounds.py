"""What the log would not take: stamps ahead of the clock, and messages too large. Each is one bad row, with its line."""

from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from contracts.events import ControlEvent, Unmapped
from contracts.settings import load
from producers.replay import replay
from producers.replay.journal import Desk, Journal, ReplayError
from producers.replay.mapping.bounds import DAY, Bounds, bounds_at
from producers.replay.mapping.mapping import MappingError
from producers.replay.outlet import Lane, Outlet
from producers.replay.player import Player
from tests.builders import event
from tests.producers.mapping import SHOP, entries, filed, shop
from tests.producers.replaying import no_wishes, plan, unseen

MAY = 1_777_629_600_000  # ms: 2026-05-01T10:00:00Z
GOOD = "2026-05-01T10:00:00Z,v1,view,B1,1"
LATE = "2099-12-31T00:00:00Z,v1,view,B1,1"


@pytest.mark.parametrize("order", [[GOOD, LATE], [LATE, GOOD]])
@pytest.mark.parametrize("sorted", ["", "sorted = true\n"])
def test_a_stamp_in_the_future_is_one_bad_row(tmp_path: Path, order: list[str], sorted: str) -> None:
    found = entries(tmp_path, shop(tmp_path, *order), mapping=sorted + SHOP, bounds=Bounds(MAY + 1))
    assert [entry.at for entry in found] == [MAY, MAY]
    (bad,) = [entry for entry in found if isinstance(entry, Unmapped)]
    assert (bad.line, bad.why) == (order.index(LATE) + 2, "time is in the future: '2099-12-31T00:00:00Z'")


def test_a_file_of_the_future_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="none makes an event, most because time is in the future"):
        filed(tmp_path, shop(tmp_path, LATE), mapping=SHOP, bounds=Bounds(MAY))


def test_how_far_ahead_a_stamp_may_be() -> None:
    assert bounds_at(MAY, 300_000, 1_000, to_now=False) == (MAY + 300_000, 1_000)
    assert bounds_at(MAY, 300_000, 1_000, to_now=True) == (MAY + DAY, 1_000)


def test_a_run_that_goes_on_keeps_the_clock_of_the_one_that_began(tmp_path: Path) -> None:
    path = shop(tmp_path, GOOD, "2026-05-01T10:00:05Z,v1,view,B1,1", "2026-05-01T10:00:01Z,v1,view,B1,1")
    began = entries(tmp_path, path, mapping="sorted = true\n" + SHOP, bounds=Bounds(MAY + 2_000))
    (tmp_path / "spool" / "kept.json").unlink()  # it was killed before the file's end
    assert entries(tmp_path, path, mapping="sorted = true\n" + SHOP, bounds=Bounds(MAY + DAY)) == began
    other = entries(tmp_path, path, mapping="sorted = true\n" + SHOP, bounds=Bounds(MAY + DAY), limit=3)
    assert [entry.id for entry in began] == ["2", "3.bad", "4"]
    assert [entry.id for entry in other] == ["2", "3", "4"]


@pytest.mark.parametrize("text", ["x" * 100_000, "\x01" * 100_000, "ü" * 100_000, "\xff"], ids=["plain", "escaped", "wide", "small"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_bad_row_fits_into_a_message_with_its_place_and_reason(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(f"when,who,what,product,price\n{GOOD}\n{GOOD}{text}\n", encoding)
    _, bad = entries(tmp_path, path, mapping=SHOP, bounds=Bounds(most_bytes=65_536))
    assert isinstance(bad, Unmapped)
    size = len(msgspec.json.encode(msgspec.structs.replace(bad, source="s" * 64)))
    assert size <= 65_536
    assert bad.line == 3
    assert bad.why.startswith(("price is not a number: ", "the line is not utf-8", "the line is no CSV"))
    assert bad.size == len(f"{GOOD}{text}\n".encode(encoding))
    assert size > 60_000 or len(text) == 1


class Told:
    """An outlet that keeps what all partitions are told, in place of the log."""

    def __init__(self) -> None:
        self.controls: list[ControlEvent] = []
        self.epoch = "e"

    def broadcast(self, event: ControlEvent, _: Any) -> None:
        self.controls.append(event)

    def place(self, _: Any) -> Lane:
        return Lane("shop", 0)

    def ids_since(self, *_: Any) -> dict[Any, int]:
        return {}

    def ends(self, _: Any) -> dict[str, dict[int, int]]:
        return {}

    def send(self, *_: Any) -> None: ...

    def flush(self) -> None: ...


def test_controls_are_never_ahead_of_the_clock(tmp_path: Path) -> None:
    told, journal = Told(), Journal(plan=plan("s"), epoch="e", shift=0, next=0, offsets={})
    events = [event(id="1", at=MAY), event(id="2", at=MAY + 36_500 * DAY)]
    Player(events, journal, Desk(tmp_path), cast("Outlet", told), float("inf")).play(no_wishes, unseen)
    stamps = [cast("int", control.at) for control in told.controls]
    assert [control.type for control in told.controls] == ["tick", "tick", "end"]
    assert stamps[0] == MAY
    assert all(before <= after < MAY + 36_500 * DAY for before, after in pairwise(stamps))


def test_what_would_begin_before_1970_is_refused_with_the_stamp_that_is_to_blame(tmp_path: Path) -> None:
    events = [event(id="1", at=0), event(id="2", at=MAY + 36_500 * DAY)]
    asked = msgspec.structs.replace(plan("s"), to_now=True)
    known = load({"STOREPULSE_STATE": str(tmp_path)})
    with pytest.raises(ReplayError, match=r"begin before 1970 if it were moved to now: its last stamp is 2126-.*--to DATE"):
        replay.begin(known, asked, events, cast("Outlet", Told()))
