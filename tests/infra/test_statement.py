"""What the ClickHouse front takes for a statement, its format and its data."""

import pytest

from infra.clickhouse_front.statement import Insert, RefusedError, check, insert


@pytest.mark.parametrize(
    ("sql", "head", "format", "data"),
    [
        (b"INSERT INTO t FORMAT JSONEachRow\n{}", "INSERT INTO t", "JSONEachRow", b"{}"),
        (
            b"insert into t (a, b) settings x='FORMAT' format Native \r\n\n\x01",
            "insert into t (a, b) settings x='FORMAT'",
            "Native",
            b"\n\x01",
        ),
        (b"INSERT INTO `FORMAT`.t -- FORMAT CSV\n FORMAT TSV", "INSERT INTO `FORMAT`.t", "TSV", b""),
        (b"/* INSERT */ INSERT INTO t FORMAT CSV 1,2", "/* INSERT */ INSERT INTO t", "CSV", b"1,2"),
    ],
)
def test_insert_with_data(sql: bytes, head: str, format: str, data: bytes) -> None:
    found = insert(sql)
    assert found == Insert(head, format, len(sql) - len(data))


@pytest.mark.parametrize(
    "sql",
    [
        b"INSERT INTO t SELECT 1 FORMAT Null",
        b"INSERT INTO t VALUES ('FORMAT CSV')",
        b"SELECT 1 FORMAT CSV",
        b"INSERT INTO t WITH 1 AS a SELECT a",
        b"INSERT",
        b"",
    ],
)
def test_other_statements(sql: bytes) -> None:
    assert insert(sql) is None


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (b"", 62),
        (b"-- nothing", 62),
        (b"SELECT 1; SELECT 2", 62),
        (b"SELECT 1 INTO OUTFILE 'x'", 168),
        (b"SELECT 1 into /* */ outfile 'x'", 168),
        (b"INSERT INTO t FROM INFILE 'x' FORMAT CSV", 78),
        (b"SELECT * FROM python('x')", 46),
        (b"SELECT * FROM `python`(x)", 46),
        ("SELECT 1 INTO\u00a0OUTFILE 'x'".encode(), 62),
        ("SELECT 1 AS \u201c'\u201d INTO OUTFILE 'x' -- '".encode(), 62),
        (b"SELECT 1 AS a$b$ INTO OUTFILE 'x' -- $b$", 62),
        (b"SELECT 1 /* /* */ ' */ INTO OUTFILE 'x' -- '", 62),
        (b"SELECT 1 // '\n INTO OUTFILE 'x' -- '", 168),
        (b"SET max_threads = 1", 48),
        (b"USE other", 48),
    ],
)
def test_refused_for_everybody(sql: bytes, code: int) -> None:
    with pytest.raises(RefusedError) as refused:
        check(sql, reading_only=False)
    assert refused.value.code == code
    assert str(refused.value).startswith(f"Code: {code}. ")


@pytest.mark.parametrize(
    "sql", [b"INSERT INTO t VALUES (1)", b"KILL QUERY WHERE 1", b"DROP TABLE t", b"SYSTEM SHUTDOWN", b"CREATE TABLE t (a Int8)"]
)
def test_refused_for_the_reader(sql: bytes) -> None:
    check(sql, reading_only=False)
    with pytest.raises(RefusedError, match="READONLY"):
        check(sql, reading_only=True)


@pytest.mark.parametrize(
    "sql",
    [
        b"SELECT 1;",
        b"select 'a;b' -- ; c\n",
        b"WITH 1 AS a SELECT a",
        b"SHOW TABLES",
        "SELECT '→$' AS `é`".encode(),
        b"(SELECT 1) UNION ALL (SELECT 2)",
    ],
)
def test_allowed_for_the_reader(sql: bytes) -> None:
    check(sql, reading_only=True)
