"""Every setting of Storepulse: name, type, default, unit, bounds and one sentence, in one table.

A setting `kafka_port` is set by the environment variable `STOREPULSE_KAFKA_PORT`. `load` turns an
environment into typed settings or stops with the name of the variable that is wrong.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

PREFIX = "STOREPULSE_"


class SettingsError(ValueError):
    """A setting is unknown, malformed or out of bounds; the message names its variable and what it takes."""


def _of(help: str, unit: str = "", *, secret: bool = False, **bounds: Any) -> Meta:
    return Meta(description=help, extra={"unit": unit, "secret": secret}, **bounds)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The table itself. Order is the order of the docs."""

    state: Annotated[str, _of("Folder of everything the local stack keeps: logs, broker, store, caches, models")] = ".storepulse"
    cache: Annotated[str, _of("Folder of downloads kept between runs: broker jars, datasets; empty takes `cache` in the state folder")] = ""
    data: Annotated[str, _of("Folder searched for datasets before they are downloaded")] = "../shared/data"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], _of("How much every part writes to its log")] = "info"

    kafka: Annotated[str, _of("Bootstrap servers of an external Kafka, host:port[,host:port]; empty runs the embedded broker")] = ""
    kafka_port: Annotated[int, _of("Port of the embedded broker", "port", ge=1, le=65535)] = 19092
    kafka_controller_port: Annotated[int, _of("Port of the embedded broker's controller", "port", ge=1, le=65535)] = 19093
    kafka_security: Annotated[Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"], _of("Security protocol towards Kafka")] = (
        "PLAINTEXT"
    )
    kafka_mechanism: Annotated[Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], _of("SASL mechanism towards Kafka")] = "PLAIN"
    kafka_user: Annotated[str, _of("SASL user towards Kafka")] = ""
    kafka_password: Annotated[str, _of("SASL password towards Kafka", secret=True)] = ""
    kafka_ca: Annotated[str, _of("PEM file of the authority that signed the broker's certificate; empty takes the system's")] = ""
    kafka_replication: Annotated[int, _of("Replicas of each topic that Storepulse creates", "brokers", ge=1, le=9)] = 1
    partitions: Annotated[int, _of("Partitions of the event topics: the most workers that can share them", ge=1, le=1024)] = 4

    clickhouse: Annotated[str, _of("http(s)://host:port of an external ClickHouse; empty runs the embedded engine")] = ""
    clickhouse_port: Annotated[int, _of("Port of the embedded ClickHouse's HTTP interface", "port", ge=1, le=65535)] = 18123
    database: Annotated[str, _of("ClickHouse database that holds the tables and metric views", pattern="^[A-Za-z_][A-Za-z0-9_]*$")] = (
        "storepulse"
    )
    writer_user: Annotated[str, _of("ClickHouse user of the sink and of setup")] = "storepulse_writer"
    writer_password: Annotated[str, _of("Its password; empty takes the one generated in the state folder", secret=True)] = ""
    reader_user: Annotated[str, _of("Read-only ClickHouse user of the page and the bot")] = "storepulse_reader"
    reader_password: Annotated[str, _of("Its password; empty takes the one generated in the state folder", secret=True)] = ""

    host: Annotated[str, _of("Address the page listens on; any but loopback needs page_token")] = "127.0.0.1"
    page_port: Annotated[int, _of("Port of the live page and its JSON API", "port", ge=1, le=65535)] = 18080
    page_token: Annotated[str, _of("Token that the page and its API ask for; empty asks for none (loopback only)", secret=True)] = ""
    page_url: Annotated[str, _of("http(s)://host[:port] under which people reach the page, for links; empty takes host and page_port")] = ""
    rasa: Annotated[str, _of("http://host:port of a Rasa that runs elsewhere; empty runs our own")] = ""
    bot_host: Annotated[str, _of("Address Rasa and its action server listen on; any but loopback only in a network of the page's own")] = (
        "127.0.0.1"
    )
    rasa_port: Annotated[int, _of("Port of Rasa's REST channel", "port", ge=1, le=65535)] = 15005
    actions_port: Annotated[int, _of("Port of the bot's action server", "port", ge=1, le=65535)] = 15055
    action_token: Annotated[
        str, _of("Token Rasa shows to the action server; empty takes the one generated in the state folder", secret=True)
    ] = ""

    grafana_url: Annotated[
        str, _of("http(s)://host[:port][/path] of a Grafana that dashboards are pushed to and replays leave annotations in")
    ] = ""
    grafana_token: Annotated[str, _of("Token of a service account there with the role Admin", secret=True)] = ""
    grafana_clickhouse: Annotated[
        str, _of("http(s)://host:port by which that Grafana reaches ClickHouse; empty takes the address used here")
    ] = ""
    grafana_port: Annotated[int, _of("Port of the local Grafana, where one is on PATH; loopback only", "port", ge=1, le=65535)] = 13000
    grafana_password: Annotated[
        str, _of("Password of the local Grafana's admin; empty takes the one generated in the state folder", secret=True)
    ] = ""

    collector_host: Annotated[str, _of("Address the web collector listens on; whoever sends needs a write key")] = "127.0.0.1"
    collector_port: Annotated[int, _of("Port of the web collector", "port", ge=1, le=65535)] = 18090
    collector_keys: Annotated[
        str, _of("Write keys besides those of `storepulse collector key add`, as SOURCE:KEY[,SOURCE:KEY]", secret=True)
    ] = ""
    collector_origins: Annotated[
        str, _of("Origins whose pages may send, as https://shop.example[,https://...]; * any; empty takes pages of this machine")
    ] = ""
    collector_proxies: Annotated[str, _of("Addresses of proxies whose X-Forwarded-For is believed, with commas between")] = "127.0.0.1"
    collector_country_header: Annotated[
        str, _of("Header in which a proxy names the visitor's country, such as CF-IPCountry; empty: no country")
    ] = ""
    collector_max_bytes: Annotated[int, _of("Larger bodies are refused, packed or unpacked", "bytes", ge=1024, le=16_000_000)] = 1_000_000
    collector_key_rate: Annotated[int, _of("Events a second that one write key may send over time", "events/s", ge=1, le=1_000_000)] = 5_000
    collector_address_rate: Annotated[
        int, _of("Events a second that one client address may send over time with a browser key", "events/s", ge=1, le=1_000_000)
    ] = 50
    collector_patience: Annotated[float, _of("How long a sender waits for Kafka before it is told to come again", "s", ge=0.1, le=60)] = 5.0

    sensors_host: Annotated[str, _of("Address that `storepulse sensors serve` listens on; whoever sends needs a write key")] = "127.0.0.1"
    sensors_port: Annotated[int, _of("Port of `storepulse sensors serve`", "port", ge=1, le=65535)] = 18091
    mqtt_password: Annotated[str, _of("Password of the user that the layout of the sensors names for its MQTT broker", secret=True)] = ""

    floor_pictures: Annotated[
        str, _of("Folder of floor pictures that heat is drawn over, each named after its source: store.svg, .png or .jpg")
    ] = "floors"
    faces_consent: Annotated[
        str, _of("Note of how and since when people are told that faces are looked at; without it `camera run --faces` refuses to start")
    ] = ""
    faces_window: Annotated[float, _of("Over how long people are counted together by age and gender", "s", ge=60, le=86_400)] = 3600.0

    session_gap: Annotated[int, _of("A visitor silent for longer starts a new session", "s", ge=1, le=86_400)] = 1800
    allowed_lateness: Annotated[int, _of("How far behind the newest event an event may arrive and still count", "s", ge=0, le=86_400)] = 300
    future_allowance: Annotated[int, _of("How far past its sending an event may be stamped", "s", ge=0, le=86_400)] = 300
    visitor_memory: Annotated[
        int,
        _of("Visitors remembered a partition and source to tell returning from new; the longest unseen goes first", ge=0, le=10_000_000),
    ] = 100_000
    lead_days: Annotated[int, _of("How far ahead a customer's purchase is foreseen", "days", ge=1, le=90)] = 7
    lead_value: Annotated[
        float, _of("What a purchase brings, in the currency of prices; 0 takes the mean order value of the source", ge=0, le=1e9)
    ] = 0.0
    lead_cost: Annotated[
        float,
        _of(
            "What contacting a lead costs: who is expected to bring more is one; 0 takes what five times the usual odds bring",
            ge=0,
            le=1e9,
        ),
    ] = 0.0
    max_event_bytes: Annotated[int, _of("Larger events are rejected", "bytes", ge=256, le=16_000_000)] = 65_536
    checkpoint_seconds: Annotated[float, _of("Least time between two checkpoints of a worker", "s", ge=0.05, le=600)] = 2.0
    flush_seconds: Annotated[float, _of("The sink writes at least this often", "s", ge=0.05, le=60)] = 1.0
    flush_rows: Annotated[int, _of("The sink writes a table once so many of its rows wait", "rows", ge=1, le=1_000_000)] = 10_000

    @property
    def bootstrap(self) -> str:
        """Where Kafka is: the external address, else the embedded broker's."""
        return self.kafka or f"127.0.0.1:{self.kafka_port}"

    @property
    def clickhouse_url(self) -> str:
        """Where ClickHouse is: the external address, else the embedded engine's."""
        return self.clickhouse or f"http://127.0.0.1:{self.clickhouse_port}"

    @property
    def page_address(self) -> str:
        """Where people reach the page."""
        return self.page_url.rstrip("/") or f"http://{reachable(self.host)}:{self.page_port}"

    @property
    def rasa_url(self) -> str:
        """Where Rasa is."""
        return self.rasa.rstrip("/") or f"http://{reachable(self.bot_host)}:{self.rasa_port}"


class Row(NamedTuple):
    """One line of the settings table, as docs and `--help` show it."""

    name: str
    type: str
    default: Any
    unit: str
    bounds: str
    help: str
    secret: bool

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


def table() -> Iterator[Row]:
    """The settings, one row each, in their order.

    >>> next(row for row in table() if row.name == "session_gap").bounds
    '1 to 86400'
    """
    for field in msgspec.structs.fields(Settings):
        base, meta = field.type.__origin__, field.type.__metadata__[0]
        choices = getattr(base, "__args__", ())
        bounds = " | ".join(choices) or (f"{meta.ge} to {meta.le}" if meta.ge is not None else "")
        yield Row(
            field.name,
            getattr(base, "__name__", "choice") if not choices else "choice",
            field.default,
            meta.extra["unit"],
            bounds,
            meta.description,
            meta.extra["secret"],
        )


def load(environment: Mapping[str, str]) -> Settings:
    """Settings from STOREPULSE_* variables.

    Raises SettingsError for an unknown name, a value that does not fit, and a public address without a token.

    >>> load({"STOREPULSE_PARTITIONS": "8"}).partitions
    8
    """
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in fields:
            near = get_close_matches(name, fields, 1)
            hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else "see docs/settings.md for the names"
            raise SettingsError(f"{variable} is not a setting; {hint}")
        try:
            values[name] = msgspec.convert(text, fields[name].type, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(
                f"{variable}={text!r}: {error}; it is: {_row(name).help} ({_row(name).bounds or _row(name).type})"
            ) from None
    settings = Settings(**values)
    if not is_loopback(settings.host) and not settings.page_token:
        raise SettingsError(f"{PREFIX}HOST={settings.host} is not loopback: set {PREFIX}PAGE_TOKEN, the token visitors must present")
    return settings


def _row(name: str) -> Row:
    return next(row for row in table() if row.name == name)


def reachable(host: str) -> str:
    """Where to ask for what listens on an address: there, or on loopback where it listens on all.

    >>> reachable("0.0.0.0"), reachable("192.0.2.1")
    ('127.0.0.1', '192.0.2.1')
    """
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 compared with, not bound to


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
