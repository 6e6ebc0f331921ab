"""Who may see the page: a token where one is set, and on loopback nobody but this machine's own pages."""

import hashlib
import hmac
import time
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.settings import Settings, is_loopback

COOKIE: Final = "storepulse"
_DAYS: Final = 30
_OPEN: Final = ("/healthz", "/login")


class Gate:
    """ASGI middleware around everything, the page's websocket included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.token, self.loopback = app, settings.page_token, is_loopback(settings.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through or answers it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        refusal = self._refusal(scope)
        if refusal is None and scope["type"] == "http" and scope["path"] == "/login":
            refusal = await self._login(Request(scope, receive))
        if refusal is None:
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            await receive()
            return await send({"type": "websocket.close", "code": 1008})
        return await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if strange := self._stranger(headers):
            return JSONResponse({"detail": strange}, 403)
        if not self.token or path in _OPEN or self._known(headers):
            return None
        if "text/html" in headers.get("accept", ""):
            target = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
        detail = "this page asks for its token: send the header `Authorization: Bearer TOKEN`, or log in at /login"
        return JSONResponse({"detail": detail}, 401, {"WWW-Authenticate": "Bearer"})

    def _stranger(self, headers: Headers) -> str:
        """Another site's page in a browser on this machine must neither read nor ask anything here."""
        host = headers.get("host", "")
        if self.loopback and not self.token and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            return f"this page answers on loopback only, not as {host}; set STOREPULSE_HOST and STOREPULSE_PAGE_TOKEN to open it"
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != host:
            return f"requests from pages of {origin} are not answered"
        return ""

    def _known(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(given.strip(), self.token):
            return True
        return valid(_cookie(headers), self.token, time.time())

    async def _login(self, request: Request) -> Response:
        if not self.token:
            return RedirectResponse("/", 303)
        if request.method != "POST":
            return HTMLResponse(_FORM.format(problem=""))
        form = parse_qs((await _beginning(request, 4096)).decode("utf-8", "replace"))
        if not same(form.get("token", [""])[0].strip(), self.token):
            return HTMLResponse(_FORM.format(problem=_WRONG), 401)
        answer = RedirectResponse(_inside(request.query_params.get("next", "/")), 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, sign(self.token, time.time()), _DAYS * 86_400, httponly=True, samesite="lax", secure=secure)
        return answer


async def _beginning(request: Request, most: int) -> bytes:
    """The first bytes of a body: whoever has not shown the token yet must not fill the memory."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) >= most:
            break
    return body[:most]


def same(given: str, token: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(given.encode(), token.encode())


def sign(token: str, now: float) -> str:
    """A cookie that proves the token was shown at `now`; a new token makes all old cookies void."""
    stamp = str(int(now))
    return f"{stamp}.{hmac.new(token.encode(), b'storepulse page ' + stamp.encode(), hashlib.sha256).hexdigest()}"


def valid(cookie: str, token: str, now: float) -> bool:
    """Whether a cookie was signed with the token, within its days.

    >>> valid(sign("secret", 0), "secret", 60), valid(sign("other", 0), "secret", 60), valid(sign("secret", 0), "secret", 1e9)
    (True, False, False)
    """
    stamp = cookie.partition(".")[0]
    if not stamp.isdecimal() or len(stamp) > 12 or not 0 <= now - int(stamp) <= _DAYS * 86_400:
        return False
    return same(cookie, sign(token, int(stamp)))


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _inside(target: str) -> str:
    """Only paths of this page: never on to another site."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/"


_WRONG: Final = "<p role=alert>That is not the token. It is STOREPULSE_PAGE_TOKEN of the server.</p>"
_FORM: Final = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width, initial-scale=1">
<meta name=color-scheme content="light dark"><title>Storepulse</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh}}form{{display:grid;gap:.8rem;width:18rem}}
input,button{{font:inherit;padding:.5rem .7rem;border-radius:.5rem;border:1px solid #8884}}
button{{background:#3f6fd1;color:#fff;border:0}}</style>
<form method=post><h1>Storepulse</h1><label for=token>Token of this page</label>
<input id=token name=token type=password autocomplete=current-password required autofocus><button>Enter</button>{problem}</form></html>"""
