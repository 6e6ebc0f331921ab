"""The synthetic shop made, and then replayed at full speed. A process: VISITORS_A_DAY DAYS."""

import json
import math
import os
import resource
import sys
import time
from pathlib import Path

from contracts.settings import load
from producers.replay import replay
from producers.replay.journal import Plan, Simulation
from producers.replay.outlet import Outlet
from producers.replay.player import Player
from producers.replay.simulated import simulated


def main() -> None:
    """Prints how long it took by the clock and on the processor, alone and into the log."""
    settings, (visitors, days) = load(os.environ), sys.argv[1:]
    plan = Plan(dataset="simulator", source="simulator", simulation=Simulation(parameters={"days": days, "visitors_a_day": visitors}))
    began, made = time.process_time(), 0
    history = simulated(plan)
    while history.has(made):
        made += 1
    alone = time.process_time() - began
    reel, outlet = replay.history_of(settings, Path(settings.cache), plan), Outlet(settings)
    journal = replay.begin(settings, plan, reel, outlet)
    clock, processor, thread = time.perf_counter(), time.process_time(), time.thread_time()
    Player(reel, journal, replay.desk(settings), outlet, math.inf).play(lambda: None, lambda _: None)
    figures = {
        "events": made,
        "alone": alone,
        "seconds": time.perf_counter() - clock,
        "cpu": time.process_time() - processor,
        "thread": time.thread_time() - thread,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
