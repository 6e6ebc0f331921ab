"""A Grafana reached by its HTTP API: grafana-client, with each thing that may be wrong told in one sentence.

What is asked of it stands in https://grafana.com/docs/grafana/latest/developers/http_api/.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from grafana_client import GrafanaApi
from grafana_client.client import GrafanaClientError, GrafanaException, GrafanaServerError

from dashboards.grafana.names import PLUGIN
from infra.grafana import OLDEST

_TOKEN: Final = "STOREPULSE_GRAFANA_TOKEN"  # noqa: S105 the name of a variable
_ROLES: Final = {401: "does not know this token", 403: "does not let this token do that"}


class GrafanaError(RuntimeError):
    """Grafana is not there, is not fit, or refuses; the message is one sentence that says what to do."""


class ConflictError(GrafanaError):
    """Somebody else has changed it in the meantime (412, version-mismatch)."""


def address(url: str, of: str, setting: str) -> SplitResult:
    """An address in its parts. Raises GrafanaError where it is none, with whose it should be and the setting that says it.

    >>> address("https://grafana.example/below", "a Grafana", "STOREPULSE_GRAFANA_URL").path
    '/below'
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        fits = False
    if not fits:
        raise GrafanaError(f"{url!r} is no address of {of}: write http(s)://host[:port], or set {setting}")
    return parts


class Grafana:
    """One Grafana. Its methods raise GrafanaError; `api` is grafana-client's, to be used inside `asking`."""

    def __init__(self, url: str, token: str, timeout: float = 10.0) -> None:
        parts = address(url, "a Grafana", "STOREPULSE_GRAFANA_URL")
        if not token:
            raise GrafanaError(f"{_TOKEN} is not set: make a service account with the role Admin in Grafana, and a token for it")
        self.url = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
        # The client puts its paths directly behind the address, so that has to end in a slash.
        self.api = GrafanaApi.from_url(f"{self.url}/", credential=token, timeout=timeout)

    def __enter__(self) -> "Grafana":
        return self

    def __exit__(self, *_: object) -> None:
        self.api.client.s.close()

    @contextmanager
    def asking(self, what: str) -> Iterator[None]:
        """Around calls of `api`: what goes wrong is told with what was being done ("creating the folder")."""
        try:
            yield
        except GrafanaServerError as error:
            raise GrafanaError(f"{self._here} failed {what} ({_reason(error)}): see its log") from error
        except GrafanaException as error:
            raise self._refused(what, error) from error
        except ValueError as error:  # no JSON
            raise GrafanaError(f"{self._here} is not one: something else answers there; check the address") from error
        except OSError as error:  # what requests raises is one
            raise GrafanaError(f"{self._here} does not answer: check the address and that it runs") from error

    def find(self, what: str, ask: Any, *arguments: Any) -> Any:
        """The answer, or None where there is no such thing (404)."""
        with self.asking(what):
            try:
                return ask(*arguments)
            except GrafanaClientError as error:
                if error.status_code == 404:
                    return None
                raise

    def version(self) -> str:
        """Its version, if it is new enough. Raises GrafanaError where it is too old, or no Grafana."""
        health = self.find("asking how it is", self.api.health.check)
        if not isinstance(health, dict) or "database" not in health:
            raise GrafanaError(f"{self._here} is not one: something else answers there; check the address")
        version = str(health.get("version", ""))
        if (major := re.match(r"\d+", version)) and int(major[0]) < OLDEST:
            raise GrafanaError(f"{self._here} is version {version}: {OLDEST} or newer is needed")
        return version

    def need_plugin(self) -> None:
        """Raises GrafanaError where the ClickHouse data source is not installed there."""
        listed = self.find("listing plugins", self.api.plugin.list) or []
        if PLUGIN not in [plugin["id"] for plugin in listed]:
            raise GrafanaError(f"{self._here} lacks the plugin {PLUGIN}: `grafana cli plugins install {PLUGIN}` there, then restart it")

    @property
    def _here(self) -> str:
        return f"Grafana at {self.url}"

    def _refused(self, what: str, error: GrafanaException) -> GrafanaError:
        if error.status_code in _ROLES:
            advice = f"set {_TOKEN} to a token of a service account with the role Admin"
            return GrafanaError(f"{self._here} {_ROLES[error.status_code]} ({error.status_code} {what}): {advice}")
        if isinstance(error.response, dict) and error.response.get("status") == "version-mismatch":
            return ConflictError(f"{self._here} has a newer version of it ({_reason(error)})")
        return GrafanaError(f"{self._here} refused {what} ({_reason(error)})")


def _reason(error: GrafanaException) -> str:
    said = error.response.get("message", "") if isinstance(error.response, dict) else ""
    return f"{error.status_code}: {said}" if said else str(error.status_code)
