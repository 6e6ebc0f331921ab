"""Which pages may send: the allow-list of origins, as browsers name them."""

from typing import Final
from urllib.parse import urlsplit

from contracts.settings import PREFIX, SettingsError, is_loopback

PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "authorization, content-encoding, content-type",
    "Access-Control-Max-Age": "86400",
}


class Origins:
    """The allow-list. Empty, it takes the pages that this machine serves to itself.

    >>> Origins("https://shop.example").allows("https://shop.example"), Origins("").allows("http://localhost:8000")
    (True, True)
    """

    def __init__(self, listed: str) -> None:
        """Raises SettingsError."""
        self._listed = frozenset(origin.strip().rstrip("/").lower() for origin in listed.split(",") if origin.strip())
        for origin in self._listed - {"*"}:
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
                raise SettingsError(f"{PREFIX}COLLECTOR_ORIGINS: {origin} is no origin; write https://shop.example")

    def allows(self, origin: str) -> bool:
        """Whether a page of this origin may send."""
        if not self._listed:
            return is_loopback(_host(origin))
        return "*" in self._listed or origin.lower() in self._listed


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""
