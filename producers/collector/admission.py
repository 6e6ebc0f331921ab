"""Who may send: a known write key, from a page that is allowed, at a rate that is bearable."""

from typing import Final

from contracts.settings import Settings
from producers.collector.http import Request, RequestError
from producers.collector.keys import Kept, WriteKeys
from producers.collector.limits import Buckets
from producers.collector.origins import Origins

_UNKNOWN: Final = (
    "a write key is missing or unknown: send `Authorization: Bearer KEY`, ?key=KEY or, as Segment does, writeKey in the body; "
    "`storepulse collector key add SOURCE` makes one"
)


class Admission:
    """Decides over one process's requests. Client addresses live in the memory of their buckets only."""

    def __init__(self, settings: Settings, keys: WriteKeys) -> None:
        self._keys, self._origins = keys, Origins(settings.collector_origins)
        self._by_key, self._by_address = Buckets(settings.collector_key_rate), Buckets(settings.collector_address_rate)

    def admit(self, request: Request, *written: str) -> Kept:
        """The key of a request that may send now, among those it shows and those written in its body; the request costs as much as one
        event. Raises RequestError."""
        key = next((kept for shown in (*request.keys, *written) if (kept := self._keys.find(shown))), None)
        if key is None:
            raise RequestError(401, _UNKNOWN, {"WWW-Authenticate": "Bearer"})
        if request.origin:
            if not key.browser:
                raise RequestError(
                    403, "this key is a server's secret and came from a web page: replace it, and give the page a browser key"
                )
            self.check_origin(request)
        self._check_rate(request, key)
        self.charge(request, key, 1)
        return key

    def begin(self, request: Request) -> Kept | None:
        """The key of a request that shows one, before its body is read; None where only the body can name it. Reading that costs its
        address something, lest strangers keep us busy, until `named`. Raises RequestError."""
        if request.keys:
            return self.admit(request)
        if request.origin:
            self.check_origin(request)
        _wait(self._by_address.wait(request.address))
        self._by_address.take(request.address, 1)
        return None

    def named(self, request: Request, written: str) -> Kept:
        """The key of a request whose body names it. Raises RequestError."""
        key = self.admit(request, written)
        self._by_address.take(request.address, -1)
        return key

    def allows(self, origin: str) -> bool:
        """Whether a page of this origin may send."""
        return self._origins.allows(origin)

    def check_origin(self, request: Request) -> None:
        """Raises RequestError where the page that asks is not on the list."""
        if not request.origin:
            raise RequestError(400, "a preflight names the page's Origin; send events by POST")
        if not self.allows(request.origin):
            raise RequestError(403, f"pages of {request.origin!r:.100} may not send here: add the origin to STOREPULSE_COLLECTOR_ORIGINS")

    def charge(self, request: Request, key: Kept, events: int) -> None:
        """Counts so many events more."""
        self._by_key.take(key.begins, events)
        if key.browser:
            self._by_address.take(request.address, events)

    def _check_rate(self, request: Request, key: Kept) -> None:
        wait = self._by_key.wait(key.begins)
        if key.browser:
            wait = max(wait, self._by_address.wait(request.address))
        _wait(wait)


def _wait(wait: float) -> None:
    if wait:
        seconds = str(int(wait) + 1)
        raise RequestError(429, f"too many events: send again in {seconds} s", {"Retry-After": seconds})
