"""Every model passes every check."""

import pytest

from tests.stream_apps.models.checks import CHECKS, MODELS, Make


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
@pytest.mark.parametrize("make", MODELS.values(), ids=list(MODELS))
def test_model(make: Make, check: object) -> None:
    check(make)
