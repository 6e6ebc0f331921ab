"""The examples in docstrings run."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import contracts
import dashboards
import infra
import producers
import rasa_bot
import sinks
import stream_apps

ROOMS = (contracts, producers, stream_apps, sinks, dashboards, rasa_bot, infra)


def modules(room: ModuleType) -> list[str]:
    """A room's modules, but not those that are programs."""
    found = pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    return [module.name for module in found if not module.name.endswith(".__main__")]


@pytest.mark.parametrize("name", [name for room in ROOMS for name in modules(room)])
def test_examples_in_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert result.failed == 0
