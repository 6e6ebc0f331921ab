"""Clicks a second through the whole worker, beside the same pipelines called from a plain loop and from two rivals."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import ground, rivals
from tests.bench.figures import Aim, Result, median, thousands
from tests.bench.ground import Ground

WORKER, PLAIN = "worker (Faust, checkpoints on)", "plain confluent-kafka loop"
Say = Callable[[str], None]


def run(folder: Path, quick: bool, say: Say) -> Result:
    """Rounds of all four in turn, so that a noisy minute meets them all."""
    python = rivals.environment()
    quix, wax = f"quixstreams {rivals.version('quixstreams')}", f"bytewax {rivals.version('bytewax')}"
    runners = {
        WORKER: (sys.executable, "tests.bench.timed_worker"),
        PLAIN: (sys.executable, "tests.bench.plain_loop"),
        quix: (python, "tests.bench.rival_quixstreams"),
        wax: (python, "tests.bench.rival_bytewax"),
    }
    warm_up, rounds = (0, 1) if quick else (1, 3)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in runners}
    say("filling the log")
    with ground.filled(folder, 1 if quick else 4) as made:
        for number in range(warm_up + rounds):
            for name, (interpreter, module) in runners.items():
                say(f"round {number + 1} of {warm_up + rounds}: {name}")
                ground.emptied(made.settings)
                figures = ground.report(interpreter, module, made.settings, *_arguments(name, made))
                if number >= warm_up:
                    found[name].append(figures)
    return _result(found, made)


def _arguments(name: str, made: Ground) -> tuple[object, ...]:
    ends = (made.clicks + made.controls, made.learned)
    return ends if name == WORKER else (made.epoch, *ends)


def _result(found: dict[str, list[dict[str, float]]], made: Ground) -> Result:
    wall = {name: median(made.clicks / each["seconds"] for each in runs) for name, runs in found.items()}
    core = {name: median(made.clicks / each["cpu"] for each in runs) for name, runs in found.items()}
    # Round by round, so that what the machine does meanwhile touches both sides of a ratio.
    ratio = {name: median(p["seconds"] / r["seconds"] for r, p in zip(runs, found[PLAIN], strict=True)) for name, runs in found.items()}
    return Result(
        title="Worker",
        how=f"{thousands(made.clicks)} clicks in {made.settings.partitions} partitions of one log, from the first message to the last row "
        f"acknowledged by the broker (the worker: and checkpointed); both stages with all models, one process, "
        f"{len(found[PLAIN])} rounds in turn, "
        "medians. A core-second is CPU time of the process, its Kafka client's threads included. Ratio: against the plain loop of the "
        "same round, by the clock.",
        columns=("runs the pipelines", "clicks/s", "clicks a core-second", "ratio", "peak MB"),
        rows=[
            (name, thousands(wall[name]), thousands(core[name]), f"{ratio[name]:.2f}", thousands(median(each["peak_mb"] for each in runs)))
            for name, runs in found.items()
        ],
        aims=[
            Aim(what="worker with all models, clicks a second a core", wanted=30_000, reached=core[WORKER], unit="clicks/s"),
            Aim(what="worker beside the plain loop", wanted=0.9, reached=ratio[WORKER], unit="x"),
        ],
    )
