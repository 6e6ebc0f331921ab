"""Apache Kafka's jars: resolved once from the Maven repository by jgo, checked against jars.lock, kept in the cache."""

import hashlib
from pathlib import Path
from typing import Final

COORDINATES: Final = "org.apache.kafka:kafka_2.13:4.4.0+org.slf4j:slf4j-simple:1.7.36"
LOCK: Final = Path(__file__).with_name("jars.lock")


class JarsError(RuntimeError):
    """The jars could not be had, or are not what the lock says."""


def jars(cache: Path) -> list[Path]:
    """The jars of the lock, fetched where the cache has none. Raises JarsError."""
    folder = cache / "kafka"
    wanted = locked()
    if not _present(folder, wanted):
        _fetch(folder)
        _verify(folder, wanted)
    found = {path.name: path for path in folder.glob("envs/**/*.jar")}
    return [found[name] for name in sorted(wanted)]


def cached(cache: Path) -> bool:
    """Whether jars() needs no network."""
    return _present(cache / "kafka", locked())


def locked() -> dict[str, str]:
    """sha256 by jar name."""
    return {name: digest for digest, name in (line.split() for line in LOCK.read_text().splitlines())}


def _present(folder: Path, wanted: dict[str, str]) -> bool:
    return (folder / "verified").is_file() and wanted.keys() <= {path.name for path in folder.glob("envs/**/*.jar")}


def _fetch(folder: Path) -> None:
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.env import EnvironmentBuilder, LinkStrategy
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=folder / "repository", remote_repos={"central": MAVEN_CENTRAL_URL})
    try:
        EnvironmentBuilder(context=context, cache_dir=folder, link_strategy=LinkStrategy.AUTO).from_endpoint(COORDINATES)
    except (OSError, RuntimeError, ValueError) as error:
        raise JarsError(
            f"Apache Kafka could not be fetched from the Maven repository ({type(error).__name__}): check the network and try again, "
            "or set STOREPULSE_CACHE to a cache folder that has it"
        ) from error


def _verify(folder: Path, wanted: dict[str, str]) -> None:
    found = {path.name: path for path in folder.glob("envs/**/*.jar")}
    wrong = [name for name, digest in wanted.items() if name not in found or _digest(found[name]) != digest]
    if wrong:
        raise JarsError(f"{', '.join(wrong)}: missing, or not the file that infra/jars.lock names; delete {folder} and try again")
    (folder / "verified").touch()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
