"""People by a detection network in ONNX, on one core: it finds who stands still, and tells apart who stands close."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as NotKnown

from producers.camera import decoders
from producers.camera.decoders import FormatError, Found, Outputs
from producers.camera.detection import NOBODY, Detections, Image, Sureness
from producers.camera.frames import CameraError
from producers.camera.preparing import Fit, letterboxed, planes, shares, stretched

_USUAL: Final = 416  # pixels of a side that the network leaves open
_SAME: Final = 0.4  # overlap from which two boxes are one person
_MOST: Final = 200  # people in one picture


class Format(NamedTuple):
    """How a family of networks is fed and read. person: the class of people as its authors number them."""

    prepare: Callable[[Image, int, int], tuple[Any, Fit]]
    decode: Callable[[Outputs, int, int, int], Found]
    person: int


def _bgr(image: Image, width: int, height: int) -> tuple[Any, Fit]:
    fitted, fit = letterboxed(image, width, height, centred=False)
    return planes(fitted), fit


def _rgb(image: Image, width: int, height: int) -> tuple[Any, Fit]:
    fitted, fit = letterboxed(image, width, height, centred=True)
    return planes(fitted[:, :, ::-1], deviation=(255, 255, 255)), fit


def _imagenet(image: Image, width: int, height: int) -> tuple[Any, Fit]:
    fitted, fit = stretched(image, width, height)
    return planes(fitted, (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)), fit


def _stretched_rgb(image: Image, width: int, height: int) -> tuple[Any, Fit]:
    fitted, fit = stretched(image, width, height)
    return planes(fitted[:, :, ::-1], deviation=(255, 255, 255)), fit


FORMATS: Final = {
    "yolox": Format(_bgr, decoders.yolox, 0),
    "yolov8": Format(_rgb, decoders.yolov8, 0),
    "nanodet": Format(_imagenet, decoders.nanodet, 0),
    "ssd": Format(_stretched_rgb, decoders.ssd, 1),
}


class NetworkDetector:
    """A network and its format. person: its class of people, where that is not the format's usual one."""

    sureness = Sureness(begins=0.5, high=0.4, low=0.2)

    def __init__(self, model: Path, format: str, person: int | None = None) -> None:
        """Raises CameraError where the file is no network, or one of another format."""
        if format not in FORMATS:
            raise CameraError(f"--format {format!r} is not known: it is one of {', '.join(FORMATS)}")
        self._format, self._name = FORMATS[format], f"{model} ({format})"
        self._person = self._format.person if person is None else person
        self._session = _session(model)
        wanted = self._session.get_inputs()[0]
        self._input, self._raw = wanted.name, wanted.type == "tensor(uint8)"
        self._last_channels = wanted.shape[-1] == 3
        sides = wanted.shape[1:3] if self._last_channels else wanted.shape[2:4]
        self._height, self._width = (side if isinstance(side, int) else _USUAL for side in sides)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def detect(self, image: Image, seconds: float) -> Detections:  # noqa: ARG002 a network has no memory
        """People in a picture. Raises CameraError where the network's outputs are not its format's."""
        fed, fit = self._fed(image)
        outputs = dict(zip(self._outputs, self._session.run(self._outputs, {self._input: fed}), strict=True))
        try:
            boxes, scores = self._format.decode(outputs, self._width, self._height, self._person)
        except (FormatError, IndexError) as error:
            raise CameraError(f"{self._name} is of another format: {error}") from None
        return _best(shares(boxes, fit), scores, self.sureness.low)

    def _fed(self, image: Image) -> tuple[Any, Fit]:
        if self._raw:
            fitted, fit = stretched(image, self._width, self._height)
            return np.ascontiguousarray(fitted[None, :, :, ::-1]), fit
        fed, fit = self._format.prepare(image, self._width, self._height)
        return (np.ascontiguousarray(fed.transpose(0, 2, 3, 1)) if self._last_channels else fed), fit


def _session(model: Path) -> Any:
    if not model.is_file():
        raise CameraError(f"there is no network {model}: --model names an ONNX file (docs/camera.md tells where to get one)")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a camera has one core; several cameras share the machine
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NotKnown) as error:
        raise CameraError(f"{model} is no network that can be run here: {str(error).splitlines()[0]}") from None


def _best(boxes: Any, scores: Any, least: float) -> Detections:
    """The surest of boxes that lie on each other (non-maximum suppression)."""
    kept = np.flatnonzero((scores >= least) & (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1]))
    if not len(kept):
        return NOBODY
    boxes, scores = boxes[kept], scores[kept]
    sized = np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
    chosen = np.array(cv2.dnn.NMSBoxes(sized.tolist(), scores.tolist(), least, _SAME, top_k=_MOST), dtype=int).reshape(-1)
    return Detections(boxes[chosen], scores[chosen])
