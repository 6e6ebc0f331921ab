"""python -m tests.bench [NAMES...] [--quick] [--json FILE]: measures, prints, and writes what was measured in full into docs/bench.md."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from infra.configuration import ROOT
from tests.bench import bot, camera, collector, latency, page_queries, profile, report, simulator, sink, stack, worker
from tests.bench.figures import Result, machine

BENCHMARKS: Final = {
    "worker": worker.run,
    "sink": sink.run,
    "stack": stack.run,
    "latency": latency.run,
    "collector": collector.run,
    "bot": bot.run,
    "panels": page_queries.run,
    "profile": profile.run,
    "simulator": simulator.run,
    "camera": camera.run,
}
PAGE: Final = ROOT / "docs" / "bench.md"


def main() -> int:
    """Returns the exit code: 0 whatever the figures are, for a miss is a finding and no failure."""
    asked = _arguments()
    names = asked.names or list(BENCHMARKS)
    where, console = machine(), Console()
    results: dict[str, Result] = {}
    for name in names:
        results[name] = _run(name, asked.quick)
        if not asked.quick:  # one by one: what was measured stays where a later one fails
            PAGE.write_text(report.markdown(where, results, PAGE.read_text("utf-8") if PAGE.exists() else ""), "utf-8")
    console.print(Markdown(report.markdown(where, results)))
    if asked.json:
        Path(asked.json).write_bytes(msgspec.json.format(json.dumps(msgspec.to_builtins({"machine": where, "results": results})).encode()))
    if not asked.quick:
        console.print(f"written to {PAGE.relative_to(ROOT)}")
    return 0


def _run(name: str, quick: bool) -> Result:
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn(f"[bold]{name}[/] {{task.description}}"))
    with Progress(*columns, console=Console(stderr=True)) as progress, tempfile.TemporaryDirectory(prefix="storepulse-bench-") as folder:
        task = progress.add_task("")
        return BENCHMARKS[name](Path(folder), quick, lambda text: progress.update(task, description=text))


def _arguments() -> Any:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="fewer events and one run each: a try, not a measurement")
    parser.add_argument("--json", metavar="FILE", help="also write the figures there")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
