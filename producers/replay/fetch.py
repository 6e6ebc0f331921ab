"""A dataset's file: found on this machine, else downloaded once, always verified by its hash."""

import gzip
import hashlib
import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pooch

from producers.replay.datasets import Dataset, DatasetError
from producers.replay.sheet import SheetError, as_csv


def locate(dataset: Dataset, folders: list[Path], cache: Path, progress: Any = None) -> Path:
    """The path of a verified file: found on this machine, else downloaded into the cache.

    progress: an object with total, update, reset and close, as pooch wants it. Raises DatasetError.
    """
    return find(dataset, folders, cache) or _keep(_download(dataset, progress), _kept(dataset, cache))


def find(dataset: Dataset, folders: list[Path], cache: Path) -> Path | None:
    """The path of a verified file in the cache or in FOLDER/NAME/ of a folder, if there is one."""
    candidates = [_kept(dataset, cache), *_candidates(dataset, folders)]
    return next((path for path in candidates if path.exists() and _digest(_unpacked(path)) == dataset.sha256), None)


def _kept(dataset: Dataset, cache: Path) -> Path:
    return cache / f"{dataset.name}.csv"


def _keep(content: bytes, path: Path) -> Path:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    return partial.replace(path)


def _candidates(dataset: Dataset, folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        for pattern in ("*.csv", "*.csv.gz", "*.txt"):
            yield from sorted((folder / (dataset.folder or dataset.name)).glob(pattern))


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _download(dataset: Dataset, progress: Any) -> bytes:
    pooch.get_logger().setLevel(logging.WARNING)
    try:
        # The archive's own hash may change when its publisher packs it again; the file within is what is verified and kept.
        with TemporaryDirectory() as folder:
            archive = Path(pooch.retrieve(dataset.url, None, "archive", folder, progressbar=progress or False)).read_bytes()
    except Exception as error:  # pooch lets through whatever its transport raises
        raise DatasetError(
            f"{dataset.name} is not on this machine and could not be downloaded ({type(error).__name__}). "
            f"Fetch it from {dataset.page} and put the CSV into a folder {dataset.name}/ below STOREPULSE_DATA"
        ) from error
    try:
        found = next((content for content in _members(archive) if _digest(content) == dataset.sha256), None)
    except (zipfile.BadZipFile, SheetError):  # a page that says sorry, say
        found = None
    if found is None:
        raise DatasetError(f"what {dataset.url} sent holds no file with the hash of {dataset.name}; fetch it from {dataset.page} by hand")
    return found


def _members(archive: bytes) -> Iterator[bytes]:
    """Every file of a zip archive, those of archives within it included; a workbook also as CSV."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            if name.endswith(".zip"):
                yield from _members(content)
            else:
                yield content
            if name.endswith(".xlsx"):
                yield as_csv(content)
