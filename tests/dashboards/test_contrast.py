import re

import pytest

from dashboards.live import page
from dashboards.live.contrast import DARK, ENOUGH, LIGHT, Theme, background, ink, ratio

_COLOUR = re.compile(r"--(\w[\w-]*): #(\w{6})")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_text_of_every_cell_can_be_read(theme: Theme) -> None:
    assert min(ratio(ink(n / 200, theme), background(n / 200, theme)) for n in range(201)) >= ENOUGH


@pytest.mark.parametrize(("theme", "selector"), [(LIGHT, ":root, body {"), (DARK, "body.body--dark {")])
def test_the_colours_are_those_of_the_page(theme: Theme, selector: str) -> None:
    block = page._STYLE.partition(selector)[2].partition("}")[0]
    found = {name: tuple(bytes.fromhex(text)) for name, text in _COLOUR.findall(block)}
    assert (found["accent"], found["card"]) == theme
