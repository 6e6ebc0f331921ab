"""Request bodies as they were before the client compressed them."""

import zlib

import lz4.frame
import zstandard

from infra.clickhouse_front.statement import RefusedError


def decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """The body behind a Content-Encoding. Raises RefusedError for an encoding not known, broken data and more than `limit` bytes.

    >>> decompress(zlib.compress(b"a"), "deflate", 10)
    b'a'
    """
    try:
        plain = _decompress(data, encoding.lower(), limit)
    except (OSError, EOFError, RuntimeError, zlib.error, zstandard.ZstdError) as error:
        raise RefusedError(354, f"The body is not {encoding}: {error}. (ZLIB_INFLATE_FAILED)") from None
    if len(plain) > limit:
        raise RefusedError(307, f"The body is larger than {limit} bytes. (TOO_MANY_BYTES)")
    return plain


def _decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """At most a little over the limit, whatever the data claims."""
    if encoding in ("", "identity"):
        return data
    if encoding in ("gzip", "deflate"):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, limit + 1)
    if encoding == "zstd":
        with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as reader:
            return reader.read(limit + 1)
    if encoding == "lz4":
        return bytes(lz4.frame.LZ4FrameDecompressor().decompress(data, limit + 1))
    raise RefusedError(48, f"Content-Encoding {encoding} is not supported: use gzip, deflate, zstd or lz4. (NOT_IMPLEMENTED)")
