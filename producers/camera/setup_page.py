"""The page on which a camera's zones and lines are drawn: one frame, one file, loopback only."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cv2
import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from producers.camera import layout_file
from producers.camera.detection import Image
from producers.camera.frames import CameraError, Frame, shown
from producers.camera.layout import Camera, Layout, LayoutError, load, of
from producers.camera.opened import opened

_PAGE: Final = Path(__file__).with_name("setup.html")
_PATIENCE: Final = 15.0  # s in which a live camera is to show a picture


def frame(video: str, at: float) -> Image:
    """A frame to draw on: of a file the first one at or after so many seconds, else its last. Raises CameraError."""
    found, picture = opened(video, 0.0, float("inf"), 0, lambda _: None), None
    for each in found.pictures:
        if isinstance(each, Frame):
            picture = each.image
        if (each.seconds >= at and picture is not None) or (found.recording is None and each.seconds > _PATIENCE):
            found.pictures.close()
            break
    if picture is None:
        raise CameraError(f"no picture from {shown(video)} within {_PATIENCE:.0f} s: is it on, and is the address right?")
    return picture


def app(picture: Image, camera: str, path: Path) -> Starlette:
    """The page, its frame, and the camera's part of the layout to read and to save."""
    jpeg = cv2.imencode(".jpg", picture)[1].tobytes()

    async def page(_: Request) -> Response:
        return Response(_PAGE.read_bytes(), media_type="text/html")

    async def shown_frame(_: Request) -> Response:
        return Response(jpeg, media_type="image/jpeg")

    async def drawn(_: Request) -> Response:
        return JSONResponse({"camera": camera, "file": path.name, "drawn": _drawn(path, camera)})

    async def save(request: Request) -> Response:
        if request.headers.get("sec-fetch-site") not in (None, "same-origin"):
            return JSONResponse({"error": "only this page saves here"}, 403)
        try:
            given = of({"cameras": {camera: msgspec.json.decode(await request.body())}}, "what is drawn")
            layout_file.save(path, camera, given.cameras[camera])
        except (LayoutError, msgspec.DecodeError, OSError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"saved": path.name})

    routes = [Route("/", page), Route("/frame.jpg", shown_frame), Route("/layout", drawn), Route("/layout", save, methods=["POST"])]
    # A page of elsewhere cannot reach this one by a name that it has pointed at loopback.
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])])


def serve(picture: Image, camera: str, path: Path, port: int, tell: Callable[[str], None]) -> None:
    """Serves until it is told to stop. Raises CameraError where the port is taken."""
    config = uvicorn.Config(app(picture, camera, path), host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off")
    try:
        socket = config.bind_socket()
    except SystemExit:
        raise CameraError(f"port {port} is taken: name another by --port") from None
    tell(f"http://127.0.0.1:{socket.getsockname()[1]}/")
    uvicorn.Server(config).run(sockets=[socket])


def _drawn(path: Path, camera: str) -> Any:
    layout = load(path) if path.exists() else Layout()
    return msgspec.to_builtins(layout.cameras.get(camera, Camera()))
