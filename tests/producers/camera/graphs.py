"""Tiny real networks, one a format: each finds what is bright, in cells of 32 pixels, and says so as a network of its format would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE, CELL = 256, 32
CELLS = SIDE // CELL
CLASSES = 3  # the last one is what nobody asks for
Nodes = list[onnx.NodeProto]


class Graph:
    """Nodes and constants under way to a file."""

    def __init__(self, channels_last: bool = False, dtype: int = TensorProto.FLOAT) -> None:
        self.nodes: Nodes = []
        self.constants: list[onnx.TensorProto] = []
        shape = [1, SIDE, SIDE, 3] if channels_last else [1, 3, SIDE, SIDE]
        self.input = helper.make_tensor_value_info("images", dtype, shape)

    def node(self, op: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def constant(self, name: str, value: Any, dtype: Any = np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def brightness(self, images: str, low: float, high: float) -> str:
        """(1, CELLS^2, 1): how bright each cell is, 0 to 1, as values of the input go from low to high."""
        pooled = self.node("AveragePool", [images], "pooled", kernel_shape=[CELL, CELL], strides=[CELL, CELL])
        grey = self.node("ReduceMean", [pooled, self.constant("channel", [1], np.int64)], "grey", keepdims=1)
        moved = self.node("Sub", [grey, self.constant("low", low)], "moved")
        shares = self.node("Div", [moved, self.constant("range", high - low)], "shares")
        clear = self.node("Clip", [shares, self.constant("none", 0.0), self.constant("all", 1.0)], "clear")
        return self.node("Reshape", [clear, self.constant("rows", [1, CELLS * CELLS, 1], np.int64)], "bright")

    def save(self, path: Path, **outputs: list[int]) -> Path:
        told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()]
        graph = helper.make_graph(self.nodes, "tiny", [self.input], told, self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, path)
        return path


def _centres() -> np.ndarray:
    """(CELLS^2, 2), pixels."""
    x, y = np.meshgrid(np.arange(CELLS), np.arange(CELLS))
    return (np.stack([x, y], -1).reshape(-1, 2) + 0.5) * CELL


def yolov8(path: Path) -> Path:
    graph, count = Graph(), CELLS * CELLS
    bright = graph.brightness("images", 0.5, 1.0)
    boxes = graph.constant("boxes", np.hstack([_centres(), np.full((count, 2), CELL)])[None])
    others = graph.constant("others", np.full((1, count, CLASSES - 1), 0.9))  # of classes nobody asks for
    rows = graph.node("Concat", [boxes, bright, others], "all_rows", axis=2)
    graph.node("Transpose", [rows], "output0", perm=[0, 2, 1])
    return graph.save(path, output0=[1, 4 + CLASSES, count])


def yolox(path: Path) -> Path:
    """Strides 8 and 16 find nothing; in stride 32 a box is moved by half a cell and is as large as one."""
    graph, count = Graph(), CELLS * CELLS
    fine = sum((SIDE // stride) ** 2 for stride in (8, 16))
    bright = graph.brightness("images", 114.0, 255.0)
    boxes = graph.constant("boxes", np.hstack([np.full((count, 2), 0.5), np.zeros((count, 2))])[None])
    certain = graph.constant("certain", np.ones((1, count, 1)))
    others = graph.constant("others", np.full((1, count, CLASSES - 1), 0.9))
    coarse = graph.node("Concat", [boxes, bright, certain, others], "coarse", axis=2)
    graph.node("Concat", [graph.constant("fine", np.zeros((1, fine, 5 + CLASSES))), coarse], "output", axis=1)
    return graph.save(path, output=[1, fine + count, 5 + CLASSES])


def nanodet(path: Path) -> Path:
    """Strides 8 and 16 find nothing; in stride 32 each side is half a stride away: as likely 0 as 1."""
    graph, count = Graph(), CELLS * CELLS
    fine = sum((SIDE // stride) ** 2 for stride in (8, 16))
    bright = graph.brightness("images", 0.0, 2.4)
    others = graph.constant("others", np.full((1, count, CLASSES - 1), 0.9))
    sides = np.full((1, count, 4, 8), -50.0)
    sides[..., :2] = 5.0
    distances = graph.constant("distances", sides.reshape(1, count, 32))
    coarse = graph.node("Concat", [bright, others, distances], "coarse", axis=2)
    graph.node("Concat", [graph.constant("fine", np.zeros((1, fine, CLASSES + 32))), coarse], "output", axis=1)
    return graph.save(path, output=[1, fine + count, CLASSES + 32])


def ssd(path: Path) -> Path:
    """As torchvision exports one: boxes in pixels, scores, labels; every second label is of something else."""
    graph, count = Graph(), CELLS * CELLS
    bright = graph.brightness("images", 0.5, 1.0)
    half = CELL / 2
    boxes = np.hstack([_centres() - half, _centres() + half])
    graph.node("Identity", [graph.constant("all_boxes", boxes)], "boxes")
    graph.node("Reshape", [bright, graph.constant("flat", [count], np.int64)], "scores")
    graph.node("Identity", [graph.constant("all_labels", np.ones(count))], "labels")
    return graph.save(path, boxes=[count, 4], scores=[count], labels=[count])


def tensorflow_ssd(path: Path) -> Path:
    """As TensorFlow's object detection exports one: bytes in, channels last; boxes as top, left, bottom, right in shares."""
    graph, count = Graph(channels_last=True, dtype=TensorProto.UINT8), CELLS * CELLS
    numbers = graph.node("Cast", ["images"], "numbers", to=TensorProto.FLOAT)
    first = graph.node("Transpose", [numbers], "first", perm=[0, 3, 1, 2])
    bright = graph.brightness(first, 127.0, 255.0)
    half = CELL / 2
    boxes = np.hstack([_centres()[:, ::-1] - half, _centres()[:, ::-1] + half]) / SIDE
    graph.node("Identity", [graph.constant("all_boxes", boxes[None])], "detection_boxes")
    graph.node("Reshape", [bright, graph.constant("flat", [1, count], np.int64)], "detection_scores")
    graph.node("Identity", [graph.constant("all_classes", np.ones((1, count)))], "detection_classes")
    return graph.save(path, detection_boxes=[1, count, 4], detection_scores=[1, count], detection_classes=[1, count])


TINY: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "yolox": ("yolox", yolox),
    "yolov8": ("yolov8", yolov8),
    "nanodet": ("nanodet", nanodet),
    "ssd of torchvision": ("ssd", ssd),
    "ssd of TensorFlow": ("ssd", tensorflow_ssd),
}
