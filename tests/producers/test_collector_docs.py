"""docs/collector.md cannot lie: its curl examples are accepted, what it names exists."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from contracts.settings import Settings, table
from infra.configuration import ROOT
from producers.collector.collector import PATHS
from producers.collector.lines import FIELDS
from producers.collector.own import TYPES
from tests.producers.collecting import Desk, collecting, logged, url

TEXT = (ROOT / "docs" / "collector.md").read_text("utf-8")


@pytest.fixture(scope="module")
def desk(kafka: Settings) -> Iterator[Desk]:
    with collecting(kafka, "from-docs") as found:
        yield found


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not on PATH")
def test_its_curl_examples_are_accepted(desk: Desk) -> None:
    (block,) = (block for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S) if "curl" in block)
    known = {"PATH": os.environ["PATH"], "COLLECTOR": url(desk.settings), "KEY": desk.server}
    done = subprocess.run(["sh", "-e"], input=block, env=known, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    events = logged(desk.settings, "from-docs")
    assert sorted((event["type"], event["product"]) for event in events) == [
        ("add_to_cart", "B4"),
        ("add_to_cart", "B4"),
        ("purchase", "B4"),
        ("purchase", "B6"),
        ("view_item", "B4"),
        ("view_item", "B6"),
    ]


def test_what_it_names_exists() -> None:
    variables = {row.variable for row in table()}
    assert set(re.findall(r"STOREPULSE_[A-Z_]+", TEXT)) <= variables
    assert variables & set(re.findall(r"STOREPULSE_COLLECTOR_[A-Z_]+", TEXT)) >= {"STOREPULSE_COLLECTOR_ORIGINS"}
    assert all(f"`{type}`" in TEXT for type in TYPES)
    assert all(f"`{path}`" in TEXT for path in PATHS if len(path) > len("/v1/t"))  # one-letter paths are told by one of them
    (proxied,) = re.findall(r"location ~ (\S+) {", TEXT)
    assert all(re.match(proxied, path) for path in (*PATHS, "/storepulse.js"))
    assert all(f"`{field}`" in TEXT for field in FIELDS)
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / link).exists()
