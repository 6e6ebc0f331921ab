"""Values as other vendors' libraries send them: numbers as text, text as numbers, whole addresses."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from producers.collector.refusal import EventError

_LONGEST: Final = 256  # of a name in contracts.events


def text(said: Any, longest: int | None = _LONGEST) -> str | None:
    """Text, or a number as text; None where there is nothing. Raises EventError for anything else.

    >>> text(507), text(""), text("skirts")
    ('507', None, 'skirts')
    """
    if said is None or said == "":
        return None
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise EventError("wrong_type", f"expected text, got {said!r:.60}")
    return str(said)[:longest]


def word(said: Any) -> str:
    """Text, or nothing where it is none: a JSON array cannot be looked up."""
    return said if isinstance(said, str) else ""


def table(said: Any, name: str) -> Mapping[str, Any]:
    """A JSON object, empty where there is none. Raises EventError."""
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise EventError("wrong_type", f"{name} must be an object, got {said!r:.60}")
    return said


def listed(said: Any, name: str) -> list[Any]:
    """A JSON array, empty where there is none. Raises EventError."""
    if said is None:
        return []
    if not isinstance(said, list):
        raise EventError("wrong_type", f"{name} must be a list, got {said!r:.60}")
    return said


def path(address: Any) -> str | None:
    """The path of a page's address; its query may hold what is nobody's business.

    >>> path("https://shop.example/skirts/1?email=a@b.c")
    '/skirts/1'
    """
    said = text(address, 4096)
    if said is None:
        return None
    bare = said.partition("?")[0].partition("#")[0]
    found = _split(bare)[1] if "://" in bare and not bare.startswith("/") else bare
    return found[:_LONGEST] or "/"


def host(address: Any) -> str | None:
    """The host of a referrer's address, or the host itself.

    >>> host("https://www.google.com/search?q=skirt"), host("news.example")
    ('www.google.com', 'news.example')
    """
    said = text(address, 4096)
    return None if said is None else _split(said if "//" in said else f"//{said}")[0]


def campaign(address: Any) -> tuple[str | None, str | None]:
    """The utm source and medium of a page's address.

    >>> campaign("https://shop.example/skirts?utm_source=news&utm_medium=email")
    ('news', 'email')
    """
    tags = dict(parse_qsl((text(address, 4096) or "").partition("?")[2].partition("#")[0]))
    return tags.get("utm_source"), tags.get("utm_medium")


def fitted(name: str, longest: int = 128) -> str:
    """A name that is too long by how it begins and its hash: two of them stay two.

    >>> fitted("purchase.o1"), len(fitted("o" * 200))
    ('purchase.o1', 128)
    """
    if len(name) <= longest:
        return name
    return f"{name[: longest - 33]}.{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _split(address: str) -> tuple[str | None, str]:
    try:
        parts = urlsplit(address)
        return parts.hostname, parts.path
    except ValueError:
        raise EventError("invalid_value", f"{address!r:.60} is no web address") from None


def present(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not said, be it by an empty text."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}
