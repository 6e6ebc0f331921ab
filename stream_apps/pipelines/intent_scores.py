"""Rows of model_scores for a model of chances: how well it ranks, how well it keeps its promises, or why it cannot score."""

from collections.abc import Iterator
from typing import Any, Final

from stream_apps.models.judged import LEAST_BUYERS, Judged
from stream_apps.pipelines.emitting import Emit

NO_PURCHASE: Final = "No purchase was ever seen in this source, so nothing can be learned about intent: no lead can be scored."
NOBODY: Final = "This source names no visitors, so nobody is recognised when they come back: no customer can be scored."
LEARNING: Final = f"Still learning: leads are scored once {LEAST_BUYERS} answers were purchases."


def emit_note(emit: Emit, model: str, rival: str, note: str, at: float, samples: int = 0) -> None:
    """Says why a model does not score yet."""
    emit("model_scores", "", model=model, at=at, samples=samples, measure="", score=None, rival=rival, rival_score=None, note=note)


def emit_scores(emit: Emit, model: str, rival: str, judged: Judged[Any], at: float) -> None:
    """Says how well a model does, a row for each measure."""
    for measure, score, rival_score, note in _measures(judged):
        fields: dict[str, Any] = {"measure": measure, "score": score, "rival": rival, "rival_score": rival_score, "note": note}
        fields |= {"samples": judged.score.samples, "label_delay": judged.delay.mean, "drift_at": judged.drift.at}
        emit("model_scores", "", model=model, at=at, **fields)


def _measures(judged: Judged[Any]) -> Iterator[tuple[str, float, float, str]]:
    score, rival, leads = judged.score, judged.rival, judged.leading
    yield "AUC", score.auc, rival.auc, ""
    yield "lift of the best tenth", score.lift(), rival.lift(), ""
    yield "promises kept", 1 - score.calibration_error, 1 - rival.calibration_error, ""
    yield "promises kept at every level", score.levels, rival.levels, ""
    if leads.samples:
        told = f"{leads.samples} high enough for a lead: {leads.promised:.1%} promised, {leads.came:.1%} came"
        yield "promises kept, of leads", leads.share, judged.rival_leading.share, told
