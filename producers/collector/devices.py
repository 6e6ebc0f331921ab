"""What a browser runs on, by its User-Agent header."""

import re
from typing import Final

_TABLET: Final = re.compile(r"iPad|Tablet|PlayBook|Silk|Android(?!.*Mobi)")
_MOBILE: Final = re.compile(r"Mobi|iPhone|iPod|Android|BlackBerry|Opera Mini|IEMobile")


def device(agent: str) -> str | None:
    """GA4's device category: desktop, mobile or tablet; None where nothing is said.

    >>> device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148"), device("Mozilla/5.0 (X11; Linux x86_64)")
    ('mobile', 'desktop')
    """
    if not agent:
        return None
    if _TABLET.search(agent):
        return "tablet"
    return "mobile" if _MOBILE.search(agent) else "desktop"
