"""`python -m producers.collector.build`: makes storepulse.min.js of storepulse.js. A test tells when that was forgotten."""

from pathlib import Path
from typing import Final

import minify

WRITTEN: Final = Path(__file__).with_name("storepulse.js")
SERVED: Final = Path(__file__).with_name("storepulse.min.js")


def built() -> str:
    """The script as browsers get it."""
    return str(minify.string("application/javascript", WRITTEN.read_text("utf-8"))) + "\n"


if __name__ == "__main__":
    SERVED.write_text(built(), "utf-8")
