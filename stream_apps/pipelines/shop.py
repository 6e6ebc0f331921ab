"""Stage 1 of the shop: events of one partition to clicks, sessions, rejects and flow rows."""

import msgspec

from contracts.events import CONTROLS, ShopEvent
from contracts.rows import Click, OrderLine, Session
from contracts.topics import EVENTS_SHOP
from stream_apps.pipelines.day_sums import tally
from stream_apps.pipelines.door import Door, EventError, check_shop
from stream_apps.pipelines.emitting import Emitter
from stream_apps.pipelines.events import EventsPipeline, sent
from stream_apps.pipelines.open_session import OpenSession, summary
from stream_apps.pipelines.order_line import SOLD_ONLINE, order_line, order_of, treatment_of
from stream_apps.pipelines.pipeline import Out, Record, StateError
from stream_apps.pipelines.source import Came, Rules, Source

OWN_TABLES = ("clicks", "sessions", "order_lines", "product_days", "rejects", "flow")
STATE_VERSION = 9  # to be raised with every change of what is kept
admit = Door(ShopEvent, check_shop).admit


class _State(msgspec.Struct, array_like=True):
    version: int = STATE_VERSION
    offset: int = -1
    sources: dict[str, Source] = {}


class ShopPipeline(EventsPipeline):
    """Clicks of one partition of events.shop, in the order of the log.

    A click is written when it arrives, a session when it closes: once the watermark (the newest event time less the
    allowed lateness) has passed its last click by the gap, or its source has sent `end`.
    """

    def __init__(self, partition: int, epoch: str, rules: Rules, state: bytes | None = None) -> None:
        """epoch names the log (Kafka's cluster id); state is an earlier pipeline's dump. Raises StateError."""
        super().__init__(EVENTS_SHOP, partition, epoch, rules)
        self._epoch, self._partition = epoch, partition
        self._state = _restored(state) if state else _State()
        self._emit = Emitter({"origin_epoch": epoch, "origin_topic": EVENTS_SHOP})

    @property
    def offset(self) -> int:
        return self._state.offset

    def dump(self) -> bytes:
        return msgspec.msgpack.encode(self._state)

    def apply(self, record: Record, out: Out) -> None:
        self._state.offset = record.offset
        try:
            event, at = admit(record, self._rules.max_bytes, self._rules.future)
        except EventError as error:
            self.refuse(record, error, self._source(error.source, record), out)
            return
        if event.type in CONTROLS:
            self._control(record, event, at, out)
            return
        source = self._state.sources.get(event.source) or self._source(event.source, record)
        source.counts["events"] += 1
        is_usable = self.is_usable(record, event.id, event.source, at, source, out)
        if is_usable and (event.type not in SOLD_ONLINE or self._is_new_sale(record, event, source, out)):
            if event.type in SOLD_ONLINE:
                source.sell(at)
            if event.type == "user_engagement":
                source.advance(at, self._rules.lateness)
                source.sessions.engage(event, at, self._rules.gap)
                source.counts["controls"] += 1
            else:
                self._click(record, event, at, source, out)
            if source.days.is_due(source.clock - self._rules.lateness):
                self._close_days(record, event.source, source, out)
        self.flow(record, event.source, source, out)

    def _is_new_sale(self, record: Record, event: ShopEvent, source: Source, out: Out) -> bool:
        """Whether a sale was not seen before: a page of thanks is opened again, an outage's queue sent again, hours later."""
        if source.is_new_sale(event.id):
            return True
        self.reject(record, "duplicate", f"sale {event.id} was seen before", event.source, source, "duplicates", out)
        return False

    def _click(self, record: Record, event: ShopEvent, at: int, source: Source, out: Out) -> None:
        rules, sessions = self._rules, source.sessions
        source.advance(at, rules.lateness)
        watermark = source.clock - rules.lateness
        closed = sessions.close(watermark, rules.gap) if sessions.is_due(watermark) else None
        session, step, since = sessions.add(event, at, record.offset, rules.gap)
        tally(source.days, event, at)
        source.counts["clicks"] += 1
        row = Click(  # by position, in the order of contracts.rows: this is the hottest line of the worker
            self._epoch,
            EVENTS_SHOP,
            self._partition,
            record.offset,
            0,
            event.source,
            event.id,
            event.type,
            at / 1000,
            sent(record),
            session.id,
            step,
            step == 1,
            event.visitor,
            since,
            event.page or "",
            event.page_number,
            event.position,
            event.product or "",
            event.category or "",
            event.colour or "",
            event.photo or "",
            event.price,
            event.quantity,
            event.currency or "",
            event.country or session.said("country"),
            event.precision,
            event.customer,
            event.order,
            event.device or session.said("device"),
            event.channel or session.said("channel"),
            event.referrer or "",
            event.engaged,
            event.age,
            event.gender or "",
        )
        out.append(("clicks", record.key or b"", row))
        if event.type in SOLD_ONLINE:
            self._sell(record, event, at, source.came(event, row), out)
        if closed:
            self._close(record, event.source, source, closed, "gap", out)

    def _sell(self, record: Record, event: ShopEvent, at: int, came: Came, out: Out) -> None:
        fields = order_line(event, at, sent(record), treatment_of(event, ""), visitor=event.visitor, **came._asdict())
        row = OrderLine(**self._origin, **fields, origin_offset=record.offset, origin_index=0, source=event.source)
        out.append(("order_lines", order_of(event).encode(), row))

    def _control(self, record: Record, event: ShopEvent, at: int, out: Out) -> None:
        if event.type == "reset":
            self._state.sources.pop(event.source, None)
            self.reset(record, event.source, OWN_TABLES, out)
            return
        source = self._source(event.source, record)
        source.counts["events"] += 1
        source.counts["controls"] += 1
        source.advance(at, self._rules.lateness)
        ended = event.type == "end"
        sessions = source.sessions
        closed = sessions.close_all() if ended else sessions.close(source.clock - self._rules.lateness, self._rules.gap)
        self._close(record, event.source, source, closed, event.type if ended else "gap", out)
        source.streams = source.streams if event.streams is None else list(event.streams)
        self._close_days(record, event.source, source, out, at if ended else None)
        self.flow(record, event.source, source, out, now=True, ended=ended)

    def _close(self, record: Record, name: str, source: Source, closed: list[OpenSession], by: str, out: Out) -> None:
        for index, session in enumerate(closed):
            facts = summary(session)
            returning, gap = source.recall(session.visitor, facts["start"], facts["end"], self._rules.visitor_memory)
            row = Session(
                **self._origin,
                **facts,
                origin_offset=record.offset,
                origin_index=index,
                source=name,
                sent=sent(record),
                returning=returning,
                gap_since_last=gap,
                closed_by=by,
            )
            out.append(("sessions", (session.visitor or session.id).encode(), row))
        source.counts["sessions"] += len(closed)

    def _close_days(self, record: Record, name: str, source: Source, out: Out, end: int | None = None) -> None:
        self._emit.begin(record.offset, self._partition, name, out)
        source.days.close("shop", self._rules.partitions, source.clock - self._rules.lateness, source.streams, self._emit, end)

    def _source(self, name: str, record: Record) -> Source:
        source = self._state.sources.get(name)
        if source is None:
            source = self._state.sources[name] = Source(flow_sent=record.timestamp)
        return source


def _restored(state: bytes) -> _State:
    try:
        found = msgspec.msgpack.decode(state, type=_State)
    except msgspec.DecodeError as error:
        raise StateError(str(error)) from error
    if found.version != STATE_VERSION:
        raise StateError(f"it is of version {found.version}, not {STATE_VERSION}")
    return found
