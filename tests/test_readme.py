"""The README cannot lie: its commands exist with their options, its links lead somewhere, its example metric is one.

What its commands do is tried in test_whole.py and tests/infra.
"""

import re
import shlex

import pytest
import typer

from contracts.catalogue import METRICS, parse
from infra.cli import app
from infra.configuration import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line.split("  #")[0].strip() for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines()]


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("storepulse ")])
def test_each_command_is_one(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    group = typer.main.get_command(app)
    found = group.get_command(typer.Context(group), name)
    assert found is not None, name
    found.make_context(name, arguments).close()  # raises where an option does not exist


@pytest.mark.parametrize("target", [command.split()[1] for command in COMMANDS if command.startswith("make ")])
def test_each_make_target_is_one(target: str) -> None:
    assert f"\n{target}:" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_each_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_example_metric_is_one() -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", README, re.S)
    example = parse("bounce_rate", block)
    assert (example.title, example.unit, example.kind) == (METRICS["bounce_rate"].title, "%", "timeseries")
    assert example.filters == ()


def test_the_metrics_it_names_exist() -> None:
    assert {command.split()[2] for command in COMMANDS if command.startswith("storepulse metric ")} <= set(METRICS)
