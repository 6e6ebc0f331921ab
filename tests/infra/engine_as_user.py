"""Runs statements on the ClickHouse engine as one of the users of infra/compose/clickhouse; a process has but one engine, so it is its own.

    python -m tests.infra.engine_as_user FOLDER USER < statements.json

chDB takes users and settings of a server from files, and is always the user `default`: so the user is given that name, without a
password. Everything else is read as a server reads it. Prints what each statement gave, or its error.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import chdb

from infra.configuration import ROOT

_CONFIG = ROOT / "infra" / "compose" / "clickhouse"


def configuration(folder: Path, user: str) -> Path:
    """Writes the server's and the users' configuration; returns the server's."""
    users = ElementTree.parse(_CONFIG / "users.xml")  # noqa: S314 our own file
    root = users.getroot()
    listed = root.find("users")
    chosen = root.find(f"users/{user}")
    assert listed is not None
    assert chosen is not None
    listed.remove(listed.find("default"))  # type: ignore[arg-type]
    chosen.tag = "default"
    chosen.remove(chosen.find("password_sha256_hex"))  # type: ignore[arg-type]
    ElementTree.SubElement(chosen, "no_password")
    root.find("profiles").append(ElementTree.Element("default"))  # type: ignore[union-attr]
    root.append(ElementTree.fromstring("<quotas><default/></quotas>"))  # noqa: S314 a constant
    users.write(folder / "users.xml")
    config = ElementTree.Element("clickhouse")
    config.extend(list(ElementTree.parse(_CONFIG / "config.xml").getroot().iter("merge_tree")))  # noqa: S314 our own file
    ElementTree.SubElement(config, "users_config").text = str(folder / "users.xml")
    (folder / "config.xml").write_bytes(ElementTree.tostring(config))
    return folder / "config.xml"


def main(folder: Path, user: str) -> None:
    """Runs the statements of standard input."""
    connection = chdb.connect(f"file:{folder / 'data'}?config-file={configuration(folder, user)}")
    told: list[dict[str, Any]] = []
    for statement in json.load(sys.stdin):
        try:
            told.append({"rows": connection.query(statement, "TSV").data().splitlines()})
        except RuntimeError as error:
            told.append({"error": str(error)})
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # the engine's threads may outlive its connection


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
