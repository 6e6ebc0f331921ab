"""The synthetic shop as a replay: back and forth, up to now, by the clock, killed and gone on."""

import os
import subprocess
import sys
import time
from itertools import groupby
from math import inf
from typing import Any

import pytest
from msgspec.structs import replace

from contracts.events import ShopEvent
from contracts.settings import Settings
from infra.configuration import ROOT, environment
from producers.replay import replay
from producers.replay.history import Listed
from producers.replay.journal import Journal, Plan, ReplayError, Simulation
from producers.replay.outlet import Outlet
from producers.replay.player import Player
from producers.replay.simulated import Simulated, simulated
from producers.simulator.house import House
from producers.simulator.parameters import Parameters, SimulationError
from tests.producers.replaying import Log, no_wishes
from tests.producers.shopping import DAY, OPENS, events
from tests.stack import until

NOON = OPENS + 100 * DAY + DAY // 2  # a hundred days after the opening


def plan(source: str = "simulator", **changes: Any) -> Plan:
    """Two days of a small shop."""
    return Plan(**({"dataset": "simulator", "source": source, "simulation": asked()} | changes))


def asked(days: int = 2, *plant: str, **changes: str) -> Simulation:
    """The web shop alone; changes: further parameters."""
    alone = {"comments": "0", "store_visitors_a_day": "0"}
    return Simulation(parameters={"days": str(days), "visitors_a_day": "300"} | alone | changes, plant=plant)


def all_of(history: Simulated) -> list[Any]:
    found = list[Any]()
    while history.has(len(found)):
        found.append(history.entry(len(found)))
    return found


def test_it_is_the_shop_that_was_asked_for() -> None:
    assert all_of(simulated(plan())) == events()
    text = "checkout_bug:from=0"
    assert all_of(simulated(plan(simulation=asked(1, text)))) == events(text, days=1)


def test_with_comments_and_a_store_it_has_all_streams() -> None:
    history = simulated(plan(simulation=asked(2, comments="0.5", store_visitors_a_day="100")))
    known = Parameters(days=2, visitors_a_day=300.0, comments=0.5, store_visitors_a_day=100.0)
    assert all_of(history) == list(House(known, (), OPENS).events())
    assert history.streams == ("shop", "orders", "reviews", "floor", "sensors")
    assert simulated(plan()).streams == ("shop",)


def test_it_goes_back_and_forth_as_a_list_does() -> None:
    history, listed = simulated(plan()), Listed(events())
    for place in (0, 50, 51, 49, 700, 3, 10_000, 10):
        assert (history.has(place), history.at(place)) == (listed.has(place), listed.at(place)), place
    for at in (OPENS, OPENS + DAY, OPENS + DAY // 3, listed.at(70), listed.at(70) + 1, OPENS + 5 * DAY, 0):
        assert history.place(at) == listed.place(at), at
        place = history.place(at)
        assert history.has(place) == listed.has(place)
        assert not history.has(place) or history.entry(place) == listed.entry(place)
    assert history.at(20) == listed.at(20)


@pytest.mark.parametrize("start", [None, OPENS + DAY])
@pytest.mark.parametrize("end", [None, OPENS + DAY + DAY // 2])
@pytest.mark.parametrize("limit", [None, 20])
def test_a_part_of_it_may_be_asked_for(start: int | None, end: int | None, limit: int | None) -> None:
    wanted = [event for event in events() if (start or 0) <= event.at < (end or inf)][:limit]
    assert all_of(simulated(plan(start=start, end=end, limit=limit))) == wanted


def test_a_period_without_events_is_refused_with_the_one_there_is() -> None:
    with pytest.raises(ReplayError, match=r"no events in that period; it opens on 2026-02-01 and runs for 2 days$"):
        simulated(plan(start=OPENS + 9 * DAY))


def test_a_wrong_parameter_or_truth_is_refused() -> None:
    with pytest.raises(SimulationError, match="no truth 'flood'"):
        simulated(plan(simulation=asked(2, "flood:from=1")))
    with pytest.raises(SimulationError, match="no parameter 'day'"):
        simulated(plan(simulation=Simulation(parameters={"day": "3"})))


def test_it_is_moved_by_whole_weeks_and_nothing_is_left_out() -> None:
    assert simulated(plan()).shift_to(NOON) == 98 * DAY  # it was open for two days, and closed half a day ago
    assert simulated(plan()).shift_to(NOON - DAY) == 91 * DAY
    assert simulated(plan()).shift_to(OPENS + 100 * DAY) == 98 * DAY  # at midnight it has just closed


def test_it_ends_with_its_last_day_and_a_part_of_it_with_its_last_event() -> None:
    whole, part = simulated(plan()), simulated(plan(end=OPENS + DAY + DAY // 2))
    assert all_of(whole)[-1].at < whole.ends() == OPENS + 2 * DAY - 1
    assert all_of(part)[-1].at == part.ends() < OPENS + DAY + DAY // 2


def test_shifted_to_now_nothing_lies_in_the_future(kafka: Settings) -> None:
    history = simulated(plan("sim-now", to_now=True))
    journal = replay.begin(kafka, plan("sim-now", to_now=True), history, Outlet(kafka))
    last = all_of(history)[-1].at + journal.shift
    now = time.time() * 1000
    assert journal.shift % (7 * DAY) == 0
    assert now - 8 * DAY < last <= now


@pytest.mark.parametrize("days", [2, 3])
def test_an_unfinished_one_goes_on_only_with_the_same_options(kafka: Settings, days: int) -> None:
    source, outlet = f"sim-options-{days}", Outlet(kafka)
    first = plan(source)
    replay.desk(kafka).keep(replay.begin(kafka, first, simulated(first), outlet))
    again = plan(source, simulation=asked(days))
    if days == 2:
        assert replay.begin(kafka, again, simulated(again), outlet).plan == first
    else:
        with pytest.raises(ReplayError, match=r"other options \(simulator --set days=2 --set visitors_a_day=300 .*--shift none\)"):
            replay.begin(kafka, again, simulated(again), outlet)


def landed(log: Log) -> list[list[ShopEvent]]:
    """Shopping events by partition, in order."""
    return [[event for event in partition if event.type not in ("tick", "end", "reset")] for partition in log.read()]


def test_killed_it_goes_on_without_loss_or_doubling(kafka: Settings) -> None:
    log = Log(kafka, "sim-killed")
    options = ["--days", "2", "--visitors-a-day", "300", "--shift", "none", "--as", "sim-killed"]
    command = [sys.executable, "-m", "infra.cli", "replay", "simulator", *options, "--json"]
    for reached in (300, 1_200):
        running = subprocess.Popen([*command, "--speed", "20000"], cwd=ROOT, env=os.environ | environment(kafka), stdout=subprocess.DEVNULL)
        until(lambda reached=reached: len(log) > reached, 60)
        running.kill()
        running.wait()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment(kafka), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    partitions = landed(log)
    log.close()
    wanted = {event.id: number for number, event in enumerate(events())}
    for partition in partitions:
        numbers = [wanted[event.id] for event in partition]
        assert numbers == sorted(numbers)
    assert sorted(event.id for partition in partitions for event in partition) == sorted(wanted)


def test_live_it_sends_what_was_and_then_what_happens(kafka: Settings) -> None:
    """A day's history at once; then event time is the clock's: what was sent is past, and what is next is to come."""
    log, asking = Log(kafka, "sim-live"), plan("sim-live", to_now=True, live=True)
    asking = replace(asking, simulation=asked(2, visitors_a_day="4000"))
    history = simulated(asking)
    journal = replay.begin(kafka, asking, history, Outlet(kafka))
    player = Player(history, journal, replay.desk(kafka), Outlet(kafka), inf)
    began = time.time() * 1000

    def caught_up(journal: Journal) -> bool:
        return history.at(journal.next) + journal.shift > began

    assert not player.play(no_wishes, lambda _: player.stop() if caught_up(journal) else None)
    sent = [event for partition in landed(log) for event in partition]
    types = {kind for partition in log.read() for kind, _ in groupby(event.type for event in partition)}
    log.close()
    assert len(sent) == journal.next > 10_000
    assert max(event.at for event in sent) <= time.time() * 1000
    assert "end" not in types
