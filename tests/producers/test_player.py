"""Replays into a real broker: whole, killed, paused, and moved back and forth."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from math import inf

import msgspec
import pytest

from contracts.events import ControlEvent, Event, OrderEvent, ReviewEvent, ShopEvent
from contracts.settings import Settings
from infra.configuration import ROOT, environment
from producers.replay import replay
from producers.replay.journal import Journal, Plan, ReplayError, Wish
from producers.replay.outlet import Offsets, Outlet
from producers.replay.player import Standing
from tests.builders import ms
from tests.producers.replaying import Log, at, history, no_wishes, player, unseen
from tests.stack import until

PACED = 300  # events a second: slow enough to be steered on the busiest machine
_numbers = count(1)


@pytest.fixture
def source() -> str:
    """A name that nothing else in the log has."""
    return f"replay-{next(_numbers)}"


@pytest.fixture
def log(kafka: Settings, source: str) -> Iterator[Log]:
    made = Log(kafka, source)
    yield made
    made.close()


def test_the_whole_of_a_history_lands_in_the_log_once_and_in_order(kafka: Settings, source: str, log: Log) -> None:
    made, journal = player(kafka, source, history(5_000), inf)
    assert made.play(no_wishes, unseen)
    assert log.clicks() == list(range(5_000))
    assert log.types() == [["view_item", "end"]] * kafka.partitions
    assert (journal.finished, journal.next) == (True, 5_000)


def test_stamps_are_shifted_by_one_constant(kafka: Settings, source: str, log: Log) -> None:
    events = history(100)
    made, _ = player(kafka, source, events, inf, shift=86_400_000)
    made.play(no_wishes, unseen)
    sent = {event.id: event.at for partition in log.read() for event in partition if event.type == "view_item"}
    assert sent == {event.id: event.at + 86_400_000 for event in events}


def test_one_visitor_stays_in_one_partition(kafka: Settings, source: str, log: Log) -> None:
    made, _ = player(kafka, source, history(500), inf)
    made.play(no_wishes, unseen)
    visitors = [{event.visitor for event in partition if event.visitor} for partition in log.read()]
    assert sum(map(len, visitors)) == len(set().union(*visitors))


def test_a_paced_replay_ticks_in_every_partition(kafka: Settings, source: str, log: Log) -> None:
    made, _ = player(kafka, source, history(10), 10)
    made.play(no_wishes, unseen)
    assert [partition[0].type for partition in log.read()] == ["tick"] * kafka.partitions


def test_a_history_of_several_streams_goes_to_the_topic_of_each_and_names_them_all(kafka: Settings, source: str) -> None:
    sold = [OrderEvent(id=f"o{number}", source="x", type="purchase", at=ms("10:00") + number, order=f"i{number}") for number in range(100)]
    said = [ReviewEvent(id=f"r{number}", source="x", type="review", at=ms("10:00") + number) for number in range(100)]
    together: list[Event] = [event for pair in zip(sold, said, strict=True) for event in pair]
    outlet = Outlet(kafka)
    before = outlet.ends(["orders", "reviews"])
    made, journal = player(kafka, source, together, inf)
    assert made.play(no_wishes, unseen)
    found = outlet.ids_since(source, before)
    assert {(lane.stream, id) for lane, id in found} == {("orders", event.id) for event in sold} | {("reviews", event.id) for event in said}
    assert set(found.values()) == {1}
    assert set(journal.offsets) == {"orders", "reviews"}
    controls = [event for stream in before for event in read(kafka, stream, before) if event.source == source]
    assert [event.streams for event in controls] == [["orders", "reviews"]] * len(controls)
    assert len(controls) == 2 * (kafka.partitions + 1)  # a tick and an end for each partition of orders and for the one of reviews


def test_a_killed_replay_goes_on_without_loss_or_doubling(kafka: Settings, source: str, log: Log) -> None:
    command = [sys.executable, "-m", "tests.producers.replaying", source, "12000", "5000"]
    for reached in (1_000, 4_000, 4_001, 8_000):
        with process(command, kafka) as running:
            until(lambda reached=reached: len(log) > reached, 30)
            running.kill()
    assert len(log.clicks()) < 12_000
    with process(command, kafka) as running:
        assert running.wait(30) == 0
    assert log.clicks() == list(range(12_000))
    assert replay.desk(kafka).journal(source).finished


@contextmanager
def process(command: list[str], settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The command, ended at last."""
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment(settings))
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def test_a_stopped_replay_goes_on_where_it_stood(kafka: Settings, source: str, log: Log) -> None:
    journal = play_until(kafka, source, history(3_000), 100)
    assert log.clicks() == list(range(journal.next))
    again, _ = player(kafka, source, history(3_000), inf)
    assert again.play(no_wishes, unseen)
    assert log.clicks() == list(range(3_000))


def play_until(settings: Settings, source: str, events: list[ShopEvent], reached: int) -> Journal:
    """Plays until so many events are sent, or a few more, and stops."""
    made, journal = player(settings, source, events, PACED)
    assert not made.play(no_wishes, lambda standing: made.stop() if standing.sent >= reached else None)
    return journal


def test_while_paused_nothing_is_sent(kafka: Settings, source: str, log: Log) -> None:
    made, journal = player(kafka, source, history(3_000), PACED)
    seen: list[Standing] = []

    def show(standing: Standing) -> None:
        seen.append(standing)
        if standing.sent >= 200:
            made.stop()

    made.play(at(journal, (100, Wish(paused=True)), (100, Wish()), (100, Wish(paused=False))), show)
    stood = [standing.sent for standing in seen if standing.paused]
    assert len(stood) >= 2
    assert len(set(stood)) == 1
    assert log.clicks() == list(range(journal.next))


def test_another_process_steers_by_the_desk(kafka: Settings, source: str, log: Log) -> None:
    events, desk = history(5_000), replay.desk(kafka)
    desk.ask(source, Wish(seek=events[4_000].at))
    made, _ = player(kafka, source, events, inf)
    made.play(no_wishes, unseen)
    assert desk.asked(source) is None
    assert log.clicks() == list(range(4_000, 5_000))


def test_seeking_forward_leaves_out_what_lies_between(kafka: Settings, source: str, log: Log) -> None:
    events = history(3_000)
    reached = play_until(kafka, source, events, 100).next
    again, journal = player(kafka, source, events, inf)
    again.play(at(journal, (0, Wish(seek=events[2_000].at))), unseen)
    assert log.clicks() == [*range(reached), *range(2_000, 3_000)]


@pytest.mark.parametrize("beyond", [0, 1, 86_400_000])
def test_seeking_past_the_end_ends_it(kafka: Settings, source: str, log: Log, beyond: int) -> None:
    events = history(3_000)
    made, journal = player(kafka, source, events, PACED)
    assert made.play(at(journal, (0, Wish(seek=events[-1].at + beyond))), unseen)
    assert [kinds[-1] for kinds in log.types()] == ["end"] * kafka.partitions


@pytest.mark.parametrize(("back", "first"), [(history(3_000)[50].at, 50), (-86_400_000, 0)], ids=["within", "before 1970"])
def test_seeking_back_forgets_the_source_in_every_partition_and_begins_there(
    kafka: Settings, source: str, log: Log, back: int, first: int
) -> None:
    events = history(3_000)
    play_until(kafka, source, events, 100)
    again, journal = player(kafka, source, events, inf)
    again.play(at(journal, (0, Wish(seek=back))), unseen)
    assert log.types() == [["view_item", "reset", "view_item", "end"]] * kafka.partitions
    assert log.clicks(after_reset=True) == list(range(first, 3_000))
    assert all(event.at >= 0 for partition in log.read() for event in partition)


def test_a_seek_back_that_was_killed_half_way_is_carried_out_by_the_next_run(kafka: Settings, source: str, log: Log) -> None:
    events = history(3_000)
    journal = play_until(kafka, source, events, 100)
    journal.seeking = events[50].at  # kept, and then the process was killed
    replay.desk(kafka).keep(journal)
    again, _ = player(kafka, source, events, inf)
    assert again.play(no_wishes, unseen)
    assert log.clicks(after_reset=True) == list(range(50, 3_000))


def test_after_a_kill_a_seek_back_sends_again_what_the_log_held_already(kafka: Settings, source: str, log: Log) -> None:
    events, start = history(3_000), Outlet(kafka).ends(["shop"])
    journal = play_until(kafka, source, events, 100)
    journal.next, journal.offsets = 60, start  # what was kept some time before the kill
    replay.desk(kafka).keep(journal)
    again, journal = player(kafka, source, events, inf)
    again.play(at(journal, (0, Wish(seek=events[50].at))), unseen)
    assert log.clicks(after_reset=True) == list(range(50, 3_000))


def test_a_finished_replay_is_not_begun_again(kafka: Settings, source: str, log: Log) -> None:
    made, _ = player(kafka, source, history(10), inf)
    made.play(no_wishes, unseen)
    with pytest.raises(ReplayError, match=rf"^{source} has been replayed to its end; `storepulse reset {source}` forgets it"):
        player(kafka, source, history(10), inf)


def test_an_unfinished_replay_goes_on_only_with_the_same_plan(kafka: Settings, source: str, log: Log) -> None:
    made, journal = player(kafka, source, history(10), inf)
    replay.desk(kafka).keep(journal)
    other = Plan(dataset="eshop2008", source=source, limit=5)
    with pytest.raises(ReplayError, match=rf"^{source} has an unfinished replay with other options"):
        replay.begin(kafka, other, history(10), made._outlet)


def test_a_replay_does_not_go_on_in_another_log(kafka: Settings, source: str) -> None:
    made, journal = player(kafka, source, history(10), inf)
    journal.epoch = "another"
    replay.desk(kafka).keep(journal)
    with pytest.raises(ReplayError, match=r"into another Kafka .*storepulse reset"):
        replay.begin(kafka, journal.plan, history(10), made._outlet)


def read(kafka: Settings, stream: str, since: Offsets) -> list[ControlEvent]:
    """The control events of a stream's topic."""
    controls = []
    for _, value in Outlet(kafka)._since({stream: since[stream]}):
        try:
            controls.append(msgspec.json.decode(value, type=ControlEvent))
        except msgspec.ValidationError:
            continue  # no control event
    return controls
