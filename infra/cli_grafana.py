"""storepulse grafana push, link, annotate: dashboards in somebody's Grafana."""

from collections.abc import Callable
from typing import Annotated, Final

import typer

from contracts import reading
from contracts.reading import Stream
from contracts.settings import Settings, is_loopback
from dashboards import panels
from dashboards.grafana.links import link as address
from infra.cli_metric import Json, stream
from infra.console import console, fail, json_out, settings, table, warn
from infra.grafana import files
from infra.grafana.annotations import Replayed, annotate
from infra.grafana.client import Grafana, GrafanaError
from infra.grafana.data_source import trouble
from infra.grafana.push import Change
from infra.grafana.push import push as push_all
from infra.reader import asking
from producers.replay import replay as replaying

_SHOWN: Final = 6  # differences of one thing
Source = Annotated[str, typer.Argument(help="Which stream of events, such as eshop2008.", show_default=False)]


def push(
    url: Annotated[str, typer.Argument(help="Address of a Grafana; else STOREPULSE_GRAFANA_URL.", show_default=False)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite dashboards that somebody has changed by hand.")] = False,
    as_json: Json = False,
) -> None:
    """Makes a Grafana hold the folder, data source, dashboards and alert rules, and tells what that changed.

    The token of a service account with the role Admin is taken from STOREPULSE_GRAFANA_TOKEN.
    """
    config = settings()
    changes: list[Change] = []
    with _grafana(config, url) as grafana:
        try:
            changes.extend(push_all(grafana, config, write=not dry_run, force=force))
            problem = "" if dry_run else trouble(grafana, files.data_source(config)["uid"])
        except GrafanaError:
            if changes:  # what was done before it failed
                _show(grafana, changes, "", dry_run, as_json)
            raise
        _show(grafana, changes, problem, dry_run, as_json)
    warn(_unreachable(config, grafana.url, problem))
    if kept := [change.name for change in changes if change.action == "kept"]:
        raise typer.Exit(fail(f"changed by hand in Grafana and kept: {', '.join(kept)}; --force overwrites them"))


def _show(grafana: Grafana, changes: list[Change], problem: str, dry_run: bool, as_json: bool) -> None:
    if as_json:
        return json_out({"grafana": grafana.url, "dry_run": dry_run, "changes": changes, "data_source_problem": problem})
    console.print(f"Grafana at {grafana.url}" + (", nothing is written:" if dry_run else ":"), highlight=False, soft_wrap=True)
    rows = [(change.action, change.kind, change.name, _what(change)) for change in changes if change.action != "unchanged"]
    if rows:
        table("", ("action", "what", "name", "differs in"), rows)
    return console.print(f"{len(changes) - len(rows)} unchanged", highlight=False)


def _what(change: Change) -> str:
    more = [f"and {len(change.what) - _SHOWN} more"] if len(change.what) > _SHOWN else []
    return "; ".join(change.what[:_SHOWN] + more)


def _unreachable(config: Settings, url: str, problem: str) -> str:
    """What to do where the data source does not answer."""
    if not problem:
        return ""
    host = files.variables(config, config.grafana_clickhouse)["CLICKHOUSE_HOST"]
    far = f"; {host} is Grafana's own machine for it: set STOREPULSE_GRAFANA_CLICKHOUSE" if is_loopback(host) else ""
    return f"ClickHouse does not answer Grafana at {url} yet ({problem}){far}"


def link(
    source: Source,
    dashboard: Annotated[str, typer.Option(help="One of: " + ", ".join(board.slug for board in panels.DASHBOARDS))] = "overview",
) -> None:
    """Prints the address of a dashboard of one source, over its own period; a live source's follows the clock."""
    config = settings()
    boards = {board.slug: board.uid for board in panels.DASHBOARDS}
    if dashboard not in boards:
        raise GrafanaError(f"there is no dashboard {dashboard!r}; there are {', '.join(boards)}")
    base = config.grafana_url or f"http://127.0.0.1:{config.grafana_port}"
    typer.echo(address(base, boards[dashboard], _stored(config, source)))


def annotation(source: Source, as_json: Json = False) -> None:
    """Leaves the annotation of a source's replay: what a replay does by itself where Grafana is there when it ends."""
    config = settings()
    stored, journal = _stored(config, source), replaying.desk(config).journal(source)
    replayed = Replayed(
        source=source,
        dataset=journal.plan.dataset if journal else "",
        start=round(stored.first.timestamp() * 1000),
        end=round(stored.clock.timestamp() * 1000),
    )
    with _grafana(config) as grafana:
        grafana.version()
        action = annotate(grafana, replayed)
    if as_json:
        return json_out({"action": action, "annotation": replayed})
    return console.print(f"{action}: {replayed.text}", highlight=False)


def _grafana(config: Settings, url: str = "") -> Grafana:
    return Grafana(url or config.grafana_url, config.grafana_token)


def _stored(config: Settings, source: str) -> Stream:
    with asking(config) as ask:
        return stream(source, reading.streams(ask))


def register(app: typer.Typer) -> None:
    """Adds `grafana push`, `link` and `annotate`."""
    examples: dict[str, tuple[Callable[..., None], str]] = {
        "push": (
            push,
            "STOREPULSE_GRAFANA_TOKEN=glsa_... storepulse grafana push https://grafana.example --dry-run\n\nstorepulse grafana push --json",
        ),
        "link": (link, "storepulse grafana link eshop2008\n\nstorepulse grafana link eshop2008 --dashboard products"),
        "annotate": (annotation, "storepulse grafana annotate eshop2008"),
    }
    group = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    for name, (command, example) in examples.items():
        group.command(name, epilog=f"Examples:\n\n{example}")(command)
    help = "Dashboards in a Grafana: push them there, link to them, leave annotations."
    app.add_typer(group, name="grafana", help=help, epilog="Examples:\n\nstorepulse grafana push https://grafana.example")
