"""One answer for many viewers: a small cache where whoever asks first works and the others wait for the same result."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class _Work(Generic[T]):
    def __init__(self, task: "asyncio.Task[T]") -> None:
        self.task, self.waiting = task, 0


class Shared(Generic[T]):
    """Results by key, the longest unused forgotten first. A failure reaches all who wait and is not kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._works: OrderedDict[Hashable, _Work[T]] = OrderedDict()

    async def get(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result of key, made by work if nobody has. Work that nobody waits for any more is given up."""
        found = self._works.get(key)
        if found is None:
            found = self._works[key] = _Work(asyncio.ensure_future(_await(work)))
            found.task.add_done_callback(lambda task: self._settle(key, task))
            while len(self._works) > self.most:
                self._works.popitem(last=False)
        self._works.move_to_end(key)
        found.waiting += 1
        try:
            # A viewer who leaves must not end the query that others wait for.
            return await asyncio.shield(found.task)
        finally:
            found.waiting -= 1
            if not found.waiting and not found.task.done():
                self._forget(key, found.task)
                found.task.cancel()

    def _settle(self, key: Hashable, task: "asyncio.Task[T]") -> None:
        if task.cancelled() or task.exception() is not None:
            self._forget(key, task)

    def _forget(self, key: Hashable, task: "asyncio.Task[T]") -> None:
        if key in self._works and self._works[key].task is task:
            del self._works[key]


async def _await(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
