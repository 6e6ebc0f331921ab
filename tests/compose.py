"""docker-compose.yml as Compose reads it: variables filled in from a .env, variables without a value passed through."""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from infra.configuration import ROOT

FILE: Final = ROOT / "docker-compose.yml"
VARIABLE: Final = re.compile(r"\$\{([A-Z0-9_]+)(?:(:?[?-])([^}]*))?\}")


def services(variables: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Each service; environment without the variables that nobody has set. Raises KeyError for one that must be."""
    read = yaml.safe_load(FILE.read_text("utf-8"))["services"]
    return {name: _filled(service, variables) | {"environment": _environment(service, variables)} for name, service in read.items()}


def _environment(service: Mapping[str, Any], variables: Mapping[str, str]) -> dict[str, str]:
    said = {name: variables.get(name) if value is None else value for name, value in service.get("environment", {}).items()}
    return {name: _filled(value, variables) for name, value in said.items() if value is not None}


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, variables) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, variables) for each in value]
    return VARIABLE.sub(lambda found: _one(found, variables), value) if isinstance(value, str) else value


def _one(found: re.Match[str], variables: Mapping[str, str]) -> str:
    name, kind, other = found.groups()
    if kind in (":-", "-"):
        return variables.get(name) or other
    if not variables.get(name):
        raise KeyError(f"{name}: {other}")
    return variables[name]
