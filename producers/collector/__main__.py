"""`python -m producers.collector`: takes in events until it is told to stop."""

import asyncio
import contextlib
import os
import sys
import time

import uvicorn
import uvloop

from contracts.settings import Settings, SettingsError, load
from producers.collector.admission import Admission
from producers.collector.collector import Collector
from producers.collector.delivery import delivering
from producers.collector.keys import KeysError, WriteKeys, given, path
from producers.collector.ticking import Ticks, tick


async def serve(settings: Settings) -> int:
    """Serves; returns the exit code: 1 where Kafka's client could not go on and a new process is to be started."""
    keys = WriteKeys(path(settings), given(settings.collector_keys))
    admission = Admission(settings, keys)
    ticks = Ticks(settings, time.monotonic())
    async with delivering(settings) as delivery:
        server = uvicorn.Server(
            uvicorn.Config(
                Collector(settings, admission, delivery, ticks),
                host=settings.collector_host,
                port=settings.collector_port,
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                forwarded_allow_ips=settings.collector_proxies,
                timeout_graceful_shutdown=round(settings.collector_patience) + 2,
            )
        )
        serving = asyncio.create_task(server.serve())
        others = [asyncio.create_task(tick(ticks, keys.sources, delivery)), asyncio.create_task(delivery.failed())]
        done, _ = await asyncio.wait([serving, *others], return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        for other in others:
            other.cancel()
        await serving
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*others)
        return int(serving not in done)


def main() -> None:
    """Reads the settings and serves."""
    try:
        sys.exit(uvloop.run(serve(load(os.environ))))
    except (SettingsError, KeysError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
