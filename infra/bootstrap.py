"""Makes the environment that everything else runs in: .venv, its locked packages, and Storepulse itself.

    python3 infra/bootstrap.py

Runs before anything is installed, on whatever python3 there is, so it uses the standard library alone, and a language so
old that an old Python can say what it lacks. What is up to date is skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV_LOCK = ROOT / "requirements" / "bootstrap.lock"
LOCK = ROOT / "requirements" / "main.lock"
OLDEST, NEWEST = 11, 13
# What pip was told about where packages come from, and the names uv has for it: uv does not read pip's configuration.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


class BootstrapError(Exception):
    """The environment cannot be made; the message is one sentence saying why and what to do."""


def main() -> int:
    """Makes what is missing; returns the exit code."""
    try:
        find_python()
        make_venv()
        install_uv()
        install_packages()
        install_storepulse()
    except BootstrapError as error:
        sys.stderr.write(f"storepulse: {error}\n")
        return 1
    return 0


def find_python() -> None:
    """Goes on with a Python that fits, if this one does not and another is on PATH."""
    if OLDEST <= sys.version_info[1] <= NEWEST:
        return
    for minor in range(OLDEST, NEWEST + 1):
        other = shutil.which(f"python3.{minor}")
        if other and subprocess.call([other, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL) == 0:
            os.execv(other, [other, str(Path(__file__).resolve())])  # noqa: S606 the same program, by a newer Python
    raise BootstrapError(
        f"Python 3.{OLDEST} to 3.{NEWEST} is needed and this is {sys.version.split()[0]}: install one, "
        f"or name one that is not on PATH: make PYTHON=.../python3.{OLDEST} setup"
    )


def make_venv() -> None:
    """Makes .venv, unless it is there and runs."""
    if PYTHON.exists() and subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    try:
        import ensurepip  # noqa: F401 Debian ships a Python without it
        import venv
    except ImportError:
        name = f"python3.{sys.version_info[1]}-venv"
        raise BootstrapError(f"this Python cannot make environments: install its venv module (on Debian: apt install {name})") from None
    tell("making .venv")
    venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(str(VENV))


def install_uv() -> None:
    """Installs the one uv of the lock with pip."""
    if not fresh("uv", UV_LOCK):
        tell("installing uv")
        run([str(PYTHON), "-m", "pip", "install", "--quiet", "--retries=1", "--require-hashes", "-r", str(UV_LOCK)])
        stamp("uv", UV_LOCK)


def install_packages() -> None:
    """Makes .venv hold exactly the packages of the locks."""
    if not fresh("packages", LOCK):
        tell("installing packages (400 MB, once)")
        run([*uv("sync"), "--require-hashes", str(LOCK), str(UV_LOCK)])
        stamp("packages", LOCK)


def install_storepulse() -> None:
    """Installs this folder, so that an edit counts at once and `storepulse` is a command."""
    project = ROOT / "pyproject.toml"
    if not fresh("storepulse", project) or not (VENV / "bin" / "storepulse").exists():
        tell("installing storepulse")
        run([*uv("install"), "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
        stamp("storepulse", project)


def uv(command: str) -> list[str]:
    """A uv pip command for .venv; its progress bar needs a terminal."""
    return [str(PYTHON), "-m", "uv", "pip", command, "--python", str(PYTHON), *([] if sys.stderr.isatty() else ["--quiet"])]


def run(command: list[str]) -> None:
    """Runs a step. On a terminal uv shows its progress; else only the last line of trouble is told, in the error."""
    shown = sys.stderr.isatty() and "uv" in command
    done = subprocess.run(command, env=environment(), cwd=str(ROOT), check=False, stderr=None if shown else subprocess.PIPE)
    if done.returncode == 0:
        return
    lines = (done.stderr or b"").decode(errors="replace").strip().splitlines() or ["see above"]
    raise BootstrapError(
        f"the packages could not be installed ({lines[-1].strip()}): check the network and the package index that pip is "
        "configured for, then run this again"
    )


def environment() -> dict[str, str]:
    """The environment of pip and uv: uv is told what pip knows, unless it was told itself."""
    told = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    for name, value in pip_configuration().items():
        if name in PIP_TO_UV:
            told.setdefault(PIP_TO_UV[name], value)
    return told


def pip_configuration() -> dict[str, str]:
    """pip's options: a variable wins over what is said for install, that over what is said for all."""
    listed = subprocess.check_output([str(PYTHON), "-m", "pip", "config", "list"]).decode().splitlines()
    found = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed:
            name, _, value = line.partition("=")
            if name.startswith(section):
                found[name[len(section) :]] = " ".join(value.strip("'\"").replace("\\n", " ").split())
    return found


def fresh(step: str, path: Path) -> bool:
    """Whether a step was done with this very file."""
    try:
        return (VENV / f".{step}").read_text() == digest(path)
    except FileNotFoundError:
        return False


def stamp(step: str, path: Path) -> None:
    """Notes that a step was done."""
    (VENV / f".{step}").write_text(digest(path))


def digest(path: Path) -> str:
    """sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tell(what: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
