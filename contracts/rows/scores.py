"""How well the models do."""

from contracts.rows.base import Large, Name, Origin, Time


class ModelScore(Origin, kw_only=True, gc=False):
    """How well a model does, predicting before it learns, beside a naive rival on the same samples. Higher score is better.

    A model of several measures has a row for each. note says why there is no score yet; label_delay is the mean time from a prediction
    to its answer in seconds of event time, null where the answer is there at once or never; drift_at is when its errors last rose, of
    segments when those who come were last found to be others than before.
    """

    model: Name
    at: Time
    samples: Large
    measure: Name
    score: float | None
    rival: Name
    rival_score: float | None
    note: str = ""
    label_delay: float | None = None
    drift_at: Time | None = None


class ModelCost(Origin, kw_only=True, gc=False):
    """Processor time of a model over the rows that were timed: to predict, to learn from what was predicted, and to say so.

    Measured by the worker while it works, so a replay measures others; at is the clock on the wall.
    """

    model: Name
    at: Time
    rows: Large
    seconds: float
