"""Real datasets for tests: found on this machine, never downloaded by a test."""

import os
from pathlib import Path

import pytest

from contracts.settings import load
from infra.configuration import ROOT
from producers.replay.datasets import dataset
from producers.replay.fetch import find


def needs(name: str) -> Path:
    """The verified file of a dataset; without it the test is skipped, saying what to do."""
    settings = load(os.environ)
    cache = ROOT / (settings.cache or f"{settings.state}/cache") / "datasets"
    path = find(dataset(name), [ROOT / settings.data], cache)
    if path is None:
        pytest.skip(f"{name} is not on this machine: put its CSV into {name}/ below STOREPULSE_DATA ({settings.data})")
    return path
