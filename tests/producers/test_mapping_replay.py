"""Files replayed by the command into a real broker: killed and begun again, changed meanwhile, with rows that fit no mapping."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec

from contracts.settings import Settings
from infra.configuration import ROOT, environment
from producers.replay import replay
from producers.replay.outlet import Outlet
from tests.producers.mapping import HEADER, SHOP
from tests.producers.test_player import process
from tests.stack import until

ROWS = 6_000
SOURCE = "a-file"


def write(path: Path, *, cheap: int) -> None:
    """A row a second of many visitors, every tenth without a price that is one; `cheap` is one price among them."""
    with path.open("w") as file:
        file.write(HEADER)
        for row in range(ROWS):
            stamp = 1_777_629_600 + row
            file.write(f"{stamp},v{row * 7 % 50},view,B1,{'?' if row % 10 == 9 else cheap if row == 100 else 52}\n")


def test_a_killed_replay_of_a_file_goes_on_without_loss_or_doubling_unless_the_file_changed(kafka: Settings, tmp_path: Path) -> None:
    path, mapping = tmp_path / "shop.csv", tmp_path / "shop.toml"
    write(path, cheap=1)
    mapping.write_text("sorted = true\n" + SHOP.replace('column = "when"', 'column = "when"\nformat = "s"'))
    options = ["--mapping", str(mapping), "--as", SOURCE, "--shift", "none", "--json"]
    command = [sys.executable, "-m", "infra.cli", "replay", str(path), *options]
    outlet = Outlet(kafka)
    start = outlet.ends(["shop"])
    with process([*command, "--speed", "2000"], kafka) as running:
        until(lambda: sum(outlet.ends(["shop"])["shop"].values()) - sum(start["shop"].values()) > 1_500, 60, "some of the file in the log")
        running.kill()
        running.wait()
    journal = replay.desk(kafka).journal(SOURCE)
    assert journal is not None
    assert not journal.finished
    write(path, cheap=2)
    assert "shop.csv or its mapping has changed since its replay as a-file began" in run(command, kafka).stderr
    write(path, cheap=1)
    done = run(command, kafka)
    said = json.loads(done.stdout)
    assert said["finished"]
    assert (said["file"]["rows"], said["file"]["events"]) == (ROWS, ROWS * 9 // 10)
    assert said["file"]["bad"]["price is not a number"] == {
        "rows": ROWS // 10,
        "lines": [f"shop.csv:{line}" for line in (11, 21, 31, 41, 51)],
        "example": "price is not a number: '?'",
    }
    found = Counter(id for (_, id), count in outlet.ids_since(SOURCE, start).items() for _ in range(count))
    assert found == Counter(f"{row + 2}.bad" if row % 10 == 9 else f"{row + 2}" for row in range(ROWS))
    assert not replay.desk(kafka).spool(SOURCE).exists()


def run(command: list[str], settings: Settings) -> subprocess.CompletedProcess[str]:
    """The command to its end."""
    known = os.environ | environment(settings)
    return subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=120)


def test_a_bad_row_in_the_log_is_what_the_door_keeps(kafka: Settings, tmp_path: Path) -> None:
    """Its bytes, its line and its source are in the message; tests/stream_apps/pipelines/test_door.py shows the reject."""
    path, mapping = tmp_path / "shop.csv", tmp_path / "shop.toml"
    path.write_text(f"{HEADER}1777629600,v1,view,B1,52\n1777629601,v1,view,B1,?\n")
    mapping.write_text(SHOP.replace('column = "when"', 'column = "when"\nformat = "s"'))
    outlet = Outlet(kafka)
    start = outlet.ends(["shop"])
    done = run([sys.executable, "-m", "infra.cli", "replay", str(path), "--mapping", str(mapping), "--shift", "none"], kafka)
    assert "1 bad row, each kept in `rejects` as unmapped_row:" in done.stdout
    sent = [msgspec.json.decode(value) for _, value in outlet._since(start)]
    assert [message for message in sent if message["type"] == "unmapped"] == [
        {"type": "unmapped", "id": "3.bad", "source": "shop", "at": 1777629601000, "file": "shop.csv", "line": 3, "size": 24,
         "why": "price is not a number: '?'", "raw": "1777629601,v1,view,B1,?\n"}
    ]  # fmt: skip
