"""The JSON API: the catalogue, the sources, any metric's answer, the chat, health and Prometheus' page."""

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Query, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from contracts import reading
from contracts.catalogue import METRICS, Metric, MetricError
from contracts.money import named
from contracts.reading import Answer, Question, Stream
from dashboards.live.chat import ChatOffError
from dashboards.live.services import Services
from dashboards.live.sheet import csv_of, name_of
from dashboards.live.store import StoreError
from dashboards.live.view import ViewError, time_of

_HIDDEN = {"sql"}


class Message(BaseModel):
    """What a person says to the bot. conversation: the one an earlier answer named, else a new one begins."""

    message: str = Field(min_length=1, max_length=1000, examples=["how many sessions in June?"])
    conversation: str | None = Field(None, max_length=64)


def _schema(kind: type) -> dict[str, Any]:
    """OpenAPI of a struct, so that what it is stands in one place."""
    defined = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")[1]
    return {"content": {"application/json": {"schema": defined[kind.__name__]}}}


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _described(metric: Metric) -> dict[str, Any]:
    fields = {name: value for name, value in msgspec.structs.asdict(metric).items() if name not in _HIDDEN}
    return {**fields, "filters": metric.filters}


def routes(services: Services) -> APIRouter:
    """All of them, over these services."""
    api = APIRouter()
    store, chat, measures = services.store, services.chat, services.measures

    @api.get("/api/metrics", tags=["metrics"])
    async def metrics() -> Response:
        """The catalogue: every metric, what it means, how people ask for it."""
        return _json([_described(metric) for metric in METRICS.values()])

    @api.get("/api/sources", tags=["metrics"], responses={200: _schema(Stream)})
    async def sources() -> Response:
        """Every source with rows, the one written last first. `clock` is its now."""
        return _json(list((await store.streams()).values()))

    @api.get("/api/metrics/{name}", tags=["metrics"], responses={200: _schema(Answer)})
    async def metric(
        name: str,
        source: Annotated[str, Query(description="default: the source written last")] = "",
        start: Annotated[str, Query(alias="from", description="ISO 8601; default: the source's first event")] = "",
        end: Annotated[str, Query(alias="to", description="ISO 8601; default: the source's clock")] = "",
        step: Annotated[int, Query(ge=0, description="seconds between the points of a time series; 0: the total only")] = 0,
        on_the_clock: Annotated[
            bool, Query(description="steps begin on round hours and days (UTC), the first at or before `from`")
        ] = False,
        form: Annotated[Literal["json", "csv"], Query(alias="format", description="csv: the lines alone, for a spreadsheet")] = "json",
        country: str = "",
        category: str = "",
        product: str = "",
        device: str = "",
        channel: str = "",
        customer: str = "",
        zone: str = "",
        place: str = "",
    ) -> Response:
        """A metric's numbers over a period, with how many samples stand behind them."""
        try:
            found = reading.metric(name)
        except MetricError as error:
            raise HTTPException(404, f"{error}; GET /api/metrics lists them") from error
        stream = await _stream(services, source)
        who = _filled(country=country, category=category, product=product, device=device, channel=channel, customer=customer)
        whole = reading.whole(found.name, stream, who | _filled(zone=zone, place=place))
        try:
            question = msgspec.structs.replace(
                whole, start=time_of("from", start) or whole.start, end=time_of("to", end) or whole.end, step=step
            )
            return _written(await _answered(services, question, stream, on_the_clock=on_the_clock), form)
        except (MetricError, ViewError) as error:
            raise HTTPException(422, str(error)) from error

    @api.post("/api/chat", tags=["chat"])
    async def say(body: Message) -> Response:
        """Asks the bot. 503 while the chat is off; everything else works without it."""
        conversation = body.conversation or chat.begin()
        try:
            answers = await chat.say(conversation, body.message)
        except KeyError as error:
            raise HTTPException(404, "that conversation has ended; leave `conversation` out to begin another") from error
        except ChatOffError as error:
            raise HTTPException(503, str(error)) from error
        return _json({"conversation": conversation, "answers": answers})

    @api.get("/healthz", tags=["operation"])
    async def healthz() -> Response:
        """Each part: ok, or why not. 503 while ClickHouse does not answer; the chat may be off."""
        parts = {"page": "ok", "clickhouse": await _state(store.streams()), "chat": await _state(chat.ready())}
        return _json(parts, 200 if parts["clickhouse"] == "ok" else 503)

    @api.get("/metrics", tags=["operation"])
    async def prometheus() -> Response:
        """Prometheus' text format."""
        try:
            measures.fill(await store.table("flow_totals", reading.FLOW_QUERY), await store.table("lag_totals", reading.LAG_QUERY))
            measures.clickhouse.set(1)
        except StoreError:
            # Prometheus must still get the rest: this gauge is how it learns of it.
            measures.clickhouse.set(0)
        return Response(generate_latest(measures.registry), media_type=CONTENT_TYPE_LATEST)

    return api


async def _stream(services: Services, source: str) -> Stream:
    streams = await services.store.streams()
    if source not in streams:
        streams = await services.store.streams(fresh=True)  # it may be as new as this request
    if not streams:
        raise HTTPException(404, "no source has rows yet; replay one: storepulse replay eshop2008")
    if source and source not in streams:
        raise HTTPException(404, f"no rows of source {source!r}; there are {', '.join(streams)}")
    return streams[source] if source else next(iter(streams.values()))


async def _answered(services: Services, question: Question, stream: Stream, *, on_the_clock: bool) -> Answer:
    store = services.store
    if on_the_clock and question.step:
        total = await store.answer(msgspec.structs.replace(question, step=0), stream)
        answer = await store.in_steps(total, question, stream, fixed=True)
    else:
        answer = await store.answer(question, stream)
    return msgspec.structs.replace(answer, currency=named((await store.records(stream)).currencies))


def _written(answer: Answer, form: str) -> Response:
    if form == "json":
        return _json(answer)
    headers = {"Content-Disposition": f'attachment; filename="{name_of(answer)}"'}
    return Response(csv_of(answer), media_type="text/csv; charset=utf-8", headers=headers)


async def _state(check: Any) -> str:
    try:
        await check
    except (StoreError, ChatOffError) as error:
        return str(error)
    return "ok"


def _filled(**filters: str) -> dict[str, str]:
    return {name: word for name, word in filters.items() if word}
