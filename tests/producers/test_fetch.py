"""Where a dataset's file comes from: this machine, else its publisher, and only if it is the right one."""

import gzip
import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from producers.replay.datasets import DATASETS, Dataset, DatasetError, dataset
from producers.replay.fetch import find, locate
from tests.stack import free_ports

CONTENT = b"a;b\r\n1;2\r\n"


def wanted(url: str = "") -> Dataset:
    """A dataset whose file is CONTENT."""
    return dataset("eshop2008")._replace(name="small", url=url, sha256=hashlib.sha256(CONTENT).hexdigest())


def archive(**files: bytes) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, content in files.items():
            opened.writestr(name.replace("_", "."), content)
    return made.getvalue()


class Publisher(ThreadingHTTPServer):
    """Sends `body` to whoever asks, and counts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Sends)
        self.body, self.asked = b"", 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/small.zip"


class _Sends(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file in the folder of the dataset."""
    path = folder / "small" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "content"), [("any name.csv", CONTENT), ("x.csv.gz", gzip.compress(CONTENT, mtime=0))])
def test_a_file_on_this_machine_is_taken_as_it_is(tmp_path: Path, name: str, content: bytes) -> None:
    path = put(tmp_path, name, content)
    assert locate(wanted(), [tmp_path], tmp_path / "cache") == path


def test_a_file_with_another_hash_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", CONTENT + b"3;4\r\n")
    right = put(tmp_path, "b.csv", CONTENT)
    assert find(wanted(), [tmp_path], tmp_path / "cache") == right
    right.unlink()
    assert find(wanted(), [tmp_path], tmp_path / "cache") is None


@pytest.mark.parametrize("body", [archive(e_csv=CONTENT, readme_txt=b"hello"), archive(inner_zip=archive(e_csv=CONTENT))])
def test_a_file_not_here_is_downloaded_once_and_kept(tmp_path: Path, publisher: Publisher, body: bytes) -> None:
    publisher.body = body
    for _ in range(2):
        path = locate(wanted(publisher.url), [tmp_path], tmp_path / "cache")
        assert path.read_bytes() == CONTENT
    assert publisher.asked == 1
    assert list((tmp_path / "cache").iterdir()) == [path]


@pytest.mark.parametrize("body", [archive(e_csv=b"something else"), b"<html>sorry</html>"])
def test_a_download_that_is_something_else_is_refused_and_not_kept(tmp_path: Path, publisher: Publisher, body: bytes) -> None:
    publisher.body = body
    with pytest.raises(DatasetError, match=r"holds no file with the hash of small; fetch it from https://archive.*by hand$"):
        locate(wanted(publisher.url), [tmp_path], tmp_path / "cache")
    publisher.body = archive(e_csv=CONTENT)
    assert locate(wanted(publisher.url), [tmp_path], tmp_path / "cache").read_bytes() == CONTENT


def test_without_a_network_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    (nobody,) = free_ports(1)
    with pytest.raises(DatasetError) as refused:
        locate(wanted(f"http://127.0.0.1:{nobody}/small.zip"), [tmp_path], tmp_path / "cache")
    assert str(refused.value) == (
        "small is not on this machine and could not be downloaded (ConnectionError). "
        "Fetch it from https://archive.ics.uci.edu/dataset/553 and put the CSV into a folder small/ below STOREPULSE_DATA"
    )


def test_an_unknown_dataset_is_answered_with_those_there_are() -> None:
    known = ", ".join(known.name for known in DATASETS)
    with pytest.raises(DatasetError, match=rf"^there is no dataset 'eshop'; there are: {known}, and simulator, which is synthetic$"):
        dataset("eshop")
    assert known.startswith("eshop2008, online_retail")
