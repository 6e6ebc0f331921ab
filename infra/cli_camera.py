"""storepulse camera run, setup, check: what cameras see, as events of the floor. People are counted, never identified."""

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
import typer

from contracts.events import FloorEvent
from infra import cli_faces
from infra.camera_bar import Shown
from infra.camera_bar import bar as camera_bar
from infra.cli_metric import Json, stamp
from infra.console import console, json_out, problems, settings, table, warn
from producers.camera import layout as layouts
from producers.camera.frames import CameraError, Pictures, shown
from producers.replay.replay import speed as factor

Name = Annotated[str, typer.Option("--camera", help="The camera's name in the layout; events carry it.", show_default=False)]
LayoutFile = Annotated[Path, typer.Option("--layout", metavar="STORE.toml", help="The store's layout: zones and lines by camera.")]
_STORE: Final = Path("store.toml")
_EXAMPLES: Final = "Examples:\n\n"


def run(
    video: Annotated[
        str, typer.Argument(metavar="VIDEO|URL|INDEX", help="A video file, an rtsp:// or http:// address, or a webcam's number.")
    ],
    camera: Name,
    layout: LayoutFile = _STORE,
    detector: Annotated[str, typer.Option(help="motion (no weights) or onnx (a network of --model and --format).")] = "motion",
    model: Annotated[Path | None, typer.Option(metavar="FILE.onnx", help="onnx: the network.")] = None,
    format: Annotated[str, typer.Option(help="onnx: yolox, yolov8, nanodet or ssd.")] = "",
    person: Annotated[int | None, typer.Option(help="onnx: the class of people, if not the format's usual one.", min=0)] = None,
    rate: Annotated[
        float, typer.Option(help="Frames a second looked at; else all of a file, 10 of a live camera.", min=0, show_default=False)
    ] = 0.0,
    speed: Annotated[str, typer.Option(help="A file is played so many times as fast as it was taken, or max.")] = "max",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="When a file begins; else it ends now.")] = "",
    source: Annotated[str, typer.Option("--as", metavar="SOURCE", help="Name of the stream that events belong to.")] = "floor",
    more: Annotated[bool, typer.Option("--more", help="Other cameras of this source go on when this file ends.")] = False,
    dry: Annotated[bool, typer.Option("--print", help="Print the events, one JSON a line, and send nothing.")] = False,
    faces: Annotated[
        bool,
        typer.Option("--faces", help="Count age bands and genders by faces; needs STOREPULSE_FACES_CONSENT and DeepFace's weights."),
    ] = False,
    show_rate: Annotated[bool, typer.Option("--show-rate", help="Tell at the end how fast it went, by the clock and a core.")] = False,
) -> None:
    """Watches a camera: people become visits of zones, crossings of lines, counts and heat on `events.floor`. No picture leaves it."""
    from producers.camera.detectors import detector as made
    from producers.camera.opened import opened
    from producers.camera.telling import Teller
    from producers.camera.watch import Watch
    from producers.camera.watching import watch_all

    if faces:
        cli_faces.check()
    known = layouts.load(layout)
    seen, name = known.camera(camera), _source(source)
    finder = made(detector, model, format, person)
    log: Any = Printed() if dry else _outlet()
    found = opened(video, rate, factor(speed), int(stamp(start).timestamp() * 1000) if start else None, warn)
    teller = Teller(name, camera, found.clock, known.store)
    onlooker = cli_faces.onlooker(teller) if faces else None
    began, used = time.monotonic(), time.process_time()
    with camera_bar() as bar, _ended_by_signals(found.pictures):
        show = Shown(bar, camera, found.recording.expected if found.recording and not rate else 0, quiet=dry)
        closing: Literal["tick", "end"] = "end" if found.recording and not more else "tick"
        done = watch_all(found.pictures, Watch(seen, finder, teller), teller, log, show, closing, onlooker)
    if found.recording:
        warn(_cut(found.recording.read, found.recording.expected, found.recording.mended, video))
    if onlooker:
        warn(cli_faces.unlooked(onlooker.analyst))
    took, cores = time.monotonic() - began, time.process_time() - used
    told = problems if dry else console
    lines = [f"{camera}: {done.frames:,} frames over {done.seconds:,.0f} s of {shown(video)}, {done.events:,} events"]
    if show_rate:
        lines.append(f"{done.frames / max(took, 1e-9):,.1f} frames/s, {done.frames / max(cores, 1e-9):,.1f} a core-second")
    for line in lines:
        told.print(line, highlight=False, soft_wrap=True)


class Printed:
    """Events as lines, instead of the log."""

    def send(self, event: FloorEvent) -> None:
        """One line."""
        sys.stdout.write(msgspec.json.encode(event).decode() + "\n")

    broadcast = send

    def flush(self) -> None:
        """Nothing waits."""
        sys.stdout.flush()


def setup(
    video: Annotated[str, typer.Argument(metavar="VIDEO|URL|INDEX", help="What to draw on: the picture of the camera.")],
    camera: Name,
    layout: LayoutFile = _STORE,
    at: Annotated[float, typer.Option(help="Seconds into a file of the frame to draw on.", min=0)] = 0.0,
    port: Annotated[int, typer.Option(help="Port of the page, on loopback; 0 takes a free one.", min=0, max=65535)] = 0,
) -> None:
    """Serves a page on loopback that shows a frame of the camera: click zones and lines onto it, save them to the layout."""
    from producers.camera.setup_page import frame, serve

    if layout.exists():
        layouts.load(layout)  # what it would refuse is told before anything is drawn
    picture = frame(video, at)

    def tell(url: str) -> None:
        console.print(f"Draw at [bold]{url}[/] (only this machine reaches it); Ctrl-C ends it. Saved to {layout}.", highlight=False)

    serve(picture, camera, layout, port, tell)


def check(
    layout: Annotated[Path, typer.Argument(metavar="STORE.toml", help="A layout.")] = _STORE,
    as_json: Json = False,
) -> None:
    """Checks a layout and lists what it holds; tells what is wrong with it otherwise."""
    known = layouts.load(layout)
    if as_json:
        return json_out(known)
    rows = [(name, "zone", zone.name, f"{len(zone.polygon)} corners") for name, each in known.cameras.items() for zone in each.zones]
    rows += [(name, "line", line.name, _kind(line)) for name, each in known.cameras.items() for line in each.lines]
    if rows:
        table("", ("camera", "", "name", "what"), rows)
    floor = sum(each.floor is not None for each in known.cameras.values())
    return console.print(
        f"{layout} is in order: {len(known.cameras)} cameras, {floor} of them placed on the floor picture.", highlight=False
    )


def _kind(line: layouts.Line) -> str:
    return "entrance: in and out are told apart" if line.inside else "passers-by"


def _outlet() -> Any:
    from producers.camera.outlet import Outlet

    return Outlet(settings())


def _source(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,63}", name):
        raise CameraError(f"--as {name!r} cannot name a source: use lower-case letters, digits, dot, dash and underscore, at most 64")
    return name


def _cut(read: int, expected: int, mended: int, video: str) -> str:
    """What is to be told of a file that was not whole; empty where it was."""
    short = f"{video} says it has {expected:,} frames and {read:,} could be read: it is cut off or damaged" if read < expected - 1 else ""
    broken = f"{mended:,} frames had stamps that went back or jumped; the file's usual step was taken" if mended else ""
    return "; ".join(text for text in (short, broken) if text)


@contextmanager
def _ended_by_signals(pictures: Pictures) -> Iterator[None]:
    """The first signal ends watching once all that was seen stands in the log; the second at once, for the broker may be away."""

    def stop(sign: int, _: Any) -> None:
        pictures.close()
        signal.signal(sign, signal.default_int_handler)

    before = {sign: signal.signal(sign, stop) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def register(app: typer.Typer) -> None:
    """Adds `camera run`, `setup` and `check`."""
    examples: dict[str, tuple[Callable[..., None], str]] = {
        "run": (
            run,
            "storepulse camera run door.mp4 --camera door\n\n"
            "storepulse camera run rtsp://10.0.0.7/stream1 --camera door --layout store.toml --as mainstreet\n\n"
            "storepulse camera run 0 --camera desk --detector onnx --model nanodet.onnx --format nanodet --rate 5\n\n"
            "storepulse camera run door.mp4 --camera door --print",
        ),
        "setup": (setup, "storepulse camera setup door.mp4 --camera door --layout store.toml"),
        "check": (check, "storepulse camera check store.toml"),
        "weights": (cli_faces.weights, "storepulse camera weights"),
    }
    group = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    for name, (command, example) in examples.items():
        group.command(name, epilog=_EXAMPLES + example)(command)
    help = "Cameras over the shop floor: people are counted by zones and lines, never identified."
    app.add_typer(group, name="camera", help=help, epilog=_EXAMPLES + "storepulse camera run door.mp4 --camera door")
