"""ClickHouse in one process: the chDB engine behind ClickHouse's own HTTP interface, for machines without a server.

    python -m infra.clickhouse_front        (settings: state, clickhouse_port, writer_*, reader_*)

What it promises to a client of the HTTP interface: two users (a writer, a read-only reader), server-side parameters,
settings by URL for one query, Native and text inserts of which each lands whole or not at all, exception codes.
What it has not: sessions, roles, TLS, query cancelling. Where these matter, set STOREPULSE_CLICKHOUSE to a server.
"""
