"""Readable names of segments of sessions, derived from their centres."""

from collections.abc import Mapping
from typing import Final

from stream_apps.models.telling_apart import SLACK, Axis, Centers, Name, told_apart, whole

CATEGORY = "in:"  # prefix of the features that hold twice a category's share
DEEPER = 0.7  # how far above the mean depth (in log clicks) a segment counts as deep: about twice the clicks
_AXES: Final = (
    Axis("depth", 1, "many clicks"),
    Axis("depth", -1, "few clicks"),
    Axis("price", 1, "dearer items"),
    Axis("price", -1, "cheaper items"),
)


def names(centers: Centers, counts: Mapping[int, int], before: Mapping[int, Name]) -> dict[int, Name]:
    """A distinct name for each centre: what its sessions did furthest, how deep they went, which category they saw.

    before: the names they bear, which they keep while these are about true.

    >>> centers = {1: {"depth": 1.0, "in:sale": 1.8}, 2: {"depth": 3.5, "in:sale": 0.9, "in:skirts": 1.0}}
    >>> [name.text for name in names(centers, {1: 90, 2: 10}, {}).values()]
    ['sale visitors', 'deep browsers']
    """
    depth = whole(centers, counts).get("depth", 0.0)
    kinds = {c: _kind(center, depth, before[c].kind if c in before else "") for c, center in centers.items()}
    return told_apart(kinds, centers, counts, _AXES, before)


def _kind(center: Mapping[str, float], depth: float, had: str) -> str:
    shares = {key.removeprefix(CATEGORY): value / 2 for key, value in center.items() if key.startswith(CATEGORY)}
    category = max(shares, key=lambda name: shares[name], default="")
    bounds = (
        ("buyers", center.get("step", 0.0), 1.5),
        ("cart fillers", center.get("step", 0.0), 0.5),
        ("deep browsers", center.get("depth", 0.0), depth + DEEPER),
        (f"{category} visitors", shares.get(category, 0.0), 0.5),
    )
    return next((kind for kind, value, least in bounds if value >= least - SLACK * (kind == had)), "mixed visitors")
