"""Why models of orders say nothing where a source has visits and no orders."""

from typing import ClassVar, Final

from contracts.rows import Session
from stream_apps.pipelines import customer_values, similar
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules

NO_PURCHASE: Final = "No purchase was seen in this source: nothing can be said of what its customers buy."
MODELS: Final = ((similar.MODEL, similar.RIVAL), (customer_values.MODEL, customer_values.RIVAL))


class WithoutOrdersLearner:
    """Notes once, for the models that learn from orders, that none were seen; their own notes are newer where one comes."""

    TABLES: ClassVar[tuple[str, ...]] = ("model_scores",)
    SCORED_AS: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self.noted = False

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Notes it at the first visit that buys nothing; a visit that buys makes the note needless."""
        if not self.noted and not row.orders:
            for model, rival in MODELS:
                emit_note(emit, model, rival, NO_PURCHASE, row.start)
        self.noted = True
