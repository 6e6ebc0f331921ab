"""From the bytes of a body to what they say."""

import json
from typing import Any, Final

import msgspec

from producers.collector.foreign import word
from producers.collector.refusal import ShapeError

WHAT_TO_SEND: Final = (
    'send one event {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}, several {"events": [...]}, '
    'a GA4 Measurement Protocol body {"client_id": ..., "events": [{"name": ..., "params": ...}]}, '
    'or Segment calls {"batch": [{"type": "track", ...}]}; see docs/collector.md'
)
_BOM: Final = b"\xef\xbb\xbf"  # what some Windows libraries begin with


def decoded(body: bytes) -> Any:
    """The JSON document of a body. Raises ShapeError.

    >>> decoded(b'{"page": "/skirts"}')
    {'page': '/skirts'}
    """
    body = body.removeprefix(_BOM)
    if not body.strip():
        raise ShapeError(f"the body is empty: {WHAT_TO_SEND}")
    try:
        return _decoded(body)
    except (ValueError, RecursionError) as error:  # msgspec's and json's errors are ValueErrors
        raise ShapeError(f"the body is not JSON ({error}): {WHAT_TO_SEND}") from None


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return msgspec.json.decode(_whole_letters(body))


def _whole_letters(body: bytes) -> bytes:
    """JSON whose cut letters are U+FFFD: JavaScript's title.slice(0, 80) can halve an emoji, and that must not cost the whole batch."""
    text = json.dumps(json.loads(body.decode()), ensure_ascii=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def write_key(document: Any) -> str:
    """Takes the write key out of a document, where Segment's libraries put it: a secret that must not stay with refused events.

    >>> document = {"writeKey": "sk_1", "batch": []}
    >>> write_key(document), document
    ('sk_1', {'batch': []})
    """
    return word(document.pop("writeKey", None)) if isinstance(document, dict) else ""
