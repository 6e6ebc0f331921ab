"""The collector as an ASGI application: what was sent, into the log, and the answer once Kafka has it."""

import asyncio
import time
from pathlib import Path
from typing import Any, Final

import msgspec
from prometheus_client import generate_latest
from starlette.types import Receive, Scope, Send

from contracts.settings import Settings
from producers.collector import http, segment
from producers.collector.admission import Admission
from producers.collector.arrival import Arrival
from producers.collector.decoding import decoded, write_key
from producers.collector.delivery import AwayError, Delivery, TooLargeError
from producers.collector.devices import device
from producers.collector.http import Answer, Request, RequestError
from producers.collector.keys import Kept
from producers.collector.measures import Measures
from producers.collector.origins import PREFLIGHT
from producers.collector.refusal import ShapeError
from producers.collector.rejects import reject
from producers.collector.ticking import Ticks
from producers.collector.translation import Translation, translate

PATHS: Final = ("/collect", "/mp/collect", *segment.PATHS)  # ours, and where GA4's and Segment's libraries send to
SCRIPT: Final = Path(__file__).with_name("storepulse.min.js").read_bytes()
_SCRIPT_HEADERS: Final = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
}
_COME_AGAIN: Final = {"Retry-After": "5"}  # s
_NO_COUNTRY: Final = frozenset(("", "XX", "T1"))  # Cloudflare's words for unknown and Tor
_encode = msgspec.json.Encoder().encode


class Collector:
    """Answers every request of one process."""

    def __init__(self, settings: Settings, admission: Admission, delivery: Delivery, ticks: Ticks) -> None:
        self._settings, self._admission, self._delivery, self._ticks = settings, admission, delivery, ticks
        self._measures = Measures()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except RequestError as error:
            answer = http.json(error.status, {"detail": str(error)}, error.headers)
        if request.origin and request.path in PATHS:
            answer.headers = answer.headers | {"Vary": "Origin"}
            if self._admission.allows(request.origin):
                answer.headers["Access-Control-Allow-Origin"] = request.origin
        self._measures.requests.labels(str(answer.status)).inc()
        await http.send(answer, send)

    async def _answer(self, request: Request) -> Answer:
        if request.path in PATHS:
            return await self._take(request)
        match request.method, request.path:
            case "GET" | "HEAD", "/storepulse.js":
                return Answer(200, SCRIPT, _SCRIPT_HEADERS)
            case "GET" | "HEAD", "/healthz":
                return await self._health()
            case "GET", "/metrics":
                return Answer(200, generate_latest(self._measures.registry), {"Content-Type": "text/plain; version=0.0.4"})
        raise RequestError(404, "there is POST /collect, GET /storepulse.js and GET /healthz")

    async def _take(self, request: Request) -> Answer:
        if request.method == "POST":
            return await self._collect(request)
        if request.method != "OPTIONS":
            raise RequestError(405, "send events by POST", {"Allow": "POST, OPTIONS"})
        self._admission.check_origin(request)
        return Answer(204, headers=PREFLIGHT)

    async def _collect(self, request: Request) -> Answer:
        key = self._admission.begin(request)
        body = await request.body(self._settings.collector_max_bytes)
        try:
            document = decoded(body)
            written = write_key(document)  # out of it, whether needed or not
            key = key or self._admission.named(request, written)
            found = translate(document, self._arrival(request, key))
        except ShapeError as error:
            raise RequestError(400, str(error)) from None
        self._admission.charge(request, key, max(0, len(found.events) + len(found.refused) - 1))
        await self._deliver(key.source, found)
        return _acknowledged(found)

    def _arrival(self, request: Request, key: Kept) -> Arrival:
        known = self._known(request) if key.browser else {}
        future, lateness = self._settings.future_allowance * 1000, self._settings.allowed_lateness * 1000
        call = segment.PATHS.get(request.path, "")
        return Arrival(source=key.source, received=_now(), known=known, future=future, lateness=lateness, call=call)

    def _known(self, request: Request) -> dict[str, Any]:
        country = request.headers.get(self._settings.collector_country_header.lower(), "").upper()
        known = {"device": device(request.headers.get("user-agent", "")), "country": None if country in _NO_COUNTRY else country[:32]}
        return {name: value for name, value in known.items() if value}

    async def _deliver(self, source: str, found: Translation) -> None:
        begun = time.perf_counter()
        messages = [((event.visitor or event.session or "").encode(), _encode(event)) for event in found.events]
        most = self._settings.max_event_bytes
        messages += [(source.encode(), reject(source, refusal, _now(), most)) for refusal in found.refused]
        try:
            await self._delivery.send(messages)
        except TooLargeError as error:
            self._count(source, not_taken=1)
            raise RequestError(413, f"an event is larger than Kafka takes ({error}): leave it out; Kafka has the others") from None
        except AwayError as error:
            self._count(source, not_taken=len(messages))
            sentence = f"Kafka has not taken the events ({error}): send the same again, with the same ids, and nothing is counted twice"
            raise RequestError(503, sentence, _COME_AGAIN) from None
        self._measures.delivery.observe(time.perf_counter() - begun)
        self._count(source, accepted=len(found.events), refused=len(found.refused))
        self._ticks.saw(source, time.monotonic())

    def _count(self, source: str, **outcomes: int) -> None:
        for outcome, count in outcomes.items():
            self._measures.events.labels(source, outcome).inc(count)

    async def _health(self) -> Answer:
        try:
            await asyncio.to_thread(self._delivery.partitions)
        except AwayError as error:
            return http.json(503, {"kafka": str(error)})
        return http.json(200, {"kafka": "ok"})


def _now() -> int:
    return time.time_ns() // 1_000_000


def _acknowledged(found: Translation) -> Answer:
    """204 where all is well, 202 where some is not, 400 where nothing was of use; what was refused is told, and kept."""
    if not found.refused:
        return Answer(204)
    told = {"accepted": len(found.events), "refused": [refusal.told() for refusal in found.refused]}
    if found.events or found.empty:
        return http.json(202, told)
    return http.json(400, {"detail": "no event of it can be used: see refused", **told})
