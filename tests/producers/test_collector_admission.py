"""Who may send, from where, how much: keys, origins, rates, packed bodies, ticks."""

import gzip
import stat
import zlib
from pathlib import Path

import pytest

from contracts.settings import Settings, SettingsError
from producers.collector import build, keys
from producers.collector.devices import device
from producers.collector.http import RequestError, unpack
from producers.collector.limits import SAVED, Buckets
from producers.collector.origins import Origins
from producers.collector.ticking import EVERY, Ticks


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_shown_once_and_kept_as_a_hash_for_the_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "state" / keys.FILE
    browser, server = keys.add(file, "live", server=False), keys.add(file, "erp", server=True)
    assert browser not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    known = keys.WriteKeys(file, {})
    assert [(kept.source, kept.browser) for key in (browser, server) if (kept := known.find(key))] == [("live", True), ("erp", False)]
    assert known.find(browser + "x") is known.find("") is None


def test_keys_made_and_removed_while_it_runs_count_within_a_second(tmp_path: Path) -> None:
    file, clock = tmp_path / keys.FILE, Clock()
    known = keys.WriteKeys(file, {}, clock)
    key = keys.add(file, "live", server=False)
    clock.now += 1
    assert known.find(key)
    assert known.sources() == {"live"}
    assert keys.remove(file, key[:3]) == 0  # every key begins so
    assert keys.remove(file, key[:8]) == 1
    clock.now += 1
    assert known.find(key) is None


def test_keys_of_the_setting() -> None:
    given = keys.given(" live:pk_0123456789abcdef , erp:sk_0123456789abcdef")
    assert given[keys.digest("sk_0123456789abcdef")].source == "erp"
    assert keys.given("") == {}


@pytest.mark.parametrize("text", ["live", "live:", "live:abc", "live:pk_short", "Live Shop:pk_0123456789abcdef"])
def test_a_setting_that_names_no_key_is_refused(text: str) -> None:
    with pytest.raises(keys.KeysError):
        keys.given(text)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / keys.FILE
    file.write_text("{")
    with pytest.raises(keys.KeysError, match=r"collector-keys\.json cannot be read"):
        keys.read(file)


def test_a_bucket_fills_with_time_and_debt_is_paid_off() -> None:
    clock = Clock()
    buckets = Buckets(10, clock)
    buckets.take("a", 10 * SAVED)
    assert buckets.wait("a") == 0
    buckets.take("a", 30)
    assert (buckets.wait("a"), buckets.wait("b")) == (3, 0)
    clock.now += 3
    assert buckets.wait("a") == 0
    clock.now += 1000
    buckets.take("a", 10 * SAVED + 10)
    assert buckets.wait("a") == 1


@pytest.mark.parametrize(
    ("listed", "origin", "allowed"),
    [
        ("https://shop.example, https://www.shop.example/", "https://www.shop.example", True),
        ("https://shop.example", "http://shop.example", False),
        ("https://shop.example", "https://shop.example.evil.example", False),
        ("https://shop.example", "null", False),
        ("*", "https://anyone.example", True),
        ("", "http://127.0.0.1:8000", True),
        ("", "http://localhost", True),
        ("", "https://shop.example", False),
        ("", "null", False),
        ("", "http://[", False),
    ],
)
def test_which_pages_may_send(listed: str, origin: str, allowed: bool) -> None:
    assert Origins(listed).allows(origin) is allowed


@pytest.mark.parametrize("listed", ["shop.example", "https://shop.example/path", "ftp://shop.example"])
def test_an_origin_that_is_none_is_refused_at_the_start(listed: str) -> None:
    with pytest.raises(SettingsError, match="is no origin"):
        Origins(listed)


def test_a_packed_body_is_unpacked_up_to_a_bound() -> None:
    assert unpack(gzip.compress(b"x" * 100), "gzip", 100) == b"x" * 100
    assert unpack(gzip.compress(b"x" * 101), "gzip", 100) is None
    assert unpack(gzip.compress(bytes(20_000_000)), "gzip", 1000) is None
    with pytest.raises(RequestError, match="no gzip"):
        unpack(b"{}", "gzip", 100)
    with pytest.raises(RequestError, match="cut off"):
        unpack(gzip.compress(b"x" * 100)[:-4], "gzip", 100)
    with pytest.raises(RequestError, match="send gzip"):
        unpack(zlib.compress(b"{}"), "deflate", 100)


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", "desktop"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36", "mobile"),
        ("Mozilla/5.0 (Linux; Android 15; SM-X710) Chrome/140.0 Safari/537.36", "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Mobile/15E148", "tablet"),
        ("", None),
    ],
)
def test_what_a_browser_runs_on(agent: str, kind: str | None) -> None:
    assert device(agent) == kind


def test_a_source_is_ticked_until_its_last_session_must_have_closed() -> None:
    settings = Settings(session_gap=60, allowed_lateness=10)
    ticks, enough = Ticks(settings, 0.0), 60 + 10 + 2 * EVERY
    assert ticks.live({"live"}, enough - 1) == ["live"]  # after a restart: sessions may be open
    assert ticks.live({"live"}, enough) == []
    ticks.saw("live", enough)
    assert ticks.live({"live"}, enough + 1) == ["live"]


def test_the_served_script_is_made_of_the_written_one_and_light() -> None:
    assert build.SERVED.read_text("utf-8") == build.built(), "run `python -m producers.collector.build`"
    assert len(build.SERVED.read_bytes()) < 3072
