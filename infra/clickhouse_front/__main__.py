"""Runs the front until SIGTERM; running inserts are finished first."""

import asyncio
import logging
import os
import signal
import sys

from aiohttp import web

from contracts.settings import Settings, SettingsError
from infra.clickhouse_front.access import User
from infra.clickhouse_front.engine import Engine, StoreTakenError
from infra.clickhouse_front.http import Front
from infra.configuration import configuration, store_folder

log = logging.getLogger("clickhouse_front")


async def serve(settings: Settings, engine: Engine) -> None:
    """Serves until SIGTERM or SIGINT."""
    users = (User(settings.writer_user, settings.writer_password, False), User(settings.reader_user, settings.reader_password, True))
    front = Front(engine, users)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    # Bodies are decompressed by us: aiohttp knows no lz4. An idle client keeps its connection, lest a close race with an insert.
    runner = web.AppRunner(front.application(), access_log=None, auto_decompress=False, keepalive_timeout=3600, shutdown_timeout=60)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.clickhouse_port).start()
    log.info("ClickHouse's HTTP interface is on %s", settings.clickhouse_url)
    await stop.wait()
    await runner.cleanup()
    front.close()


def main() -> int:
    """Opens the store and serves it."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = configuration(os.environ)
        log.setLevel(settings.log_level.upper())
        engine = Engine(store_folder(settings))
    except (SettingsError, StoreTakenError) as error:
        log.error("%s", error)
        return 2
    try:
        asyncio.run(serve(settings, engine))
    except OSError as error:
        log.error("port %d cannot be opened (%s): set STOREPULSE_CLICKHOUSE_PORT to a free one", settings.clickhouse_port, error.strerror)
        return 1
    finally:
        engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
