"""What is known of a replay between runs."""

from pathlib import Path

import pytest

from producers.replay.journal import Desk, Journal, Plan, ReplayError, Wish


def journal(source: str = "s", **changes: object) -> Journal:
    return Journal(
        **(
            {"plan": Plan(dataset="eshop2008", source=source), "epoch": "log", "shift": 0, "next": 5, "offsets": {"shop": {0: 3, 1: 2}}}
            | changes
        )
    )


def test_a_journal_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "replays")
    assert desk.journal("s") is None
    desk.keep(journal(next=5))
    desk.keep(journal(next=9, seeking=1000))
    assert desk.journal("s") == journal(next=9, seeking=1000)
    assert [path.name for path in (tmp_path / "replays").iterdir()] == ["s.json"]


def test_a_journal_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("")
    with pytest.raises(ReplayError, match="`storepulse reset s` begins anew"):
        Desk(tmp_path).journal("s")


def test_a_wish_is_granted_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.ask("s", Wish(paused=True))
    assert desk.asked("s") == Wish(paused=True)
    assert desk.asked("s") is None


def test_sources_are_those_with_a_journal(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.keep(journal("b"))
    desk.keep(journal("a.b"))
    desk.ask("c", Wish(paused=True))
    assert desk.sources() == ["a.b", "b"]


def test_what_is_forgotten_leaves_nothing_to_go_on_from(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.keep(journal())
    desk.ask("s", Wish(paused=True))
    desk.forget("s")
    desk.forget("s")
    assert (desk.journal("s"), desk.asked("s"), desk.sources()) == (None, None, [])


def test_a_source_is_replayed_once_at_a_time(tmp_path: Path) -> None:
    desk, another = Desk(tmp_path), Desk(tmp_path)
    desk.keep(journal())
    with desk.lock("s"):
        assert another.running() == ["s"]
        with pytest.raises(ReplayError, match=r"^s is being replayed already; steer it by"), another.lock("s"):
            pass
        with another.lock("other"):
            pass
    assert another.running() == []
    with another.lock("s"):
        pass
