"""docs/scores.md from outcomes."""

from collections.abc import Iterable, Iterator, Mapping

from tests.bench.figures import Machine
from tests.scores.figures import Measure, Outcome, Score

_NOTE = "<!-- Written by `make scores`; do not edit. -->\n"


def markdown(where: Machine, outcomes: Mapping[Score, Outcome]) -> str:
    """The page."""
    return "\n".join([_NOTE, *_head(where), *(line for score, outcome in outcomes.items() for line in _section(score, outcome))])


def _head(where: Machine) -> Iterator[str]:
    yield "# How good the models are\n"
    yield "Each model passes once over a real file in order of time and predicts every sample before it learns from it."
    yield "A naive rival predicts the same samples.\n"
    yield f"Measured {where.date} on {where.cores} cores of {where.cpu}, {where.memory_gb} GB, {where.system}, Python {where.python}."
    if where.load > 1:
        yield f"Others were busy on this machine (load {where.load} before the start): times are too long, the rest does not depend on it."
    yield "Again: `make scores`, or `python -m tests.scores NAME` for one of them.\n"


def _section(score: Score, outcome: Outcome) -> Iterator[str]:
    yield f"## {score.title}\n"
    yield f"{score.how}\n"
    yield f"Data: [{score.data.title}]({score.data.page}), sha256 `{score.data.sha256}`."
    yield f"{outcome.samples:,} {outcome.samples_of}; rival: {outcome.rival}; {outcome.cost:.1f} us a prediction with its learning.\n"
    yield from _table(("measure", "wanted", "reached", "rival", ""), [_row(measure) for measure in outcome.measures])
    yield from (f"{note}\n" for note in outcome.notes)


def _row(measure: Measure) -> tuple[str, ...]:
    wanted = "" if measure.wanted is None else f"at {'most' if measure.at_most else 'least'} {_number(measure.wanted, measure.unit)}"
    verdict = "" if measure.wanted is None else "met" if measure.met else "**missed**"
    rival = "" if measure.rival is None else _number(measure.rival, measure.unit)
    return measure.name, wanted, _number(measure.reached, measure.unit), rival, verdict


def _number(value: float, unit: str) -> str:
    """Shares and errors to three places, per cent to two, the rest to three figures."""
    written = f"{value:.3f}" if not unit else f"{value:.2f}" if unit == "%" else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{written} {unit}".strip()


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(list(columns))
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
