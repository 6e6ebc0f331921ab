"""Derives Rasa's training data from the metric files: one intent and one rule a metric.

python -m rasa_bot.generate           writes data/*.generated.yml and domain/metrics.generated.yml
python -m rasa_bot.generate --check   writes nothing and fails where a file is not what it would write
"""

import sys
from pathlib import Path
from typing import Final

from contracts.catalogue import METRICS, Metric
from rasa_bot import examples, phrases

PROJECT: Final = Path(__file__).parent
INTENT: Final = "ask_"
_HEAD: Final = "# Written by `python -m rasa_bot.generate`; change the metric files or phrases/ instead.\n"


def generated() -> dict[str, str]:
    """Every generated file, by its path in the project."""
    metrics = list(METRICS.values())
    return {
        "data/nlu.generated.yml": nlu(metrics),
        "data/rules.generated.yml": rules(metrics),
        "domain/metrics.generated.yml": domain(metrics),
    }


def nlu(metrics: list[Metric]) -> str:
    """Training examples of all metrics, follow-ups and what is not measured. Raises SystemExit for a wording of no metric."""
    templates, wordings = phrases.templates(), phrases.wordings()
    if unknown := set(wordings) - {metric.name for metric in metrics}:
        sys.exit(f"phrases/wordings.yml has wordings of {', '.join(sorted(unknown))}, and there is no such metric: remove or rename them")
    groups = {INTENT + metric.name: examples.of_metric(metric, wordings.get(metric.name, []), templates) for metric in metrics}
    groups = examples.distinct(groups)
    groups |= {"follow_up": examples.follow_ups(templates), "unmeasured": phrases.unmeasured(metrics)}
    body = "".join(
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts) for intent, texts in groups.items()
    )
    return f'{_HEAD}version: "3.1"\nnlu:\n{body}'


def rules(metrics: list[Metric]) -> str:
    """One rule a metric: its intent is answered by action_answer."""
    body = "".join(f"- rule: {m.name}\n  steps: [{{intent: {INTENT}{m.name}}}, {{action: action_answer}}]\n" for m in metrics)
    return f'{_HEAD}version: "3.1"\nrules:\n{body}'


def domain(metrics: list[Metric]) -> str:
    """One intent a metric."""
    return f'{_HEAD}version: "3.1"\nintents:\n' + "".join(f"- {INTENT}{metric.name}\n" for metric in metrics)


def main(arguments: list[str]) -> int:
    """Writes or checks."""
    stale = [name for name, text in generated().items() if not (PROJECT / name).exists() or (PROJECT / name).read_text("utf-8") != text]
    if "--check" in arguments:
        if stale:
            sys.stderr.write(f"not fresh: {', '.join(stale)}; run `python -m rasa_bot.generate` and commit what it writes\n")
        return bool(stale)
    for name in stale:
        (PROJECT / name).write_text(generated()[name], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
