"""What a statement is, told from its tokens: where inline data begins, and what a server would refuse but the engine would not."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"""(?P<skip>\s+|--[^\n]*|//[^\n]*|\#[ !][^\n]*|/\*.*?\*/)
    |(?P<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)
    |(?P<word>\w+)|(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
# Reading statements by their first word. `readonly` alone is not enough: the engine would let KILL and INTO OUTFILE through.
_QUOTES: Final = (b"'", b'"', b"`")
READING: Final = frozenset({b"SELECT", b"WITH", b"SHOW", b"DESCRIBE", b"DESC", b"EXPLAIN", b"EXISTS", b"("})
_NOT_DATA: Final = frozenset({b"SELECT", b"WITH", b"VALUES", b"FROM", b"WATCH"})


class RefusedError(ValueError):
    """A statement this interface does not run; code is ClickHouse's own for it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"Code: {code}. DB::Exception: {message}")
        self.code = code


class Token(NamedTuple):
    """A word (upper case), sign or quoted text with the place where it ends and its depth in parentheses."""

    text: bytes
    end: int
    depth: int


class Insert(NamedTuple):
    """An INSERT whose rows come as data: the statement up to FORMAT, the format, and where data begins behind it."""

    head: str
    format: str
    data_at: int


def tokens(sql: bytes) -> Iterator[Token]:
    """Tokens of a statement, without comments and white space.

    >>> [token.text for token in tokens(b"select 'a;b' -- c")]
    [b'SELECT', b"'a;b'"]
    """
    depth = 0
    for match in _TOKEN.finditer(sql):
        if match["skip"]:
            continue
        text = match[0] if match["quoted"] else match[0].upper()
        depth -= text == b")"
        yield Token(text, match.end(), depth)
        depth += text == b"("


def insert(sql: bytes) -> Insert | None:
    """The parts of an INSERT with data, or None for every other statement.

    >>> insert(b"INSERT INTO t (a) FORMAT CSV 1")
    Insert(head='INSERT INTO t (a)', format='CSV', data_at=29)
    """
    stream = tokens(sql)
    if next(stream, Token(b"", 0, 0)).text != b"INSERT":
        return None
    last = 0
    for token in stream:
        if token.depth == 0 and token.text in _NOT_DATA:
            return None
        if token.depth == 0 and token.text == b"FORMAT":
            name = next(stream, None)
            if name is None or not name.text.isalnum():
                return None
            start = name.end - len(name.text)
            return Insert(sql[:last].decode(), sql[start : name.end].decode(), _data_start(sql, name.end))
        last = token.end
    return None


def check(sql: bytes, *, reading_only: bool) -> None:
    """Raises RefusedError for what a ClickHouse server refuses by HTTP and the embedded engine would run."""
    words = [token.text for token in tokens(sql)]
    if not words:
        raise RefusedError(62, "Empty query. (SYNTAX_ERROR)")
    if _reads_otherwise(sql, words):
        raise RefusedError(62, "Write $ and what is beyond ASCII within quotes, and no comment within a comment. (SYNTAX_ERROR)")
    if reading_only and words[0] not in READING:
        raise RefusedError(164, f"This user may only read, not {words[0].decode(errors='replace')}. (READONLY)")
    if words[0] in (b"SET", b"USE"):
        raise RefusedError(48, "There are no sessions here: send settings and database as URL parameters. (NOT_IMPLEMENTED)")
    if b";" in words[:-1]:
        raise RefusedError(62, "Multi-statements are not allowed. (SYNTAX_ERROR)")
    for first, second in pairwise(words):
        if first == b"INTO" and second == b"OUTFILE":
            raise RefusedError(168, "INTO OUTFILE is not allowed. (INTO_OUTFILE_NOT_ALLOWED)")
        if first == b"FROM" and second == b"INFILE":
            raise RefusedError(78, "FROM INFILE is not allowed. (UNKNOWN_TYPE_OF_QUERY)")
        if first.strip(b'`"').upper() == b"PYTHON" and second == b"(":
            raise RefusedError(46, "Unknown table function python. (UNKNOWN_FUNCTION)")


def _reads_otherwise(sql: bytes, words: list[bytes]) -> bool:
    """Whether the engine may see other tokens than we: it knows typographic quotes, wide spaces, here-documents, nested comments."""
    strange = any(word[:1] not in _QUOTES and (b"$" in word or not word.isascii()) for word in words)
    return strange or any(b"/*" in (match["skip"] or b"")[2:] for match in _TOKEN.finditer(sql) if match[0].startswith(b"/*"))


def _data_start(sql: bytes, end: int) -> int:
    """Behind FORMAT NAME, blanks and one line break belong to the statement; the rest is data, whatever it is."""
    match = re.compile(rb"[ \t\f]*\r?\n?").match(sql, end)
    return match.end() if match else end
