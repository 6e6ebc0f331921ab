"""The web application: API, gate and page put together."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline

from contracts.settings import Settings
from dashboards.live import api, floor, services
from dashboards.live.access import Gate
from dashboards.live.store import StoreError

_ABOUT: Final = "Numbers of the live page, each with its period, its unit and how many samples stand behind it."


def create(settings: Settings) -> FastAPI:
    """The whole application. One a process: NiceGUI keeps its pages in one global app."""
    # NiceGUI reads this as it is imported; unset, it would write a .nicegui folder where it was started.
    os.environ["NICEGUI_STORAGE_PATH"] = str(Path(settings.state, "page").absolute())
    from nicegui import ui

    from dashboards.live import page

    shared = services.start(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await shared.close()

    app = FastAPIOffline(
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
        static_url="/api/static",
        title="Storepulse",
        description=_ABOUT,
        version="1",
        lifespan=lifespan,
    )
    app.include_router(api.routes(shared))
    app.include_router(floor.routes(shared))
    app.add_exception_handler(StoreError, _unavailable)
    page.register(shared)
    ui.run_with(app, title="Storepulse", favicon=page.ICON, dark=None, tailwind=False, show_welcome_message=False, reconnect_timeout=10)

    @app.middleware("http")
    async def count(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        route = getattr(request.scope.get("route"), "path", "other")
        shared.measures.requests.labels(request.method, route, str(response.status_code)).inc()
        return response

    app.add_middleware(Gate, settings=settings)
    return app


def _unavailable(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 503)
