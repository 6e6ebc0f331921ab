"""The running collector on a real broker: who may send, what is answered, and that the log has what was acknowledged."""

import gzip
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contracts.settings import Settings
from infra import topics
from infra.parts import KAFKA
from producers.collector import keys
from tests.producers.collecting import SHOP, Desk, collecting, logged
from tests.stack import running, settings_in, until

VIEW = {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}


@pytest.fixture(scope="module")
def desk(kafka: Settings) -> Iterator[Desk]:
    import msgspec

    changes: dict[str, Any] = {"collector_origins": SHOP, "collector_country_header": "CF-IPCountry", "collector_max_bytes": 20_000}
    with collecting(msgspec.structs.replace(kafka, **changes), "collected") as found:
        yield found


def test_one_event(desk: Desk) -> None:
    assert desk.post(VIEW | {"id": "one", "source": "somebody-else"}).status_code == 204
    (event,) = [each for each in logged(desk.settings, "collected") if each["id"] == "one"]
    print(event)
