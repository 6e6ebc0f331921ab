"""The floor picture that heat is drawn over, and the heat as squares on it."""

from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

from contracts.reading import Answer, Stream
from dashboards.live.formatting import cell
from dashboards.live.services import Services

_TYPES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_MADE_UP: Final = Path(__file__).with_name("simulator_floor.svg")  # by `make docs`, from where the simulator has its zones
_SAFE: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox", "Cache-Control": "max-age=60"}


def routes(services: Services) -> APIRouter:
    """GET /floor/SOURCE: the picture of a source's floor."""
    api = APIRouter()

    @api.get("/floor/{source}", include_in_schema=False)
    async def floor(source: str) -> FileResponse:
        streams = await services.store.streams()
        folder = Path(services.settings.floor_pictures)
        found = _picture(folder, streams[source]) if source in streams else None  # which also keeps paths out
        if found is None:
            where = f"put {source}.svg, .png or .jpg into {folder} (STOREPULSE_FLOOR_PICTURES)"
            raise HTTPException(404, f"there is no floor picture of {source!r}: {where}")
        return FileResponse(found, media_type=_TYPES[found.suffix], headers=_SAFE)

    return api


def _picture(folder: Path, stream: Stream) -> Path | None:
    """Its own, else where it was made up that of the simulator's store."""
    own = (folder / (stream.source + suffix) for suffix in _TYPES)
    return next((path for path in own if path.is_file()), _MADE_UP if stream.precision == "synthetic" else None)


def heat(answer: Answer) -> str:
    """Squares over the picture, each as strong as people stood there; without a picture they stand alone."""
    at = {name: answer.columns.index(name) for name in ("x", "y", "value", "grid_columns", "grid_rows")}
    columns, rows = (max((row[at[name]] for row in answer.rows), default=1) or 1 for name in ("grid_columns", "grid_rows"))
    top = max((row[at["value"]] for row in answer.rows), default=0) or 1
    squares = "".join(_square(answer, row, at, top) for row in answer.rows)
    # As a background a picture that is not there is simply not seen.
    picture = f"background-image:url('/floor/{quote(answer.source)}')"
    return f'<div class=floor style="--columns:{columns};--rows:{rows};{picture}">{squares}</div>'


def _square(answer: Answer, row: tuple[Any, ...], at: dict[str, int], top: float) -> str:
    place = f"--x:{row[at['x']]};--y:{row[at['y']]};--strength:{min(1.0, row[at['value']] / top):.3f}"
    return f"<i style='{place}' title='{escape(cell('value', row[at['value']], answer.unit), quote=True)}'></i>"
