"""eshop2008 replayed at full speed, again and again under other names. A process: COPIES."""

import json
import math
import os
import sys

from contracts.settings import load
from producers.replay import replay
from producers.replay.journal import Plan
from producers.replay.outlet import Outlet
from producers.replay.player import Player
from tests.bench.ground import history


def main() -> None:
    """Prints how many events were sent."""
    settings, copies = load(os.environ), int(sys.argv[1])
    events, outlet = history(settings), Outlet(settings)
    for copy in range(copies):
        journal = replay.begin(settings, Plan(dataset="eshop2008", source=f"copy{copy}"), events, outlet)
        Player(events, journal, replay.desk(settings), outlet, math.inf).play(lambda: None, lambda _: None)
    sys.stdout.write(json.dumps({"clicks": copies * len(events)}) + "\n")


if __name__ == "__main__":
    main()
