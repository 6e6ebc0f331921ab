"""The parts of the local stack, in the order they start: how each is run, where it listens, when it is ready."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from contracts.settings import Settings, reachable
from infra import broker, store, topics
from infra.configuration import ROOT
from infra.grafana import server as grafana
from rasa_bot import environment as bot


class Command(NamedTuple):
    """How to run a process: arguments, what to add to the environment, and where."""

    argv: list[str]
    env: dict[str, str]
    cwd: Path


class Part(NamedTuple):
    """One process of the stack.

    ports are names of settings, host the address they are on. command may take its time (the broker fetches its jars) and raises
    one of the errors of its module. external says where the part runs instead, when a setting names such a service; off says why it
    cannot run on this machine, as a sentence.
    """

    name: str
    title: str
    ports: tuple[str, ...]
    command: Callable[[Settings], Command]
    ready: Callable[[Settings], bool]
    external: Callable[[Settings], str] = lambda _: ""
    host: Callable[[Settings], str] = lambda _: "127.0.0.1"
    off: Callable[[Settings], str] = lambda _: ""

    def address(self, settings: Settings) -> str:
        """Where it listens, or the service that stands in for it."""
        return self.external(settings) or (f"{self.host(settings)}:{getattr(settings, self.ports[0])}" if self.ports else "")


def _python(module: str, env: dict[str, str] | None = None) -> Callable[[Settings], Command]:
    return lambda _: Command([sys.executable, "-u", "-m", module], env or {}, ROOT)


def _answers(url: Callable[[Settings], str]) -> Callable[[Settings], bool]:
    def ready(settings: Settings) -> bool:
        try:
            with urlopen(url(settings), timeout=2) as response:  # noqa: S310 the address is the settings' own
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    return ready


def why_no_bot(settings: Settings) -> str:
    """The sentence that setup left when it could not make the bot ready."""
    try:
        return (Path(settings.state) / "rasa-off").read_text().strip()
    except FileNotFoundError:
        return "the bot is not set up; run `storepulse setup`"


def _grafana(settings: Settings) -> Command:
    found = grafana.program()
    return Command(found.command if found else [], grafana.environment(settings), ROOT)


def _bot(command: bot.Command) -> Command:
    return Command(command.argv, command.env, command.cwd)


# River iterates over sets of names: with another hash seed a worker would compute other rows than the one it replaces.
_SEEDED: Final = {"PYTHONHASHSEED": "0"}

KAFKA: Final = Part(
    "kafka",
    "Apache Kafka",
    ("kafka_port", "kafka_controller_port"),
    lambda settings: Command(broker.prepare(settings), {}, ROOT),
    topics.answers,
    lambda settings: settings.kafka,
)
CLICKHOUSE: Final = Part(
    "clickhouse",
    "ClickHouse",
    ("clickhouse_port",),
    _python("infra.clickhouse_front"),
    store.answers,
    lambda settings: settings.clickhouse,
)
WORKER: Final = Part("worker", "stream worker", (), _python("stream_apps.app", _SEEDED), lambda _: True)
SINK: Final = Part("sink", "sink", (), _python("sinks"), lambda _: True)
PAGE: Final = Part(
    "page",
    "live page",
    ("page_port",),
    _python("dashboards.live"),
    _answers(lambda settings: f"http://{reachable(settings.host)}:{settings.page_port}/healthz"),
    host=lambda settings: settings.host,
)
COLLECTOR: Final = Part(
    "collector",
    "web collector",
    ("collector_port",),
    _python("producers.collector"),
    _answers(lambda settings: f"http://{reachable(settings.collector_host)}:{settings.collector_port}/healthz"),
    host=lambda settings: settings.collector_host,
)
ACTIONS: Final = Part(
    "actions",
    "bot actions",
    ("actions_port",),
    lambda _: _bot(bot.actions_command()),
    _answers(lambda settings: f"http://{reachable(settings.bot_host)}:{settings.actions_port}/health"),
    host=lambda settings: settings.bot_host,
)
RASA: Final = Part(
    "rasa",
    "Rasa",
    ("rasa_port",),
    lambda settings: _bot(bot.rasa_command(settings)),
    _answers(lambda settings: settings.rasa_url + "/"),
    lambda settings: settings.rasa,
    lambda settings: settings.bot_host,
    lambda settings: "" if settings.rasa or bot.ready(settings) else why_no_bot(settings),
)
GRAFANA: Final = Part(
    "grafana",
    "Grafana",
    ("grafana_port",),
    _grafana,
    _answers(lambda settings: (settings.grafana_url.rstrip("/") or f"http://127.0.0.1:{settings.grafana_port}") + "/api/health"),
    lambda settings: settings.grafana_url,
    off=grafana.why_not,
)

# What starts together. The page comes before the bot, which takes longest and which nothing else waits for.
STAGES: Final = ((KAFKA, CLICKHOUSE), (WORKER, SINK, PAGE, COLLECTOR), (ACTIONS, RASA), (GRAFANA,))
PARTS: Final = tuple(part for stage in STAGES for part in stage)


def part(name: str) -> Part:
    """The part of that name. Raises KeyError."""
    return {part.name: part for part in PARTS}[name]


def taken(host: str, port: int) -> bool:
    """Whether another process listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
