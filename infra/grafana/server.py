"""The local Grafana, where there is one on PATH: where its program is, what it lacks, how it is run.

It keeps to loopback and to its own folder in the state folder, calls nobody, and reads dashboards/grafana/provisioning. Everything is told
by GF_* variables, which win over any grafana.ini: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from contracts.settings import Settings
from dashboards.grafana.names import PLUGIN, PLUGIN_VERSION
from dashboards.grafana.refresh import refresh
from infra.grafana import OLDEST, files

NAMES: Final = ("grafana", "grafana-server")
_PACKAGED: Final = Path("/usr/share/grafana")  # where the packages of Debian and Red Hat put it; on PATH they have a wrapper
_PACKAGED_PLUGINS: Final = Path("/var/lib/grafana/plugins")
QUIET: Final = {
    "GF_ANALYTICS_REPORTING_ENABLED": "false",
    "GF_ANALYTICS_CHECK_FOR_UPDATES": "false",
    "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES": "false",
    "GF_ANALYTICS_FEEDBACK_LINKS_ENABLED": "false",
    "GF_NEWS_NEWS_FEED_ENABLED": "false",
    "GF_PLUGINS_PREINSTALL_DISABLED": "true",
    "GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED": "true",
    "GF_SECURITY_DISABLE_GRAVATAR": "true",
    "GF_SNAPSHOTS_EXTERNAL_ENABLED": "false",
    "GF_USERS_ALLOW_SIGN_UP": "false",
}


class Program(NamedTuple):
    """A Grafana on this machine. home: the folder with its conf and public, empty where it finds that by itself."""

    path: Path
    home: str

    @property
    def command(self) -> list[str]:
        server = [] if self.path.name == "grafana-server" else ["server"]
        return [str(self.path), *server, *(["--homepath", self.home] if self.home else [])]

    def version(self) -> str:
        """What it says its version is; empty where it does not tell."""
        try:
            told = subprocess.run([str(self.path), "-v"], capture_output=True, text=True, check=False, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        found = re.search(r"\d+\.\d+\.\d+", told.stdout)
        return found[0] if found else ""


def program(path: str | None = None) -> Program | None:
    """The first Grafana on PATH (or on a path of the same form)."""
    for found in filter(None, (shutil.which(name, path=path) for name in NAMES)):
        real = Path(found).resolve()
        if (real.parents[1] / "conf" / "defaults.ini").exists():
            return Program(real, str(real.parents[1]))
        if (_PACKAGED / "bin" / "grafana").exists():
            return Program(_PACKAGED / "bin" / "grafana", str(_PACKAGED))
        return Program(Path(found), "")
    return None


def why_not(settings: Settings) -> str:
    """Why there is no local Grafana, as a sentence that says what to do; empty where there can be one."""
    found = program()
    if found is None:
        return f"no Grafana is on PATH; it is optional: put version {OLDEST} or newer there, and `storepulse up` starts it"
    version = found.version()
    if not version or int(version.partition(".")[0]) < OLDEST:
        return f"{found.path} is version {version or 'unknown'}: {OLDEST} or newer is needed"
    if plugins(settings) is None:
        into = f"--pluginsDir {_own(settings) / 'plugins'}"
        return f"Grafana lacks its ClickHouse plugin: `grafana cli {into} plugins install {PLUGIN} {PLUGIN_VERSION}`, then `storepulse up`"
    return ""


def plugins(settings: Settings) -> Path | None:
    """The folder of plugins that has ClickHouse's: our own, else the package's."""
    return next((folder for folder in (_own(settings) / "plugins", _PACKAGED_PLUGINS) if (folder / PLUGIN).is_dir()), None)


def environment(settings: Settings) -> dict[str, str]:
    """What it is told; makes its folder, for the owner only."""
    own = _own(settings)
    own.mkdir(parents=True, exist_ok=True)
    own.chmod(0o700)  # `grafana cli` may have made it
    return {
        "GF_SERVER_HTTP_ADDR": "127.0.0.1",
        "GF_SERVER_HTTP_PORT": str(settings.grafana_port),
        "GF_SECURITY_ADMIN_PASSWORD": settings.grafana_password,
        "GF_PATHS_DATA": str(own),
        "GF_PATHS_LOGS": str(own / "log"),
        "GF_PATHS_PLUGINS": str(plugins(settings) or own / "plugins"),
        "GF_PATHS_PROVISIONING": str(files.PROVISIONING),
        "GF_LOG_MODE": "console",
        "GF_LOG_LEVEL": {"warning": "warn"}.get(settings.log_level, settings.log_level),
        # It raises the pace of the committed dashboards to this.
        "GF_DASHBOARDS_MIN_REFRESH_INTERVAL": f"{refresh(settings.flush_seconds)}s",
        **QUIET,
        **files.variables(settings),
    }


def _own(settings: Settings) -> Path:
    return Path(settings.state) / "grafana"
