"""The embedded ClickHouse through ClickHouse's own client: what the sink, the page and the bot rest on."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import clickhouse_connect
import httpx
import lz4.frame
import pytest
import zstandard
from clickhouse_connect.driver.exceptions import DatabaseError

from contracts.connections import clickhouse_client
from contracts.settings import Settings
from tests.conftest import ClickHouse

COLUMNS = ["a", "b", "at", "l"]


@pytest.fixture
def writer(clickhouse: ClickHouse) -> Iterator[Any]:
    """A writing client with an empty table `t`."""
    client = clickhouse.writer()
    client.command("DROP TABLE IF EXISTS t")
    client.command("CREATE TABLE t (a UInt64, b Nullable(String), at DateTime64(3, 'UTC'), l Array(UInt32)) ENGINE = MergeTree ORDER BY a")
    yield client
    client.close()


@pytest.fixture
def reader(clickhouse: ClickHouse) -> Iterator[Any]:
    client = clickhouse.reader()
    yield client
    client.close()


def lines(count: int) -> bytes:
    return b"".join(b'{"a":%d,"b":"%s","at":%.3f,"l":[1,2]}\n' % (n * 7919 % 1_000_003, b"x" * 50, 1.7e9 + n / 1000) for n in range(count))


def parts(client: Any, table: str) -> list[tuple[int, int]]:
    """(rows, level) of each part ever written, in order."""
    query = "SELECT rows, level FROM system.parts WHERE database = currentDatabase() AND table = {t:String} ORDER BY min_block_number"
    return [tuple(row) for row in client.query(query, parameters={"t": table}).result_rows]


@pytest.mark.parametrize("count", [1, 10_000, 200_000, 1_200_000])
def test_one_insert_is_one_part(writer: Any, count: int) -> None:
    told = writer.raw_insert("t", COLUMNS, lines(count), settings={"input_format_parallel_parsing": 0}, fmt="JSONEachRow")
    assert told.written_rows == count
    assert parts(writer, "t") == [(count, 0)]


def test_native_insert_and_typed_parameters(writer: Any, reader: Any) -> None:
    at = datetime(2008, 4, 1, 12, 30, 15, 123_000, tzinfo=UTC)
    writer.insert("t", [[1, None, at, [1, 2]], [2, "it's; \\ \n", at, []]], column_names=COLUMNS)
    query = """SELECT a, b, l FROM t WHERE at = {at:DateTime64(3, 'UTC')} AND (b = {b:Nullable(String)} OR b IS NULL)
        AND has({a:Array(UInt64)}, a) ORDER BY a"""
    rows = reader.query(query, parameters={"at": at, "b": "it's; \\ \n", "a": [1, 2]}).result_rows
    assert rows == [(1, None, [1, 2]), (2, "it's; \\ \n", [])]


def test_parameters_are_never_sql(writer: Any, reader: Any) -> None:
    evil = "x' OR 1=1; DROP TABLE t --"
    assert reader.query("SELECT {x:String}", parameters={"x": evil}).result_rows == [(evil,)]
    assert writer.command("EXISTS t") == 1


def test_a_view_with_parameters(writer: Any, reader: Any) -> None:
    writer.command("CREATE OR REPLACE VIEW v AS SELECT number FROM numbers(10) WHERE number >= {least:UInt64}")
    assert reader.query("SELECT count() FROM v(least={n:UInt64})", parameters={"n": 7}).result_rows == [(3,)]


def test_a_broken_row_inserts_nothing(writer: Any) -> None:
    with pytest.raises(DatabaseError, match=r"code: (27|32|117)"):
        writer.raw_insert("t", COLUMNS, lines(1000) + b'{"a":', fmt="JSONEachRow")
    assert parts(writer, "t") == []


def test_settings_hold_for_one_query(clickhouse: ClickHouse, writer: Any) -> None:
    query = "SELECT getSetting('max_block_size')"
    ordinary = writer.query(query).result_rows
    assert writer.query(query, settings={"max_block_size": 77}).result_rows == [(77,)] != ordinary
    assert writer.query(query).result_rows == ordinary
    auth = (clickhouse.settings.writer_user, clickhouse.settings.writer_password)
    unknown = httpx.post(clickhouse.settings.clickhouse_url, params={"no_such_setting": "1"}, content="SELECT 1", auth=auth)
    assert unknown.headers["X-ClickHouse-Exception-Code"] == "115"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t (a) VALUES (1)",
        "CREATE TABLE u (a UInt8) ENGINE = Memory",
        "SELECT * FROM file('/etc/passwd', 'LineAsString')",
        "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
        "SELECT 1 SETTINGS readonly = 0",
        "KILL QUERY WHERE 1",
        "SELECT 1 INTO OUTFILE 'stolen'",
    ],
)
def test_the_reader_only_reads(writer: Any, reader: Any, sql: str) -> None:
    with pytest.raises(DatabaseError, match=r"code: (164|168)"):
        reader.command(sql)
    assert parts(writer, "t") == []


def test_the_reader_is_limited(reader: Any) -> None:
    with pytest.raises(DatabaseError, match="code: 396"):
        reader.query("SELECT number FROM numbers(5000000)")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELEC 1", 62),
        ("SELECT * FROM nowhere.t", 81),
        ("SELECT * FROM nothing", 60),
        ("SELECT {x:UInt8}", 456),
        ("SELECT 1; SELECT 2", 62),
    ],
)
def test_errors_carry_their_code(writer: Any, sql: str, code: int) -> None:
    with pytest.raises(DatabaseError, match=f"code: {code}"):
        writer.command(sql)


def test_wrong_credentials(clickhouse: ClickHouse) -> None:
    settings = clickhouse.settings
    with pytest.raises(DatabaseError, match="code: 516"):
        clickhouse_connect.get_client(**clickhouse_client(settings, settings.writer_user, settings.reader_password))
    url = settings.clickhouse_url
    assert httpx.post(url, content="SELECT 1").status_code == 401
    assert httpx.post(url, content="SELECT 1", headers={"Authorization": "Basic !"}).status_code == 401
    assert httpx.get(f"{url}/ping").text == "Ok.\n"


def test_each_way_to_say_who_asks(clickhouse: ClickHouse) -> None:
    settings = clickhouse.settings
    user, password = settings.reader_user, settings.reader_password
    url = settings.clickhouse_url
    assert httpx.post(url, content="SELECT 1", auth=(user, password)).text == "1\n"
    assert httpx.post(url, content="SELECT 1", headers={"X-ClickHouse-User": user, "X-ClickHouse-Key": password}).text == "1\n"
    assert httpx.get(url, params={"query": "SELECT 1", "user": user, "password": password}).text == "1\n"


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("zstd", zstandard.compress), ("lz4", lz4.frame.compress)],
)
def test_compressed_bodies(clickhouse: ClickHouse, writer: Any, encoding: str, compress: Any) -> None:
    params = {"query": "INSERT INTO t (a, b, at, l) FORMAT JSONEachRow", "database": clickhouse.settings.database}
    auth = (clickhouse.settings.writer_user, clickhouse.settings.writer_password)
    headers = {"Content-Encoding": encoding}
    response = httpx.post(clickhouse.settings.clickhouse_url, params=params, content=compress(lines(100)), headers=headers, auth=auth)
    assert json.loads(response.headers["X-ClickHouse-Summary"]) == {"written_rows": "100"}
    for broken in (b"no", compress(lines(100))[:-3]):
        refused = httpx.post(clickhouse.settings.clickhouse_url, params=params, content=broken, headers=headers, auth=auth)
        assert refused.headers["X-ClickHouse-Exception-Code"] == "354"
    assert parts(writer, "t") == [(100, 0)]


@pytest.mark.parametrize("compression", ["lz4", "zstd", "gzip"])
def test_inserts_compressed_by_the_client(writer: Any, compression: str) -> None:
    rows = [[number, "x", datetime(2020, 1, 1, tzinfo=UTC), [number]] for number in range(200_000)]
    context = writer.create_insert_context("t", COLUMNS)
    context.compression, context.data = compression, rows
    writer.insert(context=context)
    assert parts(writer, "t") == [(200_000, 0)]


def test_many_at_once(writer: Any, reader: Any) -> None:
    with ThreadPoolExecutor(8) as pool:
        inserts = [pool.submit(writer.raw_insert, "t", COLUMNS, lines(500), None, "JSONEachRow") for _ in range(16)]
        counts = [pool.submit(lambda: reader.query("SELECT count() FROM t").result_rows[0][0]) for _ in range(16)]
        assert all(future.result().written_rows == 500 for future in inserts)
        assert all(future.result() % 500 == 0 for future in counts)
    assert writer.query("SELECT count() FROM t").result_rows == [(8_000,)]


def ask(settings: Settings, query: str, **options: Any) -> httpx.Response:
    """The reader's query, as a client would send it that sets what it likes."""
    where = {"database": settings.database, "default_format": "Native", **options}
    by = (settings.reader_user, settings.reader_password)
    return httpx.post(settings.clickhouse_url, params=where, content=query, auth=by, timeout=60)


@pytest.mark.parametrize(("asked", "given"), [("7", 7), ("30", 30), ("31", 30), ("0", 30), ("-1", 30), ("1e9", 30)])
def test_a_reader_may_ask_for_less_time_never_for_more(clickhouse: ClickHouse, asked: str, given: int) -> None:
    query = "SELECT value FROM system.settings WHERE name = 'max_execution_time' FORMAT TSV"
    assert ask(clickhouse.settings, query, max_execution_time=asked).text == f"{given}\n"


# Values of the types that clients meet; clickhouse-go 2.50, the driver of Grafana's plugin, read them so when this was built.
TYPES = """SELECT 1 AS n, 'x' AS s, toLowCardinality('a') AS l, CAST('b' AS LowCardinality(Nullable(String))) AS ln,
    CAST(NULL AS Nullable(Float64)) AS p, [[1, 2], []]::Array(Array(Float64)) AS a, map('k, (', 1) AS m,
    tuple(1, 'b')::Tuple(i UInt8, j String) AS t, toDate('2020-01-01') AS d, toDateTime64('2020-01-01 00:00:00', 3, 'UTC') AS at,
    true AS b, toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0') AS u, toDecimal64(1.5, 3) AS dec, CAST('a, (' AS Enum8('a, (' = 1)) AS e,
    toFixedString('ab', 4) AS f, emptyArrayString() AS none, [toLowCardinality('z')] AS al, NULL AS nothing FROM numbers({rows:UInt32})"""
COLUMN_COUNT = 18
INFO = b"\x01\x00\x02\xff\xff\xff\xff\x00"


@pytest.mark.parametrize("rows", [1, 3, 100_000])
def test_native_for_a_client_that_names_its_protocol(clickhouse: ClickHouse, rows: int) -> None:
    settings = clickhouse.settings
    plain = ask(settings, TYPES, param_rows=rows).content
    revised = ask(settings, TYPES, param_rows=rows, client_protocol_version=54460).content
    blocks = revised.count(INFO + bytes([COLUMN_COUNT]))
    assert blocks == 1 + rows // 65_536
    assert len(revised) == len(plain) + blocks * (len(INFO) + COLUMN_COUNT)
    assert ask(settings, TYPES, param_rows=rows, client_protocol_version=54405).content == plain


def test_native_of_nothing_and_of_what_it_cannot_send(clickhouse: ClickHouse) -> None:
    assert ask(clickhouse.settings, "SELECT 1 AS a, 'x' AS b", client_protocol_version=54460).content == (
        INFO + b"\x02\x01" + b"\x01a\x05UInt8\x00\x01" + b"\x01b\x06String\x00\x01x"
    )
    assert ask(clickhouse.settings, "SELECT 1 WHERE 0", client_protocol_version=54460).status_code == 200
    refused = ask(clickhouse.settings, "SELECT sumState(1)", client_protocol_version=54460)
    assert (refused.status_code, refused.headers["X-ClickHouse-Exception-Code"]) == (501, "48")
