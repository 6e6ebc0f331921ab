"""Settings from an environment: typed, bounded, and explained when they are wrong."""

import msgspec
import pytest

from contracts.settings import PREFIX, Settings, SettingsError, is_loopback, load, table

PUBLIC = "0.0.0.0"  # noqa: S104  nothing listens there


def test_nothing_set_gives_the_defaults_and_other_variables_are_not_ours() -> None:
    assert load({}) == load({"PATH": "/bin", "PYTHONHASHSEED": "0"}) == Settings()


def test_values_are_typed() -> None:
    settings = load({"STOREPULSE_PARTITIONS": "8", "STOREPULSE_FLUSH_SECONDS": "0.5", "STOREPULSE_LOG_LEVEL": "debug"})
    assert (settings.partitions, settings.flush_seconds, settings.log_level) == (8, 0.5, "debug")


@pytest.mark.parametrize(
    ("variable", "value", "takes"),
    [
        ("STOREPULSE_PARTITIONS", "0", "1 to 1024"),
        ("STOREPULSE_PARTITIONS", "1025", "1 to 1024"),
        ("STOREPULSE_PARTITIONS", "many", "1 to 1024"),
        ("STOREPULSE_KAFKA_PORT", "65536", "1 to 65535"),
        ("STOREPULSE_FLUSH_SECONDS", "0", "0.05 to 60"),
        ("STOREPULSE_LOG_LEVEL", "loud", "debug | info | warning | error"),
        ("STOREPULSE_DATABASE", "a; DROP TABLE clicks", "str"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_what_it_takes(variable: str, value: str, takes: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load({variable: value})
    assert str(refused.value).startswith(f"{variable}={value!r}: ")
    assert str(refused.value).endswith(f"({takes})")


def test_bounds_themselves_are_allowed() -> None:
    for row in table():
        for bound in row.bounds.split(" to ") if " to " in row.bounds else row.bounds.split(" | ") if row.bounds else ():
            assert str(getattr(load({row.variable: bound}), row.name)) in (bound, f"{bound}.0")


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"^STOREPULSE_PARTITION is not a setting; did you mean STOREPULSE_PARTITIONS\?$"):
        load({"STOREPULSE_PARTITION": "8"})
    with pytest.raises(SettingsError, match=r"see docs/settings.md"):
        load({"STOREPULSE_ZZZZ": "8"})


@pytest.mark.parametrize("row", [row for row in table() if row.secret], ids=lambda row: row.name)
def test_a_secret_is_not_echoed(row: object) -> None:
    for wrong in ({row.variable + "X": "hunter2"}, {row.variable: "hunter2", "STOREPULSE_PARTITIONS": "0"}):
        with pytest.raises(SettingsError) as refused:
            load(wrong)
        assert "hunter2" not in str(refused.value)


def test_a_secret_takes_any_text_so_that_no_error_quotes_it() -> None:
    assert {row.type for row in table() if row.secret} == {"str"}
    assert not [row.name for row in table() if row.secret and row.bounds]


def test_a_public_address_needs_a_token() -> None:
    with pytest.raises(SettingsError, match="STOREPULSE_PAGE_TOKEN"):
        load({"STOREPULSE_HOST": PUBLIC})
    assert load({"STOREPULSE_HOST": PUBLIC, "STOREPULSE_PAGE_TOKEN": "hunter2"}).host == PUBLIC


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [PUBLIC, "::", "192.168.1.1", "example.org", ""])
def test_everything_else_may_be_reached_from_outside(host: str) -> None:
    assert not is_loopback(host)


def test_the_table_explains_every_setting() -> None:
    rows = list(table())
    assert [row.name for row in rows] == list(Settings.__struct_fields__)
    assert all(row.variable == PREFIX + row.name.upper() and row.help for row in rows)
    assert msgspec.convert({row.name: row.default for row in rows}, Settings) == Settings()


def test_addresses_are_external_ones_where_given() -> None:
    assert (Settings().bootstrap, Settings().clickhouse_url) == ("127.0.0.1:19092", "http://127.0.0.1:18123")
    external = Settings(kafka="k1:9092,k2:9092", clickhouse="https://ch:8443")
    assert (external.bootstrap, external.clickhouse_url) == ("k1:9092,k2:9092", "https://ch:8443")
