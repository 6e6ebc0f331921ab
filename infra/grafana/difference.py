"""What would change: ours against what Grafana has. What Grafana adds by itself is no difference. Pure."""

import re
from collections.abc import Iterator
from typing import Any, Final

_SECONDS: Final = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION: Final = re.compile(r"(?:\d+(?:ms|[smhdw]))+")
_SET_BY_GRAFANA: Final = ("id", "uid", "version")


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Paths where theirs lacks or differs from ours, with both values where they are short.

    >>> list(differences({"a": {"b": 1, "for": "300s"}}, {"a": {"b": 2, "for": "5m", "c": 3}}))
    ['a.b: 2 -> 1']
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            yield from differences(value, theirs.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (our, their) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(our, their, f"{path}[{place}]")
    elif plain(ours) != plain(theirs):
        yield f"{path}: {_short(theirs)} -> {_short(ours)}"


def plain(value: Any) -> Any:
    """A value as it is compared: nothing, an empty text and an empty list are one; 300s is 5m.

    >>> plain("5m") == plain("300s"), plain([]) == plain(None), plain("1 week")
    (True, True, '1 week')
    """
    if isinstance(value, str) and _DURATION.fullmatch(value):
        return sum(int(number) * _SECONDS[unit] for number, unit in re.findall(r"(\d+)(ms|[smhdw])", value))
    return None if value in ("", [], {}) else value


def dashboard_differences(ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    """The same for dashboards, told by their panels' titles: a panel that came, went, or what of it changed."""
    rest = {key: value for key, value in ours.items() if key not in ("panels", *_SET_BY_GRAFANA)}
    yield from dict.fromkeys(f"{path.partition(':')[0].partition('[')[0].partition('.')[0]}" for path in differences(rest, theirs))
    our, their = _panels(ours), _panels(theirs)
    yield from (f"panel {our[id].get('title', id)!r} new" for id in our.keys() - their.keys())
    yield from (f"panel {their[id].get('title', id)!r} gone" for id in their.keys() - our.keys())
    for id in [id for id in our if id in their]:
        if changed := dict.fromkeys(re.split(r"[.:\[]", path)[0] for path in differences(our[id], their[id])):
            yield f"panel {our[id].get('title', id)!r}: {', '.join(changed)}"


def _panels(dashboard: dict[str, Any]) -> dict[Any, dict[str, Any]]:
    """By id, those inside rows as well."""
    listed = dashboard.get("panels") or []
    inside = [panel for row in listed for panel in row.get("panels") or []]
    return {panel.get("id"): panel for panel in [*listed, *inside]}


def _short(value: Any) -> str:
    text = "nothing" if plain(value) is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
