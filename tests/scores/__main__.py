"""python -m tests.scores [NAMES...] [--json FILE]: scores the models on real files and, where all were scored, writes docs/scores.md.

Exits with 1 where a figure that does not depend on the machine is missed, with 2 where a file is not here.
"""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from infra.configuration import ROOT
from tests.bench.figures import machine
from tests.scores import report
from tests.scores.data import find, missing
from tests.scores.figures import Outcome, Score
from tests.scores.registry import SCORES

PAGE: Final = ROOT / "docs" / "scores.md"


def main() -> int:
    """Returns the exit code."""
    asked = _arguments()
    scores = [score for score in SCORES if score.name in asked.names or not asked.names]
    if absent := [missing(score.data) for score in scores if find(score.data) is None]:
        sys.stderr.write("\n".join(dict.fromkeys(absent)) + "\n")
        return 2
    where, console = machine(), Console()
    outcomes = {score: _run(score) for score in scores}
    text = report.markdown(where, outcomes)
    console.print(Markdown(text))
    if asked.json:
        found = {score.name: {"data": score.data._asdict(), "outcome": outcome} for score, outcome in outcomes.items()}
        Path(asked.json).write_bytes(msgspec.json.format(msgspec.json.encode({"machine": where, "scores": found})))
    if not asked.names:
        PAGE.write_text(text, "utf-8")
        console.print(f"written to {PAGE.relative_to(ROOT)}")
    return int(any(not measure.met and not measure.timed for outcome in outcomes.values() for measure in outcome.measures))


def _run(score: Score) -> Outcome:
    columns = (TextColumn("[bold]{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    path = find(score.data)
    assert path is not None, missing(score.data)
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(score.title, total=1.0)
        outcome = score.run(path, lambda done: progress.update(task, completed=done))
        progress.update(task, completed=1.0)
        return outcome


def _arguments() -> Any:
    names = [score.name for score in SCORES]
    parser = argparse.ArgumentParser(prog="python -m tests.scores", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all where none is named")
    parser.add_argument("--json", metavar="FILE", help="also write the figures there")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.names) - set(names)):
        parser.error(f"no score {', '.join(unknown)}; there are {', '.join(names)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
