"""Reports over HTTP: POST /report with a write key, answered once Kafka has them."""

import asyncio
import time
from typing import Final

from starlette.types import Receive, Scope, Send

from contracts.settings import Settings
from producers.collector import http
from producers.collector.admission import Admission
from producers.collector.delivery import AwayError, Delivery
from producers.collector.http import Answer, Request, RequestError
from producers.collector.refusal import ShapeError
from producers.collector.ticking import Ticks
from producers.sensors.bodies import reports
from producers.sensors.intake import Taken, arrived, take
from producers.sensors.layout import Layout

_COME_AGAIN: Final = {"Retry-After": "5"}  # s
_AWAY: Final = "Kafka has not taken the reports ({}): send the same again; stamped or named by an id, nothing is counted twice"


class SensorServer:
    """An ASGI application that answers every request of one process."""

    def __init__(self, settings: Settings, layout: Layout, admission: Admission, delivery: Delivery, ticks: Ticks) -> None:
        self._settings, self._layout = settings, layout
        self._admission, self._delivery, self._ticks = admission, delivery, ticks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        try:
            answer = await self._answer(Request(scope, receive))
        except RequestError as error:
            answer = http.json(error.status, {"detail": str(error)}, error.headers)
        await http.send(answer, send)

    async def _answer(self, request: Request) -> Answer:
        match request.method, request.path:
            case "POST", "/report":
                return await self._report(request)
            case _, "/report":
                raise RequestError(405, "send reports by POST", {"Allow": "POST"})
            case "GET" | "HEAD", "/healthz":
                return await self._health()
        raise RequestError(404, "there is POST /report and GET /healthz")

    async def _report(self, request: Request) -> Answer:
        key = self._admission.admit(request)
        body = await request.body(self._settings.collector_max_bytes)
        try:
            found = reports(body)
        except ShapeError as error:
            raise RequestError(400, str(error)) from None
        self._admission.charge(request, key, len(found) - 1)
        taken = take(found, self._layout, arrived(key.source, self._settings.future_allowance * 1000))
        try:
            await self._delivery.send(taken.messages(key.source, "sensors over HTTP", self._settings.max_event_bytes))
        except AwayError as error:
            raise RequestError(503, _AWAY.format(error), _COME_AGAIN) from None
        self._ticks.saw(key.source, time.monotonic())
        return _acknowledged(taken)

    async def _health(self) -> Answer:
        try:
            await asyncio.to_thread(self._delivery.partitions)
        except AwayError as error:
            return http.json(503, {"kafka": str(error)})
        return http.json(200, {"kafka": "ok"})


def _acknowledged(taken: Taken) -> Answer:
    """204 where all is well, 202 where some is not, 400 where nothing was of use; what was refused is told, and kept."""
    if not taken.refused:
        return Answer(204)
    told = {"accepted": len(taken.events), "refused": [refusal.told() for refusal in taken.refused]}
    return http.json(202, told) if taken.events else http.json(400, {"detail": "no report of it can be used: see refused", **told})
