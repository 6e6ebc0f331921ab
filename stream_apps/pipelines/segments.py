"""Stage 2: sessions of all partitions, in the order of their one log, to segments and the score of the model that finds them."""

import pickle
from math import log1p
from typing import Any

import msgspec

from contracts.events import STEPS
from contracts.origins import Positions
from contracts.rows import ModelScore, Reset, Session, SessionSegment
from stream_apps.models.grouping import Explained, Mean
from stream_apps.models.naming import CATEGORY, names
from stream_apps.models.segments import SessionSegments
from stream_apps.pipelines.pipeline import Out, Record, StateError

TOPIC = "sessions"
OWN_TABLES = ("session_segments", "model_scores")
RENAME_EVERY = 100  # sessions between two looks at the centres' names
SCORE_EVERY = 500  # sessions between two score rows
JUDGE_EVERY = 4  # one session in so many counts for the score: judging costs more than learning
LEARNING = "still learning"
MOST_CLICKS = 2**32
STATE_VERSION = 1  # to be raised with every change of what is kept, the models' own fields included

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
# What pickle raises for a dump that is damaged, or of a class that has moved or lost a field.
NO_STATE = (pickle.UnpicklingError, AttributeError, ImportError, IndexError, EOFError, KeyError, TypeError, ValueError)
_decode = msgspec.json.Decoder(Session).decode
_decode_mark = msgspec.json.Decoder(Reset).decode


class _Source:
    """What has been learned of one source."""

    def __init__(self) -> None:
        self.model = SessionSegments()
        self.prices: dict[str, tuple[int, float]] = {}  # clicks and sum of prices, by category
        self.names: dict[int, str] = {0: LEARNING}
        self.learned = 0
        self.explained, self.rival = Explained(), Explained()
        self.everyone, self.by_clicks = Mean(), dict[int, Mean]()

    def features(self, session: Session) -> dict[str, float]:
        """How deep, how far, how dear against the categories' averages so far, and twice the share of each category."""
        clicks = sum(session.category_clicks) or 1
        features = {"depth": log1p(session.clicks), "step": float(STEPS.index(session.furthest_step))}
        expected = 0.0
        for category, count, prices in zip(session.categories, session.category_clicks, session.category_prices, strict=True):
            features[CATEGORY + category] = 2 * count / clicks
            seen, total = self.prices.get(category, (0, 0.0))
            seen, total = self.prices[category] = seen + count, total + prices
            expected += count * total / seen
        if expected:
            features["price"] = sum(session.category_prices) / expected - 1
        return features

    def learn(self, segment: int, x: dict[str, float], clicks: int) -> None:
        """Takes in a session whose segment was predicted."""
        if segment and self.learned % JUDGE_EVERY == 0:
            self._judge(segment, x, clicks)
        self.model.learn_one(x, segment)
        self.learned += 1
        if self.model.ready and (self.learned % RENAME_EVERY == 0 or len(self.names) == 1):
            self.names = {0: LEARNING} | names(self.model.centers, self.model.counts)

    def _judge(self, segment: int, x: dict[str, float], clicks: int) -> None:
        """A segment's centre is the mean of its sessions; the rival groups sessions by their clicks: 1, 2-3, 4-7, ..."""
        group = self.by_clicks.setdefault(clicks.bit_length(), Mean())
        apart = self.everyone.distance(x)
        self.explained.add(self.model.distance(segment, x), apart)
        self.rival.add(group.distance(x) if group.count else apart, apart)
        group.learn_one(x)
        self.everyone.learn_one(x)


class SegmentPipeline:
    """Segments of sessions. Every source has a model of its own.

    A row's origin is the session's place in the log of sessions, under the partition of the session's own events: a reset comes
    partition by partition, and forgets of each what came before it, not what another has sent since.
    """

    def __init__(self, epoch: str, state: bytes | None = None) -> None:
        """epoch names the log; state is an earlier pipeline's dump. Raises StateError."""
        self._origin: dict[str, Any] = {"origin_epoch": epoch, "origin_topic": TOPIC}
        self._offset = -1
        self._positions = Positions()
        self._sources: dict[str, _Source] = {}
        if state:
            self._offset, self._positions, self._sources = _restored(state)

    @property
    def offset(self) -> int:
        return self._offset

    def dump(self) -> bytes:
        return pickle.dumps((STATE_VERSION, self._offset, self._positions, self._sources), 5)

    def apply(self, record: Record, out: Out) -> None:
        self._offset = record.offset
        value = record.value or b""
        try:
            session = _decode(value)
        except UNREADABLE:
            self._other(record, value, out)
            return
        if _is_sound(session) and self._positions.take(session):
            self._judge(record, session, out)

    def _judge(self, record: Record, session: Session, out: Out) -> None:
        source = self._sources.get(session.source)
        if source is None:  # setdefault would make, and seed, a model for every session
            source = self._sources[session.source] = _Source()
        x = source.features(session)
        segment = source.model.predict_one(x)
        row = SessionSegment(
            **self._origin,
            origin_partition=session.origin_partition,
            origin_offset=record.offset,
            origin_index=0,
            source=session.source,
            session=session.session,
            visitor=session.visitor,
            start=session.start,
            country=session.country,
            segment=segment,
            name=source.names[segment],
            distance=source.model.distance(segment, x) ** 0.5 if segment else 0.0,
            clicks=session.clicks,
            duration=session.duration,
        )
        out.append(("session_segments", record.key or b"", row))
        source.learn(segment, x, session.clicks)
        if source.learned % SCORE_EVERY == 0 and source.model.ready:
            self._score(record, session, source, out)

    def _score(self, record: Record, session: Session, source: _Source, out: Out) -> None:
        row = ModelScore(
            **self._origin,
            origin_partition=session.origin_partition,
            origin_offset=record.offset,
            origin_index=0,
            source=session.source,
            model="session segments",
            at=session.end,
            samples=source.learned,
            measure="explained variance",
            score=source.explained.score,
            rival="by click count",
            rival_score=source.rival.score,
        )
        out.append(("model_scores", b"", row))

    def _other(self, record: Record, value: bytes, out: Out) -> None:
        try:
            mark = _decode_mark(value)
        except UNREADABLE:
            return  # no row of ours: the sink, which reads this log too, keeps it as a reject
        if not self._positions.take(mark):
            return
        self._sources.pop(mark.source, None)
        place: dict[str, Any] = {"origin_partition": mark.origin_partition, "origin_offset": record.offset, "origin_index": 0}
        own = Reset(**self._origin, **place, source=mark.source, reset=True)
        out.extend((table, b"", own) for table in OWN_TABLES)


def _restored(state: bytes) -> tuple[int, Positions, dict[str, _Source]]:
    try:
        # Only this program writes the checkpoint topic; River's models have no other form to be kept in.
        version, *found = pickle.loads(state)  # noqa: S301
    except NO_STATE as error:
        raise StateError(f"{type(error).__name__}: {error}") from error
    if version != STATE_VERSION:
        raise StateError(f"it is of version {version}, not {STATE_VERSION}")
    offset, positions, sources = found
    return offset, positions, sources


def _is_sound(session: Session) -> bool:
    """Whether a model can learn from it; somebody else's message on this log may have a session's form and no sense."""
    lengths = {len(session.categories), len(session.category_clicks), len(session.category_prices)}
    return len(lengths) == 1 and session.furthest_step in STEPS and all(0 < clicks < MOST_CLICKS for clicks in session.category_clicks)
