"""The environment of the rivals: quixstreams wants another confluent-kafka than the worker has, so they live apart."""

import subprocess
import sys

from infra import bootstrap
from infra.configuration import ROOT

FOLDER = ROOT / ".venv-bench"
LOCK = ROOT / "requirements" / "bench.lock"
PYTHON = FOLDER / "bin" / "python"


def environment() -> str:
    """Its interpreter; the environment is made where it is missing or its lock has changed."""
    stamp, digest = FOLDER / ".packages", bootstrap.digest(LOCK)
    if not PYTHON.exists() or not stamp.exists() or stamp.read_text() != digest:
        _uv("venv", "--quiet", "--allow-existing", "--python", sys.executable, str(FOLDER))
        _uv("pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(LOCK))
        stamp.write_text(digest)
    return str(PYTHON)


def version(package: str) -> str:
    """A package's version there."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.check_output([PYTHON, "-c", code], text=True).strip()


def _uv(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments], env=bootstrap.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise RuntimeError(f"the rivals' environment could not be made ({last}): check the network, then run make bench again")
