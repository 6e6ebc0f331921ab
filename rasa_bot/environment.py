"""Rasa's own environment: a Python 3.10, its locked packages, a trained model, and the commands that run the bot.

Rasa 3.6 runs on Python 3.10 alone, so it lives beside the main environment, in the state folder. Each step is skipped where
its input has not changed. `tell` receives one line of progress at a time.

    python = find_python(print)              # raises BotSetupError with one sentence
    create(settings, python, print)          # STATE/rasa-env
    train(settings, print)                   # STATE/rasa-model
    rasa_command(settings), actions_command()
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from contracts.settings import Settings, reachable

Tell = Callable[[str], None]

PROJECT: Final = Path(__file__).parent
LOCK: Final = PROJECT / "requirements.lock"
QUIET: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "NO_COLOR": "1",
    "PYTHONUNBUFFERED": "1",
    "OMP_NUM_THREADS": "1",
}


# What tells how far a step is; uv and Rasa say much more.
_TELLS: Final = re.compile(r"(Resolved|Downloading|Prepared|Installed|Starting to train|is trained and saved)")


class BotSetupError(RuntimeError):
    """The bot cannot be set up here; the message is one sentence saying why and what to do."""


class Command(NamedTuple):
    """How to run one process of the bot."""

    argv: list[str]
    env: dict[str, str]  # to be added to the process's environment
    cwd: Path


def environment(settings: Settings) -> Path:
    """Folder of Rasa's virtual environment."""
    return Path(settings.state).resolve() / "rasa-env"


def interpreter(settings: Settings) -> Path:
    """Rasa's own python."""
    return environment(settings) / "bin" / "python"


def model(settings: Settings) -> Path:
    """The model trained from the present training data; it may not exist yet."""
    return Path(settings.state).resolve() / "rasa-model" / f"{_digest(training_files())}.tar.gz"


def ready(settings: Settings) -> bool:
    """Whether Rasa can be started now."""
    return interpreter(settings).exists() and model(settings).exists()


def training_files() -> list[Path]:
    """Everything a model depends on, in a fixed order."""
    folders = (("domain", "*.yml"), ("data", "*.yml"), ("meaning", "*.py"))
    return [PROJECT / "config.yml", LOCK, *(file for folder, pattern in folders for file in sorted((PROJECT / folder).glob(pattern)))]


def setup(settings: Settings, tell: Tell) -> Path:
    """Makes the bot ready: environment and model. Returns the model. Raises BotSetupError."""
    if not _is_fresh(settings):
        create(settings, find_python(tell), tell)
    return train(settings, tell)


def find_python(tell: Tell) -> Path:
    """A Python 3.10 that runs: on PATH, of pyenv (its shims fail under uv), else installed by uv. Raises BotSetupError."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise BotSetupError(f"the bot's packages are locked for Linux on x86-64, this is {sys.platform} on {platform.machine()}: use one")
    for candidate in _candidates():
        if _runs(candidate):
            return candidate
    uv = find_uv()
    if uv:
        tell("installing Python 3.10 (uv)")
        _run([uv, "python", "install", "3.10"], tell, check=False)
        found = subprocess.run([uv, "python", "find", "--no-project", "3.10"], capture_output=True, text=True, check=False)
        if found.returncode == 0 and _runs(Path(found.stdout.strip())):
            return Path(found.stdout.strip())
    raise BotSetupError("the bot needs Python 3.10 and none is on PATH or could be downloaded: install python3.10, then run setup again")


def find_uv() -> str | None:
    """Path of uv: beside this interpreter, else on PATH."""
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def create(settings: Settings, python: Path, tell: Tell) -> None:
    """Makes STATE/rasa-env from the lock, unless it is there from the same lock. Raises BotSetupError."""
    if _is_fresh(settings):
        return
    where, uv = environment(settings), find_uv()
    shutil.rmtree(where, ignore_errors=True)
    tell("installing Rasa's packages (450 MB, once)")
    if uv:
        _run([uv, "venv", "--quiet", "--python", str(python), str(where)], tell)
        options = ["--require-hashes", "--no-deps", "--compile-bytecode", "-r", str(LOCK)]
        _run([uv, "pip", "install", "--python", str(interpreter(settings)), *options], tell)
    else:
        _run([str(python), "-m", "venv", str(where)], tell)
        _run([str(interpreter(settings)), "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", str(LOCK)], tell)
    _stamp(settings).write_text(_digest([LOCK]), "utf-8")


def train(settings: Settings, tell: Tell) -> Path:
    """Trains the model, unless one of the same data is there. Returns it. Raises BotSetupError."""
    path = model(settings)
    if path.exists():
        return path
    tell("training the bot (about a minute)")
    argv = [str(interpreter(settings)), "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain", "--data", "data"]
    argv += ["--skip-validation", "--out", str(path.parent), "--fixed-model-name", path.name.removesuffix(".tar.gz")]
    _run(argv, tell, cwd=PROJECT, env=_environment(settings))
    if not path.exists():
        raise BotSetupError(f"training the bot left no model in {path.parent}: run setup again and read its last lines")
    for old in path.parent.glob("*.tar.gz"):
        if old != path:
            old.unlink()
    return path


def rasa_command(settings: Settings) -> Command:
    """Rasa's REST channel: POST /webhooks/rest/webhook, GET / for its health."""
    argv = [str(interpreter(settings)), "-m", "rasa", "run", "-i", settings.bot_host, "-p", str(settings.rasa_port)]
    argv += ["-m", str(model(settings)), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    actions = {
        "ACTION_ENDPOINT_URL": f"http://{reachable(settings.bot_host)}:{settings.actions_port}/webhook",
        "ACTION_TOKEN": settings.action_token,
    }
    return Command(argv, _environment(settings) | actions, PROJECT)


def actions_command() -> Command:
    """The action server, in the environment that calls this; GET /health for its health. It reads STOREPULSE_* settings."""
    return Command([sys.executable, "-m", "rasa_bot.actions"], {}, PROJECT.parent)


def _environment(settings: Settings) -> dict[str, str]:
    cache = Path(settings.state).resolve() / "rasa-cache"
    return QUIET | {"RASA_CACHE_DIRECTORY": str(cache), "MPLCONFIGDIR": str(cache / "matplotlib")}


def _candidates() -> Iterator[Path]:
    for name in ("python3.10", "python3", "python"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield from sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.10.*/bin/python"), reverse=True)


def _runs(python: Path) -> bool:
    try:
        version = "import sys; print(*sys.version_info[:2])"
        said = subprocess.run([python, "-c", version], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.stdout.strip() == "3 10"


def _digest(files: list[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _stamp(settings: Settings) -> Path:
    return environment(settings) / "made-from"


def _is_fresh(settings: Settings) -> bool:
    stamp = _stamp(settings)
    return stamp.exists() and stamp.read_text("utf-8") == _digest([LOCK])


def _run(argv: list[str], tell: Tell, cwd: Path | None = None, env: dict[str, str] | None = None, check: bool = True) -> None:
    """Runs a step, telling its lines. Raises BotSetupError with its last lines when it fails."""
    last: list[str] = []
    with subprocess.Popen(
        argv, cwd=cwd, env=os.environ | (env or {}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            if words := re.sub(r"\x1b\[\d+m", "", line).rpartition(" - ")[2].strip():
                last = [*last[-4:], words]
                if _TELLS.search(line):
                    tell(words)
    if check and process.returncode:
        raise BotSetupError(f"setting up the bot failed at `{Path(argv[0]).name} {' '.join(argv[1:4])}`: {' / '.join(last)}")
