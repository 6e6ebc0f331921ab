"""Who asks: the writer or the reader, by header, basic authentication or URL parameter, as ClickHouse takes them."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from hmac import compare_digest
from typing import Final, NamedTuple

from infra.clickhouse_front.statement import RefusedError


class User(NamedTuple):
    """One of the two users."""

    name: str
    password: str
    reads_only: bool


AUTHENTICATION_FAILED: Final = 516


def credentials(headers: Mapping[str, str], query: Mapping[str, str]) -> tuple[str, str]:
    """Name and password of a request; both empty where it brings none."""
    if "X-ClickHouse-User" in headers:
        return headers["X-ClickHouse-User"], headers.get("X-ClickHouse-Key", "")
    scheme, _, encoded = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, password = b64decode(encoded, validate=True).decode().partition(":")
        except (NotBase64, UnicodeDecodeError):
            raise RefusedError(AUTHENTICATION_FAILED, "The Authorization header is not Basic base64. (AUTHENTICATION_FAILED)") from None
        return name, password
    return query.get("user", ""), query.get("password", "")


def authenticate(users: tuple[User, ...], name: str, password: str) -> User:
    """The user of that name and password. Raises RefusedError, with the same words whether the name or the password is wrong."""
    for user in users:
        if compare_digest(user.name.encode(), name.encode()) and compare_digest(user.password.encode(), password.encode()):
            return user
    raise RefusedError(AUTHENTICATION_FAILED, f"{name}: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)")
