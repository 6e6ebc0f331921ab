"""What detection networks mean by their outputs: one reader a format, each from outputs to boxes in pixels of the input and scores."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Outputs = Mapping[str, NDArray[np.float32]]
Found = tuple[Floats, Floats]  # boxes (n, 4) as left, top, right, bottom; scores (n,)


class FormatError(ValueError):
    """Outputs are not those of the format; the message says what was expected."""


def yolox(outputs: Outputs, width: int, height: int, person: int) -> Found:
    """YOLOX (Ge et al. 2021), exported without decoding: (1, n, 5 + classes) over strides 8, 16, 32."""
    found = _single(outputs, "YOLOX", 3)[0]
    centres, strides = _grid(width, height, (8, 16, 32), 0.0)
    if len(found) != len(strides):
        raise FormatError(f"YOLOX gives {len(strides)} rows for an input of {width} x {height}, this network gives {len(found)}")
    middle = found[:, :2] * strides[:, None] + centres
    half = np.exp(found[:, 2:4]) * strides[:, None] / 2
    return np.hstack([middle - half, middle + half]), found[:, 4] * found[:, 5 + person]


def yolov8(outputs: Outputs, width: int, height: int, person: int) -> Found:  # noqa: ARG001 all formats are read alike
    """YOLOv8 and v11 (Ultralytics): (1, 4 + classes, n), or the same turned, with centre, width, height in pixels."""
    found = _single(outputs, "YOLOv8", 3)[0]
    rows = found.T if found.shape[0] < found.shape[1] else found
    half = rows[:, 2:4] / 2
    return np.hstack([rows[:, :2] - half, rows[:, :2] + half]), rows[:, 4 + person]


def nanodet(outputs: Outputs, width: int, height: int, person: int) -> Found:
    """NanoDet and NanoDet-Plus (RangiLyu 2021): classes and, for each side, a distribution over its distance in strides.

    One output (1, n, classes + 4 x bins), or for each stride one of classes and one of distances. Plus has a fourth stride, and its
    points stand in the corners of their cells.
    """
    classes, distances = _nanodet_parts(outputs)
    strides = next((strides for strides in (_THREE, _FOUR) if len(classes) == len(_grid(width, height, strides, 0.0)[1])), None)
    if strides is None:
        raise FormatError(f"NanoDet over strides 8, 16, 32 (, 64) does not give {len(classes)} rows for an input of {width} x {height}")
    centres, steps = _grid(width, height, strides, 0.5 if strides == _THREE else 0.0)
    bins = distances.reshape(len(distances), 4, -1)
    weights = np.exp(bins - bins.max(2, keepdims=True))
    sides = (weights * np.arange(bins.shape[2])).sum(2) / weights.sum(2) * steps[:, None]
    return np.hstack([centres - sides[:, :2], centres + sides[:, 2:]]), classes[:, person]


def ssd(outputs: Outputs, width: int, height: int, person: int) -> Found:
    """SSD (Liu et al. 2016), its boxes decoded: TensorFlow's detection_boxes, _scores, _classes, or torchvision's boxes, scores, labels."""
    boxes = _named(outputs, "box").reshape(-1, 4)
    scores = _named(outputs, "score").reshape(-1)
    kinds = _named(outputs, "class", "label").reshape(-1)
    if not len(boxes) == len(scores) == len(kinds):
        raise FormatError(f"SSD gives as many boxes as scores and classes, this network {len(boxes)}, {len(scores)} and {len(kinds)}")
    if any("detection_boxes" in name for name in outputs):  # TensorFlow's: top, left, bottom, right in shares
        boxes = boxes[:, [1, 0, 3, 2]] * np.array([width, height, width, height])
    those = np.rint(kinds) == person
    return boxes[those], scores[those]


_THREE: Final = (8, 16, 32)
_FOUR: Final = (8, 16, 32, 64)


def _grid(width: int, height: int, strides: tuple[int, ...], shift: float) -> tuple[Floats, Floats]:
    """Points (n, 2) of all cells in pixels, row by row and stride by stride, and each one's stride."""
    points, steps = [], []
    for stride in strides:
        columns, rows = -(-width // stride), -(-height // stride)
        x, y = np.meshgrid(np.arange(columns), np.arange(rows))
        points.append((np.stack([x, y], -1).reshape(-1, 2) + shift) * stride)
        steps.append(np.full(rows * columns, float(stride)))
    return np.concatenate(points), np.concatenate(steps)


def _nanodet_parts(outputs: Outputs) -> tuple[Floats, Floats]:
    arrays = [np.asarray(array, np.float64).reshape(-1, array.shape[-1]) for array in outputs.values()]
    if len(arrays) == 1:
        bins = 44 if arrays[0].shape[1] in (80 + 44, 1 + 44) else 32  # distances up to 10 strides, else up to 7
        return arrays[0][:, :-bins], arrays[0][:, -bins:]
    distances = [array for array in arrays if array.shape[1] in (32, 44)]
    classes = [array for array in arrays if array.shape[1] not in (32, 44)]
    if [len(array) for array in classes] != [len(array) for array in distances]:
        raise FormatError("NanoDet gives for each stride an output of classes and one of 4 x 8 or 4 x 11 distances")
    order = sorted(range(len(classes)), key=lambda index: -len(classes[index]))
    return np.concatenate([classes[index] for index in order]), np.concatenate([distances[index] for index in order])


def _single(outputs: Outputs, format: str, dimensions: int) -> Floats:
    (name, found), *others = outputs.items()
    if others or found.ndim != dimensions:
        raise FormatError(
            f"{format} has one output of {dimensions} dimensions, this network has {len(outputs)} ({name}: {found.shape}, ...)"
        )
    return np.asarray(found, np.float64)


def _named(outputs: Outputs, *words: str) -> Floats:
    for name, found in outputs.items():
        if any(word in name.lower() for word in words):
            return np.asarray(found, np.float64)
    raise FormatError(f"SSD has an output with {' or '.join(words)} in its name, this network has {', '.join(outputs)}")
