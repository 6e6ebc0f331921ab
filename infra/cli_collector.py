"""storepulse collector key: who may send events to the web collector."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from contracts.settings import Settings, reachable
from infra.console import console, fail, json_out, settings, table
from producers.collector import keys

Source = Annotated[str, typer.Argument(help="The source that what is sent with the key belongs to.", show_default=False)]
Server = Annotated[bool, typer.Option("--server", help="A secret key for a server; without it a browser key, public in its page.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]

_EXAMPLES: Final = "Examples:\n\n"


def add(source: Source, server: Server = False, as_json: Json = False) -> None:
    """Makes a write key and shows it, this once: only its hash is kept."""
    config = settings()
    key = keys.add(_file(config), source, server=server)
    if as_json:
        return json_out({"source": source, "key": key})
    console.print(f"{key}\n", soft_wrap=True, highlight=False)
    return console.print(_server_use(config, key) if server else _page_use(config, key), soft_wrap=True, highlight=False, markup=False)


def _page_use(config: Settings, key: str) -> str:
    return (
        f'Paste into every page of the shop:\n  <script async src="{_address(config)}/storepulse.js" data-key="{key}"></script>\n'
        "A browser key is public: whoever reads the page can send with it. docs/collector.md tells what bounds that."
    )


def _server_use(config: Settings, key: str) -> str:
    return f"Send it as `Authorization: Bearer {key}` to {_address(config)}/collect, and keep it out of pages and repositories."


def listed(as_json: Json = False) -> None:
    """Lists the write keys: their source, what they are for, how they begin."""
    kept = sorted(keys.read(_file(settings())).values(), key=lambda key: (key.source, key.made))
    if as_json:
        return json_out(kept)
    rows = [(key.source, "browser" if key.browser else "server", key.begins + "…", f"{key.made:%Y-%m-%d %H:%M} UTC") for key in kept]
    return table("", ("source", "for", "begins", "made"), rows)


def remove(begins: Annotated[str, typer.Argument(help="How the key begins, as listed.", show_default=False)]) -> None:
    """Makes a write key void within a second or two; what came with it stays."""
    count = keys.remove(_file(settings()), begins.removesuffix("…"))
    if not count:
        raise typer.Exit(fail(f"no key begins with {begins!r}; `storepulse collector key list` shows them"))
    console.print(f"{count} removed.")


def _file(config: Settings) -> Path:
    return keys.path(config)


def _address(config: Settings) -> str:
    return f"http://{reachable(config.collector_host)}:{config.collector_port}"


def register(app: typer.Typer) -> None:
    """Adds `collector key add`, `list` and `remove`."""
    examples: dict[str, tuple[Callable[..., None], str]] = {
        "add": (add, "storepulse collector key add live\n\nstorepulse collector key add live --server"),
        "list": (listed, "storepulse collector key list"),
        "remove": (remove, "storepulse collector key remove pk_3vJq1"),
    }
    key = typer.Typer(help="Write keys: whoever sends must show one.", no_args_is_help=True, rich_markup_mode="rich")
    for name, (command, example) in examples.items():
        key.command(name, epilog=_EXAMPLES + example)(command)
    collector = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
    collector.add_typer(key, name="key", epilog=_EXAMPLES + "storepulse collector key add live")
    help = "The web collector: takes events of browsers and servers in over HTTP."
    app.add_typer(collector, name="collector", help=help, epilog=_EXAMPLES + "storepulse collector key add live")
