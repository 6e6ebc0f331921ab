"""How often Python looks for garbage in a process whose state only grows."""

import gc
from typing import Final

YOUNG: Final = 50_000  # objects made since the last look; by default 700, and each fetch makes more than that
SURVIVED: Final = (20, 50)


def look_rarely() -> None:
    """Call it once everything is imported: what is there by then is not looked through again.

    Rows and records hold no cycles, so they are freed at once anyway; what is found this way is what Faust and asyncio leave behind.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *SURVIVED)
