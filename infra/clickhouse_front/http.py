"""The HTTP interface: requests to queries, results and errors to responses."""

import asyncio
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from aiohttp import web

from infra.clickhouse_front.access import AUTHENTICATION_FAILED, User, authenticate, credentials
from infra.clickhouse_front.body import decompress
from infra.clickhouse_front.engine import Engine, Query, Result
from infra.clickhouse_front.native import for_protocol
from infra.clickhouse_front.statement import RefusedError

MAX_BODY: Final = 512 << 20
THREADS: Final = 8
# URL parameters that speak to the interface itself; every other one is a setting of the query, or param_NAME.
_NOT_SETTINGS: Final = frozenset(
    {"query", "database", "default_format", "user", "password", "quota_key", "session_id", "session_timeout", "session_check"}
    | {"query_id", "role", "compress", "decompress", "stacktrace", "close_session", "client_protocol_version", "wait_end_of_query"}
    | {"buffer_size", "send_progress_in_http_headers", "http_headers_progress_interval_ms", "enable_http_compression"}
    | {"cancel_http_readonly_queries_on_client_close"}
)
_STATUS: Final = {AUTHENTICATION_FAILED: 401, 62: 400, 27: 400, 164: 403, 60: 404, 81: 404, 307: 413, 48: 501}


class Front:
    """The routes over one engine."""

    def __init__(self, engine: Engine, users: tuple[User, ...]) -> None:
        self._engine, self._users = engine, users
        # The writer's statements one after the other: a sink that lost an insert's answer, or was killed meanwhile, asks what is stored,
        # and must not be told before that insert has ended.
        self._reads, self._writes = ThreadPoolExecutor(THREADS, "read"), ThreadPoolExecutor(1, "write")

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get("/ping", self.ping)
        app.router.add_route("*", "/", self.query)
        return app

    async def ping(self, _: web.Request) -> web.Response:
        return web.Response(text="Ok.\n")

    async def query(self, request: web.Request) -> web.Response:
        """Runs the statement of a request; an error becomes its status, its code in a header and its text."""
        try:
            user = authenticate(self._users, *credentials(request.headers, request.query))
            query = await _query(request, user)
            result = await asyncio.get_running_loop().run_in_executor(
                self._reads if user.reads_only else self._writes, self._run, query, request.query.get("client_protocol_version", "")
            )
        except (RefusedError, RuntimeError, UnicodeDecodeError) as error:  # RuntimeError is what the engine raises for a query
            return _failure(error)
        return _success(result, query.format)

    def _run(self, query: Query, protocol: str) -> Result:
        """Runs a query and puts its result into the form that the client's protocol has."""
        result = self._engine.run(query)
        return result._replace(body=for_protocol(result.body, protocol)) if query.format == "Native" else result

    def close(self) -> None:
        """Waits for running queries."""
        self._writes.shutdown()
        self._reads.shutdown()


async def _query(request: web.Request, user: User) -> Query:
    url: Mapping[str, str] = request.query
    if request.content_type == "multipart/form-data":  # how a client sends parameters too long for an address
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        url, data = {**url, **form}, b""
    else:
        data = decompress(await request.read(), request.headers.get("Content-Encoding", ""), MAX_BODY)
    statement = url.get("query", "").encode()
    database = request.headers.get("X-ClickHouse-Database", url.get("database", ""))
    return Query(
        sql=statement or data,
        data=data if statement else b"",
        format=request.headers.get("X-ClickHouse-Format", url.get("default_format", "TabSeparated")),
        database="" if database == "__default__" else database,
        settings={name: value for name, value in url.items() if name not in _NOT_SETTINGS and not name.startswith("param_")},
        parameters={name.removeprefix("param_"): value for name, value in url.items() if name.startswith("param_")},
        reads_only=user.reads_only,
    )


def _success(result: Result, format: str) -> web.Response:
    summary = json.dumps({"written_rows": str(result.written)})
    headers = {"X-ClickHouse-Format": format, "X-ClickHouse-Timezone": "UTC", "X-ClickHouse-Summary": summary}
    return web.Response(body=result.body, headers=headers, content_type="application/octet-stream")


def _failure(error: Exception) -> web.Response:
    text = str(error)
    found = re.search(r"Code: (\d+)\.", text)
    code = int(found[1]) if found else 1002  # UNKNOWN_EXCEPTION
    return web.Response(status=_STATUS.get(code, 500), text=text + "\n", headers={"X-ClickHouse-Exception-Code": str(code)})
