"""The embedded ClickHouse, but with several of the writer's statements at a time, as a stand-alone server has them."""

from infra.clickhouse_front import __main__ as front
from infra.clickhouse_front.engine import Engine
from infra.clickhouse_front.http import Front


class ConcurrentFront(Front):
    """Its writes run beside each other."""

    def __init__(self, engine: Engine, users: tuple[front.User, ...]) -> None:
        super().__init__(engine, users)
        self._writes = self._reads


if __name__ == "__main__":
    front.Front = ConcurrentFront  # type: ignore[misc]
    front.main()
