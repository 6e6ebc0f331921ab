"""How the bot would take questions: what Rasa's trained model makes of them, then what the actions make of that, without a store.

python -m tests.rasa_bot.judging holdout_untouched.txt     the figures, and each question that is not answered rightly
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from contracts.settings import Settings
from infra.configuration import ROOT
from rasa_bot import environment
from rasa_bot.actions import deciding
from rasa_bot.actions.actions import turn_of
from tests.rasa_bot.conftest import NOTHING, holdout

_CHAT: Final = {"greet", "goodbye", "thanks", "help", "overview", "ask_sources", "follow_up"}  # what the actions take as Rasa does


class Judged(NamedTuple):
    """One question: what it was taken for, and how that is to be called."""

    question: str
    taken: str  # a metric, a chat intent or "beyond"
    trust: str  # sure, likely, open or beyond
    outcome: str


def judged(settings: Settings, expected: dict[str, set[str]]) -> Iterator[Judged]:
    """Each question's outcome.

    right       answered rightly, or rightly declined
    named       answered with another metric, which is named, with the right one a tap away
    asked       asked back
    declined    said to be measured by nothing, and it is
    wrong       answered with a wrong metric, without doubt or without a way to the right one
    """
    for (question, wanted), message in zip(expected.items(), _parsed(settings, expected), strict=True):
        turn = turn_of(message | {"text": question}, None)
        if turn.intent in _CHAT and (turn.intent != "overview" or deciding.means_overview(turn)):
            amiss = "asked" if turn.intent == "follow_up" else "wrong"  # nothing was talked about: it asks which figure is meant
            yield Judged(question, turn.intent, "sure", "right" if turn.intent in wanted else amiss)
        else:
            trust, metrics = deciding.understood(turn)
            yield Judged(question, metrics[0] if metrics else "", trust, _outcome(trust, metrics, wanted))


def _outcome(trust: str, metrics: tuple[str, ...], wanted: set[str]) -> str:
    if trust in ("beyond", "open"):
        return "right" if wanted & NOTHING else "asked" if trust == "open" else "declined"
    if metrics[0] in wanted:
        return "right"
    return "named" if trust == "likely" and wanted & set(metrics[1:3]) else "wrong"


def _parsed(settings: Settings, questions: Iterable[str]) -> list[dict[str, Any]]:
    """What Rasa's model makes of each question."""
    command = environment.rasa_command(settings)
    argv = [command.argv[0], str(Path(__file__).with_name("parse_in_rasa.py")), str(environment.model(settings))]
    asked = "\n".join(questions)
    said = subprocess.run(argv, input=asked, env=os.environ | command.env, cwd=command.cwd, capture_output=True, text=True, check=False)
    lines = [line for line in said.stdout.splitlines() if line.startswith("{")]
    if len(lines) != len(asked.splitlines()):
        raise RuntimeError(f"Rasa read {len(lines)} of {len(asked.splitlines())} questions: {said.stderr[-2000:]}")
    return [json.loads(line) for line in lines]


def main(file: str) -> None:
    """Prints the figures of a file of questions."""
    settings = Settings(state=os.environ.get("STOREPULSE_STATE", str(ROOT / ".storepulse")))
    expected = holdout(file)
    results = list(judged(settings, expected))
    for result in results:
        if result.outcome != "right":
            print(
                f"{result.outcome:9}{result.trust:7}{result.question} -> {result.taken}, not {', '.join(sorted(expected[result.question]))}"
            )
    print(len(results), dict(Counter(result.outcome for result in results)), dict(Counter(result.trust for result in results)))


if __name__ == "__main__":
    main(*sys.argv[1:])
