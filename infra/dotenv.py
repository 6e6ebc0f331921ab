"""Writes `.env`, what docker-compose.yml is told: secrets made at random, and the settings an operator may turn.

    python3 infra/dotenv.py

What the file says already is kept, and what it lacks is added, so it may be run again after an upgrade, and a secret is renewed
by deleting its line. Runs on whatever python3 there is, like bootstrap.py: who has Docker needs no .venv.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / ".env"

# (comment, ((variable, value), ...))..
PLAIN = (
    (
        "Which of the servers and extras run here. Without kafka or clickhouse, name yours below.",
        (("COMPOSE_PROFILES", "kafka,clickhouse,bot,grafana"),),
    ),
    (
        "Published on this machine's loopback only; what people type where the page stands behind a name of its own.",
        (
            ("STOREPULSE_PAGE_PORT", "18080"),
            ("STOREPULSE_PAGE_URL", "http://127.0.0.1:18080"),
            ("STOREPULSE_GRAFANA_PORT", "13000"),
            ("STOREPULSE_COLLECTOR_PORT", "18090"),
        ),
    ),
    (
        "Kafka. Partitions are set once, before the first start: the most workers that can share the events.",
        (
            ("STOREPULSE_KAFKA", "kafka:9092"),
            ("STOREPULSE_KAFKA_SECURITY", "PLAINTEXT"),
            ("STOREPULSE_KAFKA_MECHANISM", "PLAIN"),
            ("STOREPULSE_KAFKA_REPLICATION", "1"),
            ("STOREPULSE_PARTITIONS", "4"),
        ),
    ),
    ("ClickHouse.", (("STOREPULSE_CLICKHOUSE", "http://clickhouse:8123"),)),
)
SECRETS = (
    "STOREPULSE_PAGE_TOKEN",
    "STOREPULSE_ACTION_TOKEN",
    "STOREPULSE_WRITER_PASSWORD",
    "STOREPULSE_READER_PASSWORD",
    "STOREPULSE_GRAFANA_PASSWORD",
)
KEYS = "STOREPULSE_COLLECTOR_KEYS"  # of the source `live`: one for its pages, one for its servers
# ClickHouse is told these alone, never the passwords. They follow the passwords at each run, as ADDRESS does the address.
HASHES = {
    "CLICKHOUSE_WRITER_SHA256": "STOREPULSE_WRITER_PASSWORD",
    "CLICKHOUSE_READER_SHA256": "STOREPULSE_READER_PASSWORD",
}
ADDRESS = ("CLICKHOUSE_HOST", "CLICKHOUSE_PORT", "CLICKHOUSE_SECURE")  # for Grafana, which wants it in parts
PACE = "GF_DASHBOARDS_MIN_REFRESH_INTERVAL"  # follows STOREPULSE_FLUSH_SECONDS


def read(text: str) -> dict[str, str]:
    """The variables of a .env file, as Compose reads them: without quotes and what follows them.

    Raises ValueError for a hashed password that Compose would change.

    >>> read("# a comment\\nA=1 # one\\nB=x=y\\nC='z # z'\\n")
    {'A': '1', 'B': 'x=y', 'C': 'z # z'}
    """
    pairs = [line.partition("=") for line in text.splitlines() if "=" in line and not line.lstrip().startswith("#")]
    for name, _, value in pairs:
        if name.strip() in HASHES.values() and re.search(r"^(?!').*\$|^['\"].*\\", value.strip()):
            raise ValueError(f"{name.strip()}: Compose would read its $ or \\ otherwise; put it between single quotes, without a \\")
    return {name.strip(): _value(value.strip()) for name, _, value in pairs}


def _value(said: str) -> str:
    closed = said.find(said[0], 1) if said[:1] in ("'", '"') else -1
    return said[1:closed] if closed > 0 else said.partition(" #")[0].rstrip()


def complete(text: str) -> str:
    """The text of a .env file with what it lacks added, and what follows from other lines made anew.

    Raises ValueError for a line that nothing can follow from.
    """
    known = read(text)
    lines = [line for line in text.splitlines() if line.partition("=")[0].strip() not in (*HASHES, *ADDRESS, PACE)]
    for comment, variables in PLAIN:
        missing = [f"{name}={value}" for name, value in variables if name not in known]
        lines += ["# " + comment, *missing] if missing else []
        known.update({name: value for name, value in variables if name not in known})
    made = {name: secret(name) for name in (*SECRETS, KEYS) if not known.get(name)}
    known.update(made)
    lines = [line for line in lines if line.partition("=")[0].strip() not in made]
    lines += [f"{name}={value}" for name, value in made.items()]
    lines += [f"{name}={hashlib.sha256(known[password].encode()).hexdigest()}" for name, password in HASHES.items()]
    lines += [f"{name}={value}" for name, value in address(known["STOREPULSE_CLICKHOUSE"]).items()]
    lines.append(f"{PACE}={pace(known.get('STOREPULSE_FLUSH_SECONDS') or '1')}")
    return "\n".join(lines) + "\n"


def secret(name: str) -> str:
    """A new value of that variable."""
    token = secrets.token_urlsafe
    return f"live:pk_{token(24)},live:sk_{token(24)}" if name == KEYS else token(24)


def address(url: str) -> dict[str, object]:
    """Host, port and whether over TLS.

    >>> list(address("https://clickhouse.example").values())
    ['clickhouse.example', 8443, 'true']
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"STOREPULSE_CLICKHOUSE={url} is no address: write http(s)://host:port")
    secure = parts.scheme == "https"
    host, port, tls = ADDRESS
    return {host: parts.hostname, port: parts.port or (8443 if secure else 8123), tls: str(secure).lower()}


def pace(flush_seconds: str) -> str:
    """The least time between two looks of a dashboard, as dashboards/grafana/refresh.py has it.

    >>> pace("1"), pace("12.5")
    ('5s', '13s')
    """
    try:
        return f"{max(5, math.ceil(float(flush_seconds)))}s"
    except (ValueError, OverflowError):
        raise ValueError(f"STOREPULSE_FLUSH_SECONDS={flush_seconds} is no number of seconds") from None


def write(path: Path) -> bool:
    """Completes the file, for the owner's eyes only; returns whether anything changed."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = complete(before)
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(str(draft), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(after)
    draft.replace(path)
    return after != before


if __name__ == "__main__":
    try:
        sys.stdout.write(".env is written\n" if write(PATH) else ".env is complete already\n")
    except ValueError as error:
        sys.exit(f"storepulse: .env is left as it is: {error}")
