"""Stage 1 of comments: each is kept with what people wrote of themselves masked, and counts for its product's day."""

from typing import Any, ClassVar, Final

import msgspec

from contracts.events import ReviewEvent
from stream_apps.models.comment import tone
from stream_apps.pipelines.days import UNIT, DayTally
from stream_apps.pipelines.door import EventError
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.masking import masked
from stream_apps.pipelines.pipeline import Record

STAR: Final = 100  # of a product day's sum of stars
PARTITIONS: Final = 1  # of the stream: one order for the one model


def check_review(event: ReviewEvent, record: Record) -> None:
    """What a comment must hold. Raises EventError."""
    if not record.key:
        raise EventError("empty_key", "the message has no key; key it by its product, else its customer, else its source", event.source)
    if not (event.text or event.title or event.rating is not None or event.recommended is not None):
        raise EventError("no_comment", "say something: a text, a title, a rating, or whether it is recommended", event.source)


def kept_review(value: bytes) -> bytes:
    """A refused comment, masked like one that is taken: its texts, or all of it where it is no JSON object.

    >>> kept_review(b'{"at":1777629600000,"text":"Mail jo@example.org"}'), kept_review(b"jo@example.org")
    (b'{"at":1777629600000,"text":"Mail [e-mail]"}', b'[e-mail]')
    """
    try:
        said = msgspec.json.decode(value, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return masked(value.decode(errors="surrogateescape")).encode(errors="surrogateescape")
    hidden = {name: masked(said[name]) for name in ("text", "title") if isinstance(said.get(name), str)}
    return msgspec.json.encode(said | hidden) if any(said[name] != text for name, text in hidden.items()) else value


class Reviews:
    """Comments of one source, written as they come."""

    TABLES: ClassVar[tuple[str, ...]] = ("reviews", "product_days")
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self._days = DayTally()

    def take(self, event: ReviewEvent, moment: Moment, emit: Emit) -> None:
        """A comment without words has no tone."""
        title, text = masked(event.title or ""), masked(event.text or "")
        lexicon = tone(text, title)
        emit(
            "reviews",
            event.product or event.customer or "",
            event=event.id,
            at=moment.at / 1000,
            sent=moment.sent,
            title=title,
            text=text,
            product=event.product or "",
            category=event.category or "",
            division=event.division or "",
            rating=event.rating,
            recommended=event.recommended,
            lexicon=round(lexicon, 4),
            visitor=event.visitor,
            customer=event.customer,
            order_id=event.order,
            age=event.age,
            gender=event.gender or "",
            country=event.country or "",
            votes=event.votes,
            channel=event.channel or "",
            precision=event.precision,
        )
        self._count(event, moment.at, round(lexicon * UNIT))

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        self._days.close("reviews", PARTITIONS, moment.watermark, moment.streams, emit, moment.at if ended else None)

    def _count(self, event: ReviewEvent, at: int, tone: int) -> None:
        sums = self._days.of(at, event.product, event.category)
        if event.text or event.title:
            sums.comments += 1
            sums.tone += tone
        if event.rating is not None:
            sums.rated += 1
            sums.stars += round(event.rating * STAR)
