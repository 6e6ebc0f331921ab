"""docs/deployment.md cannot lie: its commands, services, variables, anchors and links are there."""

import re
import shlex

import pytest
import typer
import yaml

from contracts.settings import PREFIX, table
from infra import dotenv
from infra.cli import app
from infra.configuration import ROOT
from tests.compose import FILE, services

TEXT = (ROOT / "docs" / "deployment.md").read_text("utf-8")
LINES = [line.split("  #")[0].strip() for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S) for line in block.splitlines()]
SERVICES = services(dotenv.read(dotenv.complete("")))


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("docker compose run --rm storepulse ")])
def test_each_command_is_one(line: str) -> None:
    name, *arguments = shlex.split(line)[5:]
    group = typer.main.get_command(app)
    found = group.get_command(typer.Context(group), name)
    assert found is not None, name
    found.make_context(name, arguments).close()


def test_each_service_it_names_is_one_and_each_is_named() -> None:
    (rows,) = re.findall(r"\| service \| image \|.*?\n\n", TEXT, re.S)
    named = {name for row in rows.strip().splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(SERVICES)
    for line in LINES:
        for name in re.findall(r"docker compose (?:exec|logs -f) ([a-z]+)", line) + re.findall(r"--scale ([a-z]+)=", line):
            assert name in SERVICES


def test_the_networks_of_each_service_are_told() -> None:
    for names, networks in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| [^|]+ \| ([a-z, ]+) \|", TEXT, re.M):
        told = set(yaml.safe_load(FILE.read_text())["networks"]) if networks == "all" else set(networks.split(", "))
        for name in re.findall(r"\w+", names):
            assert set(SERVICES[name]["networks"]) == told | ({"store"} if name == "actions" else set()), name


def test_the_limits_it_tells_are_set() -> None:
    for name, cores, memory in re.findall(r"^\| (\w+) \| (\d) cores?, ([\d.]+) GB", TEXT, re.M):
        limits = SERVICES[name]["deploy"]["resources"]["limits"]
        said = limits["memory"]
        gigabytes = float(said[:-1]) / (1 if said.endswith("G") else 1000)
        assert (limits["cpus"], round(gigabytes, 1)) == (cores, float(memory)), name


def test_each_variable_is_one() -> None:
    known = {row.variable for row in table()} | set(dotenv.read(dotenv.complete("")))
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+|COMPOSE_PROFILES", TEXT)) <= known


def test_each_make_target_link_and_image_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert all(f"\n{target}:" in makefile for target in re.findall(r"\bmake ([a-z]+)\b", "\n".join(LINES)))
    assert all((ROOT / "docs" / link).exists() for link in re.findall(r"\]\((?!http|#)([^)#]+)\)", TEXT))
    assert "#what-was-tried-and-what-was-not" in TEXT
    assert "## What was tried, and what was not" in TEXT
    assert set(re.findall(r"python:\S+", TEXT)) <= set(re.findall(r"^FROM (\S+)", (ROOT / "infra" / "Dockerfile").read_text(), re.M))
