"""Fixtures shared by all tests: settings of a stack of their own, a running broker, a running ClickHouse."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from contracts.settings import Settings
from infra import store, topics
from infra.parts import CLICKHOUSE, KAFKA
from tests.stack import running, settings_in


class ClickHouse(NamedTuple):
    """A ClickHouse with the tables of contracts.tables. writer() and reader() make clients; close them."""

    settings: Settings
    writer: Callable[[], Any]
    reader: Callable[[], Any]


@pytest.fixture(scope="session")
def stack_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings on free ports with a state folder of their own."""
    return settings_in(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def kafka(stack_settings: Settings) -> Iterator[Settings]:
    """The embedded broker, running, with its topics."""
    with running(KAFKA, stack_settings):
        topics.create_topics(stack_settings)
        yield stack_settings


@pytest.fixture(scope="session")
def clickhouse(stack_settings: Settings) -> Iterator[ClickHouse]:
    """The embedded ClickHouse, running, with its tables."""
    with running(CLICKHOUSE, stack_settings):
        store.create_tables(stack_settings)
        yield ClickHouse(stack_settings, lambda: store.writer_client(stack_settings), lambda: store.reader_client(stack_settings))
