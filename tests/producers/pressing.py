"""Many senders at once, over kept connections, who remember what was acknowledged: for the kill test and the benchmark."""

import asyncio
import time
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from tests.producers.collecting import SHOP


class Body(NamedTuple):
    """A body to send and the ids in it."""

    ids: list[str]
    content: bytes


class Pressure:
    """What senders have sent and what was acknowledged. seconds holds how long each acknowledgement took."""

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        head = f"POST /collect?key={key} HTTP/1.1\r\nHost: collector\r\nOrigin: {SHOP}\r\nContent-Type: text/plain\r\n"
        self._head = head + "Content-Length: {}\r\n\r\n"
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.seconds: list[float] = []
        self.refused: list[int] = []

    async def press(self, bodies: Iterator[Body], senders: int) -> None:
        """Sends them all, or as many as the collector lives for."""
        await asyncio.gather(*(self._send(bodies) for _ in range(senders)))

    async def _send(self, bodies: Iterator[Body]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            for body in bodies:
                begun = time.perf_counter()
                self.sent.update(body.ids)
                writer.write(self._head.format(len(body.content)).encode() + body.content)
                await self._note(body, await _status(reader), begun)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # it was killed: what it did not acknowledge is not counted
        finally:
            writer.close()

    async def _note(self, body: Body, status: int, begun: float) -> None:
        if status == 204:
            self.acknowledged.update(body.ids)
            self.seconds.append(time.perf_counter() - begun)
        else:
            self.refused.append(status)


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
    if length:
        await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])


def bodies(run: str, count: int, events: int = 1) -> Iterator[Body]:
    """So many bodies of so many events, as the script sends them; ids are unique within a run."""
    for number in range(count):
        ids = [f"{run}.{number}.{place}" for place in range(events)]
        yield Body(ids, msgspec.json.encode({"sent_at": _now(), "events": [_event(id, number) for id in ids]}))


def _event(id: str, number: int) -> dict[str, object]:
    page = {"page": f"/skirts/{number % 217}", "product": f"B{number % 217}", "category": "skirts", "price": 52.5, "engaged": 1200}
    return {"id": id, "type": "view_item", "at": _now(), "visitor": f"v{number % 5000}", "session": f"s{number % 5000}", **page}


def _now() -> int:
    return time.time_ns() // 1_000_000
