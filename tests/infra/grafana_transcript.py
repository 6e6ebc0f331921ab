"""Writes the transcript of a push into docs/grafana.md: the command itself, run against the stand-in for Grafana.

python -m tests.infra.grafana_transcript    (`make dashboards` runs it)
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from typer.testing import CliRunner

from infra.cli import app
from infra.configuration import ROOT, environment
from tests.infra.grafana_standin import TOKEN, standin
from tests.stack import settings_in

PAGE: Final = ROOT / "docs" / "grafana.md"
_ADDRESS: Final = "http://127.0.0.1:3000"
_PLACE: Final = re.compile(r"(<!-- transcript: .*?-->\n```console\n).*?(```\n)", re.DOTALL)


def transcript() -> str:
    """A first push, a second, and a third after somebody has renamed a dashboard by hand."""
    with standin() as there, TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), grafana_token=TOKEN, clickhouse_port=18123)

        def run(*options: str) -> str:
            done = CliRunner().invoke(app, ["grafana", "push", there.url, *options], env=environment(settings) | {"COLUMNS": "120"})
            shown = "\n".join(line.rstrip() for line in done.output.splitlines())
            return f"$ storepulse grafana push {' '.join((_ADDRESS, *options))}\n{shown}\n"

        first, second = run(), run()
        there.edit("storepulse-overview", "Ours now")
        return "\n".join((first, second, run(), run("--force"))).replace(there.url, _ADDRESS)


def put(page: str, text: str) -> str:
    """The page with the transcript in its place."""
    found = _PLACE.search(page)
    assert found, "docs/grafana.md has lost the place of its transcript"
    return page[: found.end(1)] + text + page[found.start(2) :]


if __name__ == "__main__":
    PAGE.write_text(put(PAGE.read_text("utf-8"), transcript()), "utf-8")
