"""storepulse replay, reset: history played as if it happened again."""

import re
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from contracts.settings import Settings
from infra import cli_simulator as simulating
from infra import reset as resetting
from infra.cli_metric import Json, stamp
from infra.console import console, json_out, settings, warn
from infra.grafana.annotations import annotate_if_told, replayed
from infra.reading_files import named, reading, source_of
from infra.replay_bar import Download, Shown
from infra.replay_bar import bar as replay_bar
from producers.replay import filed
from producers.replay import replay as replaying
from producers.replay.datasets import DATASETS, dataset
from producers.replay.history import History
from producers.replay.journal import Desk, Journal, Plan, ReplayError, Simulation, Wish
from producers.replay.keys import Keys, keys
from producers.replay.mapping.bounds import bounds_at
from producers.replay.outlet import Outlet
from producers.replay.parts import Part, parts
from producers.replay.player import Player
from producers.replay.simulated import NAME as SIMULATOR

DAY = 86_400_000  # ms


def replay(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="DATASET", help="A name from `storepulse datasets`, or files: CSV, JSON lines, Parquet.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="M.toml", help="files: what their columns mean; else they must be of a known format.")
    ] = None,
    speed: Annotated[str, typer.Option(help="Event time runs so many times faster than the clock, or max.")] = "max",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="Only events from then on, in the dataset's own time.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="Only events before then.")] = "",
    limit: Annotated[int | None, typer.Option(help="Only so many events.", min=1)] = None,
    days: Annotated[int | None, typer.Option(help="simulator: how many days.", min=1)] = None,
    seed: Annotated[int | None, typer.Option(help="simulator: what it is made from; the same seed makes the same shop.", min=0)] = None,
    visitors: Annotated[float | None, typer.Option("--visitors-a-day", help="simulator: visits a day in the mean.", min=1)] = None,
    plant: Annotated[
        list[str] | None, typer.Option(metavar="TRUTH", help="simulator: plants a truth, as `storepulse truths` lists them; repeatable.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="simulator: sets a parameter of docs/simulator.md; repeatable."),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="simulator: sends its days, and what came since, at once, then goes on by the clock, for ever.")
    ] = False,
    source: Annotated[str, typer.Option("--as", metavar="SOURCE", help="Name of the stream; else the dataset's.")] = "",
    shift: Annotated[
        str, typer.Option(help="now adds whole weeks to every stamp, so that the data ends in the last seven days; none leaves them.")
    ] = "now",
    pause: Annotated[bool, typer.Option("--pause", help="Pause the running replay.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Let a paused replay go on.")] = False,
    seek: Annotated[str, typer.Option(metavar="DATE", help="Make the running replay go on from there; back forgets what was sent.")] = "",
    as_json: Json = False,
) -> None:
    """Replays a dataset or files; or, with --pause, --resume or --seek, steers a running replay.

    The same command goes on where a stopped or killed replay stood, without loss or doubling.
    """
    known = settings()
    if pause or resume or seek:
        return _steer(replaying.desk(known), source, Wish(paused=True if pause else False if resume else None, seek=_ms(seek)))
    paths, name = named(names or []), (names or [""])[0]
    if not name:
        raise ReplayError(f"name a dataset: {', '.join(each.name for each in DATASETS)}, or {SIMULATOR}; or files")
    if len(names or []) > max(1, len(paths)) or (mapping and not paths):
        raise ReplayError("replay one dataset, or one or more files; --mapping is for files")
    if shift not in ("now", "none"):
        raise ReplayError(f"--shift {shift}: it is now or none")
    if live and shift != "now":
        raise ReplayError("--live goes on by the clock: leave --shift at now")
    rate = replaying.speed(speed)
    made_up = simulating.asked(days, seed, visitors, changes or [], plant or [])
    if name != SIMULATOR and (live or made_up != Simulation()):
        raise ReplayError(f"--days, --seed, --visitors-a-day, --set, --plant and --live are for the {SIMULATOR}, {name} is what it is")
    now = round(datetime.now(UTC).timestamp() * 1000)
    files = parts(paths, mapping, bounds_at(now, known.future_allowance * 1000, known.max_event_bytes, to_now=shift == "now"))
    plan = Plan(
        dataset=" ".join(path.name for path in paths) if paths else name if name == SIMULATOR else dataset(name).name,
        source=_source(source or (source_of(paths[0]) if paths else name)),
        start=_ms(start),
        end=_ms(end),
        limit=limit,
        to_now=shift == "now",
        live=live,
        simulation=made_up if name == SIMULATOR else None,
        fingerprint=_fingerprint(files, as_json) if files else "",
    )
    return _play(known, plan, rate, as_json, files)


def _fingerprint(files: tuple[Part, ...], as_json: bool) -> str:
    for part in () if as_json else files:
        told = f"{part.path.name}: {part.mapping.title or 'by the mapping given'}. {part.mapping.note}".strip()
        console.print(told, highlight=False, markup=False)
    with reading(quiet=as_json) as tell:
        return filed.fingerprint(files, tell)


def _made(known: Settings, files: tuple[Part, ...], plan: Plan, desk: Desk, outlet: Outlet, quiet: bool) -> filed.Filed | None:
    if not files:
        return None
    replaying.kept(known, plan, outlet)  # what it refuses is told before files are read
    with reading(quiet=quiet) as tell:
        return filed.files(files, plan, desk.spool(plan.source), tell)


def _play(known: Settings, plan: Plan, rate: float, as_json: bool, files: tuple[Part, ...] = ()) -> None:
    desk = replaying.desk(known)
    with desk.lock(plan.source):
        outlet = Outlet(known)
        made = _made(known, files, plan, desk, outlet, as_json)
        return _play_history(known, plan, rate, as_json, desk, outlet, made)


def _play_history(known: Settings, plan: Plan, rate: float, as_json: bool, desk: Desk, outlet: Outlet, made: filed.Filed | None) -> None:
    with replay_bar() as bar, keys() as pressed:
        chosen = made.history if made else replaying.history_of(known, Path(known.cache) / "datasets", plan, Download(bar))
        journal = replaying.begin(known, plan, chosen, outlet)
        if plan.simulation and not as_json:
            simulating.tell(journal)
        player = Player(chosen, journal, desk, outlet, rate)
        _stop_by_signal(player)
        shown = Shown(bar, plan.source, journal.shift, quiet=as_json)
        began, first = datetime.now(UTC), journal.next
        done = player.play(lambda: _wish(pressed, player, journal, chosen), shown)
        seconds = (datetime.now(UTC) - began).total_seconds()
    if journal.next:
        warn(annotate_if_told(known, replayed(journal, chosen)))
    sent = journal.next - first
    if made:
        _close(made, desk, plan, done, as_json)
    if as_json:
        said = {"source": plan.source, "events": sent, "seconds": seconds, "finished": done, "shift_ms": journal.shift}
        said |= {"file": msgspec.to_builtins(made.report)} if made else {}
        return json_out(said | ({"synthetic": True, "planted": simulating.planted(journal)} if plan.simulation else {}))
    where = "to its end" if done else "stopped; the same command goes on from here"
    return console.print(
        f"{plan.source}: {sent:,} events in {seconds:.1f} s ({sent / max(seconds, 1e-9):,.0f}/s), {where}", highlight=False
    )


def _close(made: filed.Filed, desk: Desk, plan: Plan, done: bool, as_json: bool) -> None:
    """Tells what became of the rows; what was made of them is of no use once all is sent."""
    made.history.close()
    if done:
        shutil.rmtree(desk.spool(plan.source))
    for line in () if as_json else made.report.lines():
        console.print(line, highlight=False, soft_wrap=True, markup=False)


def _stop_by_signal(player: Player) -> None:
    """The first signal ends the run once all that was sent stands in the log; the second at once, for the broker may be away."""

    def stop(sign: int, _: Any) -> None:
        player.stop()
        signal.signal(sign, signal.default_int_handler)

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, stop)


def reset(
    source: Annotated[str, typer.Argument(help="The stream to forget.")],
    wait: Annotated[float, typer.Option(help="Seconds to wait until the store has carried it out.", min=0)] = 60,
) -> None:
    """Forgets a source: its rows, its sessions, what the models learned from it, and where its replay stood."""
    if not resetting.reset(settings(), _source(source), wait, lambda text: console.print(f"{source}: {text}", highlight=False)):
        raise ReplayError(f"{source} will be forgotten once the worker and the sink get there; see `storepulse status`")
    console.print(f"{source} is forgotten", highlight=False)


def _steer(desk: Desk, source: str, wish: Wish) -> None:
    running = desk.running()
    if not running or (source and source not in running):
        raise ReplayError(f"no replay{f' of {source}' if source else ''} is running")
    if not source and len(running) > 1:
        raise ReplayError(f"several replays are running ({', '.join(running)}): name one with --as")
    desk.ask(source or running[0], wish)
    console.print(f"{source or running[0]} is told")


def _wish(pressed: Keys, player: Player, journal: Journal, chosen: History) -> Wish | None:
    key, here = pressed.pressed(), chosen.at(journal.next)
    if key == "stop":
        player.stop()
    wishes = {"pause": Wish(paused=not journal.paused), "back": Wish(seek=here - DAY), "forward": Wish(seek=here + DAY)}
    return wishes.get(key or "")


def _source(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,63}", name):
        raise ReplayError(f"{name!r} cannot name a source: use lower-case letters, digits, dot, dash and underscore, at most 64")
    return name


def _ms(text: str) -> int | None:
    return int(stamp(text).timestamp() * 1000) if text else None


def register(app: typer.Typer) -> None:
    """Adds the commands, each with examples."""
    app.command(
        epilog="Examples:\n\nstorepulse replay eshop2008 --speed 20000\n\n"
        "storepulse replay eshop2008 --speed max --shift none --as t1\n\n"
        "storepulse replay eshop2008 --from 2008-06-01 --to 2008-07-01 --as june\n\n"
        "storepulse replay simulator --days 60 --seed 7\n\n"
        "storepulse replay simulator --as bug --plant checkout_bug:device=mobile:from=-2:to=-1\n\n"
        "storepulse replay simulator --days 14 --live\n\n"
        "storepulse replay 2019-Oct.csv.gz --limit 100000\n\nstorepulse replay orders.csv --mapping orders.toml\n\n"
        "storepulse replay --pause\n\nstorepulse replay --seek 2008-06-01"
    )(replay)
    app.command(epilog="Examples:\n\nstorepulse reset t1")(reset)
