"""What the demo shows where the real clickstream cannot be had."""

from pathlib import Path

from msgspec.structs import replace

from contracts.settings import Settings
from infra.cli_demo import REAL, choose
from producers.replay.datasets import dataset
from tests.datasets import needs
from tests.stack import free_ports, settings_in


def without_data(folder: Path) -> Settings:
    return replace(settings_in(folder), data=str(folder / "empty"))


def test_without_a_network_a_synthetic_shop_takes_its_place_and_is_named_so(tmp_path: Path) -> None:
    (nobody,) = free_ports(1)
    shown = choose(without_data(tmp_path), dataset("eshop2008")._replace(url=f"http://127.0.0.1:{nobody}/clicks.zip"))
    assert shown.source == "simulator"
    assert "SYNTHETIC" in shown.what
    assert shown.why.startswith("eshop2008 is not on this machine and could not be downloaded")


def test_with_the_file_at_hand_the_real_one_is_shown(tmp_path: Path) -> None:
    assert choose(replace(settings_in(tmp_path), data=str(needs("eshop2008").parent.parent)), dataset("eshop2008")) == REAL
