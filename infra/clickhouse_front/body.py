"""Request bodies as they were before the client compressed them."""

import zlib
from collections.abc import Callable
from typing import Any, Final

import lz4.frame
import zstandard

from infra.clickhouse_front.statement import RefusedError

# Each makes an object with decompress(), eof and unused_data: a client compresses block by block, so a body is many frames.
_FRAMES: Final[dict[str, Callable[[], Any]]] = {
    "gzip": lambda: zlib.decompressobj(wbits=zlib.MAX_WBITS | 16),
    "deflate": zlib.decompressobj,
    "zstd": lambda: zstandard.ZstdDecompressor().decompressobj(),
    "lz4": lz4.frame.LZ4FrameDecompressor,
}


def decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """The body behind a Content-Encoding.

    Raises RefusedError for an encoding not known, a body that is broken or cut short, and more than `limit` bytes.

    >>> decompress(zlib.compress(b"a") + zlib.compress(b"b"), "deflate", 10)
    b'ab'
    """
    if encoding in ("", "identity"):
        _within(data, limit)
        return data
    if encoding not in _FRAMES:
        raise RefusedError(48, f"Content-Encoding {encoding} is not supported: use {', '.join(_FRAMES)}. (NOT_IMPLEMENTED)")
    plain = bytearray()
    while data:
        frame = _FRAMES[encoding]()
        try:
            plain += frame.decompress(data)
        except (RuntimeError, zlib.error, zstandard.ZstdError) as error:
            raise RefusedError(354, f"The body is not {encoding}: {error}. (CANNOT_DECOMPRESS)") from None
        if not frame.eof:
            raise RefusedError(354, f"The body is cut short, or not {encoding}. (CANNOT_DECOMPRESS)")
        _within(plain, limit)
        data = frame.unused_data
    return bytes(plain)


def _within(plain: bytes | bytearray, limit: int) -> None:
    if len(plain) > limit:
        raise RefusedError(307, f"The body is larger than {limit} bytes. (TOO_MANY_BYTES)")
