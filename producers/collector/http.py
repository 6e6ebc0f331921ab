"""Requests and answers over bare ASGI: four times the requests a core that FastAPI answered, twice aiohttp's (docs/collector.md)."""

import asyncio
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from starlette.types import Receive, Scope, Send

SECONDS: Final = 10.0  # a body that takes longer to come is given up


class RequestError(Exception):
    """A request that is not taken: the status, a sentence that says what to do, and headers to go with it."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, dict(headers or {})


class Answer(msgspec.Struct):
    """What is sent back."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


def json(status: int, document: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(status, msgspec.json.encode(document), {"Content-Type": "application/json", **(headers or {})})


class Request:
    """One request: its headers by lower-case name, its query, the client's address."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.method, self.path = scope["method"], scope["path"]
        self.headers: dict[str, str] = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.origin = self.headers.get("origin", "")
        self.address: str = scope["client"][0] if scope.get("client") else ""
        self._query, self._receive = scope["query_string"].decode("latin-1"), receive

    @property
    def keys(self) -> list[str]:
        """What may be the write key: ?key= (a beacon has no headers), GA4's ?api_secret=, Bearer, Basic (as the user, Segment's way).

        A proxy may ask for credentials of its own beside it, so there may be several.
        """
        query = dict(parse_qsl(self._query))
        kind, _, given = self.headers.get("authorization", "").partition(" ")
        shown = {"bearer": given.strip(), "basic": _user(given)}.get(kind.lower(), "")
        return [key for key in (query.get("key"), query.get("api_secret"), shown) if key]

    async def body(self, most: int) -> bytes:
        """The body, unpacked. Raises RequestError where it is too large, comes too slowly or cannot be unpacked."""
        too_large = RequestError(413, f"the body has more than {most:,} bytes: send fewer events at a time")
        if int(self.headers.get("content-length") or 0) > most:  # the parser has seen that it is a number
            raise too_large
        try:
            async with asyncio.timeout(SECONDS):
                packed = await self._read(most)
        except TimeoutError:
            raise RequestError(408, f"the body did not come within {SECONDS:.0f} s: send it again") from None
        found = None if packed is None else unpack(packed, self.headers.get("content-encoding", "identity").lower(), most)
        if found is None:
            raise too_large
        return found

    async def _read(self, most: int) -> bytes | None:
        body = b""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise RequestError(400, "the client went away before its body was complete")
            body += bytes(message.get("body", b""))
            if len(body) > most:
                return None
            if not message.get("more_body"):
                return body


def unpack(body: bytes, encoding: str, most: int) -> bytes | None:
    """A body without its content encoding; None where it has more than `most` bytes. Raises RequestError."""
    if encoding in ("identity", ""):
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise RequestError(415, f"the content encoding {encoding!r:.40} is not known here: send gzip, or plain text")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise RequestError(400, f"the body is no gzip ({error})") from None
    if len(found) > most:
        return None
    if not unpacking.eof:
        raise RequestError(400, "the gzip body is cut off: send it again")
    return found


async def send(answer: Answer, send: Send) -> None:
    """Sends an answer."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    if answer.status != 204:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _user(given: str) -> str:
    try:
        return b64decode(given, validate=True).decode("latin-1").partition(":")[0]
    except (Base64Error, ValueError):
        return ""
