"""Runs a way in for sensors until it is told to stop: HTTP, or a subscription at an MQTT broker."""

import asyncio
import contextlib
import signal
import time
from collections.abc import Coroutine
from typing import Any

import uvicorn

from contracts.settings import Settings
from contracts.topics import EVENTS
from producers.collector.admission import Admission
from producers.collector.delivery import delivering
from producers.collector.keys import WriteKeys, given, path
from producers.collector.ticking import Ticks, tick
from producers.sensors.layout import Layout
from producers.sensors.mqtt import Subscriber
from producers.sensors.server import SensorServer


async def serve(settings: Settings, layout: Layout) -> int:
    """Serves HTTP; returns the exit code: 1 where Kafka's client could not go on. Raises KeysError."""
    admission = Admission(settings, WriteKeys(path(settings), given(settings.collector_keys)))
    ticks = Ticks(settings, time.monotonic())
    async with delivering(settings, EVENTS["sensors"]) as delivery:
        server = uvicorn.Server(
            uvicorn.Config(
                SensorServer(settings, layout, admission, delivery, ticks),
                host=settings.sensors_host,
                port=settings.sensors_port,
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=round(settings.collector_patience) + 2,
            )
        )
        serving = asyncio.create_task(server.serve())
        ended = await _until_one_ends(serving, tick(ticks, tuple, delivery), delivery.failed())
        server.should_exit = True
        await serving
        return int(not ended)


async def subscribe(settings: Settings, layout: Layout) -> int:
    """Subscribes at the layout's broker until SIGTERM or SIGINT; returns the exit code as `serve`. Raises SensorLayoutError."""
    ticks = Ticks(settings, time.monotonic())
    async with delivering(settings, EVENTS["sensors"]) as delivery:
        subscriber = Subscriber(settings, layout, delivery, lambda source: ticks.saw(source, time.monotonic()))
        told = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, told.set)
        stopping = asyncio.create_task(_wait(told))
        return int(not await _until_one_ends(stopping, subscriber.run(), tick(ticks, tuple, delivery), delivery.failed()))


async def _wait(told: asyncio.Event) -> None:
    await told.wait()


async def _until_one_ends(first: asyncio.Task[Any], *others: Coroutine[Any, Any, Any]) -> bool:
    """Runs all until one ends, which ends the others; whether it was the first. Raises what one of the others raised."""
    tasks = [asyncio.create_task(other) for other in others]
    done, _ = await asyncio.wait([first, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)
    return first in done
