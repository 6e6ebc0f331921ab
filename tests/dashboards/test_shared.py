import asyncio

import pytest

from dashboards.live.shared import Shared


async def test_many_who_ask_the_same_wait_for_one_answer() -> None:
    asked = 0
    gate = asyncio.Event()

    async def work() -> int:
        nonlocal asked
        asked += 1
        await gate.wait()
        return 7

    shared: Shared[int] = Shared(10)
    waiting = [asyncio.ensure_future(shared.get("a", work)) for _ in range(5)]
    gate.set()
    assert await asyncio.gather(*waiting) == [7] * 5
    assert asked == 1


async def test_who_leaves_does_not_take_the_answer_from_others() -> None:
    gate = asyncio.Event()

    async def work() -> int:
        await gate.wait()
        return 7

    shared: Shared[int] = Shared(10)
    first, second = (asyncio.ensure_future(shared.get("a", work)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    gate.set()
    assert await second == 7


async def test_work_that_nobody_waits_for_is_given_up_and_begun_anew_for_the_next() -> None:
    begun, given_up = asyncio.Event(), asyncio.Event()

    async def endless() -> int:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        return 0

    async def work() -> int:
        return 7

    shared: Shared[int] = Shared(10)
    only = asyncio.ensure_future(shared.get("a", endless))
    await begun.wait()
    only.cancel()
    with pytest.raises(asyncio.CancelledError):
        await only
    assert await shared.get("a", work) == 7
    await given_up.wait()


async def test_a_failure_is_told_and_then_tried_again() -> None:
    results = iter([ValueError("away"), 7])

    async def work() -> int:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    shared: Shared[int] = Shared(10)
    with pytest.raises(ValueError, match="away"):
        await shared.get("a", work)
    assert await shared.get("a", work) == 7


async def test_the_longest_unused_is_forgotten() -> None:
    made = []

    async def work() -> int:
        made.append(1)
        return len(made)

    shared: Shared[int] = Shared(2)
    for key in "abca":
        await shared.get(key, work)
    assert len(made) == 4
