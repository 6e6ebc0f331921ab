"""One answer for many viewers: a small cache where whoever asks first works and the others wait for the same result."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """Results by key, the longest unused forgotten first. A failure reaches all who wait and is not kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._tasks: OrderedDict[Hashable, asyncio.Task[T]] = OrderedDict()

    async def get(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result of key, made by work if nobody has."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(_await(work))
            task.add_done_callback(lambda done: self._settle(key, done))
            while len(self._tasks) > self.most:
                self._tasks.popitem(last=False)
        self._tasks.move_to_end(key)
        # A viewer who leaves must not end the query that others wait for.
        return await asyncio.shield(task)

    def _settle(self, key: Hashable, task: "asyncio.Task[T]") -> None:
        failed = task.cancelled() or task.exception() is not None
        if failed and self._tasks.get(key) is task:
            del self._tasks[key]


async def _await(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
