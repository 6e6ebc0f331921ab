"""Readable names of segments, derived from their centres."""

from collections.abc import Mapping

CATEGORY = "in:"  # prefix of the features that hold twice a category's share
DEEPER = 0.7  # how far above the mean depth (in log clicks) a segment counts as deep: about twice the clicks


def names(centers: Mapping[int, Mapping[str, float]], counts: Mapping[int, int]) -> dict[int, str]:
    """A distinct name for each centre: what its sessions did furthest, how deep they went, which category they saw.

    >>> names({1: {"depth": 1.0, "in:sale": 1.8}, 2: {"depth": 3.5, "in:sale": 0.9, "in:skirts": 1.0}}, {1: 90, 2: 10})
    {1: 'sale visitors', 2: 'deep browsers'}
    """
    total = sum(counts.values()) or 1
    depth = sum(center.get("depth", 0.0) * counts[c] for c, center in centers.items()) / total
    given: dict[int, str] = {}
    for c, center in centers.items():
        name = _name(center, depth)
        same = [other for other, taken in given.items() if taken.split(",")[0] == name]
        given[c] = f"{name}, {_contrast(center, centers[same[0]])}" if same else name
        if list(given.values()).count(given[c]) > 1:
            given[c] += f" ({c})"
    return given


def _name(center: Mapping[str, float], depth: float) -> str:
    step = center.get("step", 0.0)
    if step >= 1.5:
        return "buyers"
    if step >= 0.5:
        return "cart fillers"
    if center.get("depth", 0.0) >= depth + DEEPER:
        return "deep browsers"
    shares = {key.removeprefix(CATEGORY): value / 2 for key, value in center.items() if key.startswith(CATEGORY)}
    category = max(shares, key=lambda name: shares[name], default="")
    share = shares.get(category, 0.0)
    return f"{category} visitors" if share >= 0.5 else "mixed visitors"


def _contrast(center: Mapping[str, float], other: Mapping[str, float]) -> str:
    """In what a centre differs most from another of the same name."""
    axes = {"depth": ("short visits", "long visits"), "price": ("cheaper items", "dearer items")}
    axis = max(axes, key=lambda key: abs(center.get(key, 0.0) - other.get(key, 0.0)))
    return axes[axis][center.get(axis, 0.0) > other.get(axis, 0.0)]
