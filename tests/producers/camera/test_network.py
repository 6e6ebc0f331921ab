"""Networks of each format find what there is to find, where it is in the picture, whatever the picture's proportions."""

from pathlib import Path

import numpy as np
import pytest

from producers.camera.detectors import detector
from producers.camera.frames import CameraError
from producers.camera.network import NetworkDetector
from tests.producers.camera import graphs
from tests.producers.camera.graphs import CELLS, SIDE, TINY


def lit(width: int, height: int, left: int, top: int, wide: int, tall: int) -> np.ndarray:
    """A dark picture with one bright place."""
    image = np.zeros((height, width, 3), np.uint8)
    image[top : top + tall, left : left + wide] = 255
    return image


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("shape", [(512, 512), (512, 256), (384, 512)], ids=["square", "wide", "tall"])
def test_each_format_finds_the_bright_cell(name: str, shape: tuple[int, int], tmp_path: Path) -> None:
    format, make = TINY[name]
    width, height = shape
    scale = (SIDE / width, SIDE / height) if format in ("nanodet", "ssd") else (SIDE / max(shape),) * 2
    padding = ((SIDE - width * scale[0]) / 2, (SIDE - height * scale[1]) / 2) if format == "yolov8" else (0.0, 0.0)
    column, row = 3, 2  # a cell of the input, and where it lies in the picture
    left, top = ((32 * cell - pad) / by for cell, pad, by in zip((column, row), padding, scale, strict=True))
    wide, tall = 32 / scale[0], 32 / scale[1]
    found = NetworkDetector(make(tmp_path / "tiny.onnx"), format).detect(
        lit(width, height, round(left), round(top), round(wide), round(tall)), 0.0
    )
    assert len(found.boxes) == 1
    assert found.scores[0] > 0.9
    expected = np.array([left / width, top / height, (left + wide) / width, (top + tall) / height])
    np.testing.assert_allclose(found.boxes[0], expected, atol=0.01)


def test_an_empty_picture_is_nobody(tmp_path: Path) -> None:
    network = NetworkDetector(graphs.yolov8(tmp_path / "tiny.onnx"), "yolov8")
    assert len(network.detect(np.zeros((240, 320, 3), np.uint8), 0.0).boxes) == 0


def test_another_class_can_be_asked_for(tmp_path: Path) -> None:
    network = NetworkDetector(graphs.yolov8(tmp_path / "tiny.onnx"), "yolov8", person=2)
    assert len(network.detect(np.zeros((256, 256, 3), np.uint8), 0.0).boxes) == CELLS * CELLS


def test_of_boxes_on_each_other_the_surest_stays(tmp_path: Path) -> None:
    image = lit(256, 256, 96, 128, 64, 32)  # two cells side by side, which do not lie on each other
    assert len(NetworkDetector(graphs.yolov8(tmp_path / "tiny.onnx"), "yolov8").detect(image, 0.0).boxes) == 2


@pytest.mark.parametrize(
    ("made", "format"), [("yolov8", "yolox"), ("yolox", "ssd"), ("ssd", "yolox"), ("ssd", "yolov8"), ("yolov8", "nanodet")]
)
def test_a_network_of_another_format_is_told_as_such(made: str, format: str, tmp_path: Path) -> None:
    network = NetworkDetector(getattr(graphs, made)(tmp_path / "tiny.onnx"), format)
    with pytest.raises(CameraError, match=r"tiny\.onnx \(\w+\) is of another format"):
        network.detect(np.zeros((256, 256, 3), np.uint8), 0.0)


@pytest.mark.parametrize(
    ("content", "format", "told"),
    [
        (None, "yolox", r"there is no network .*: --model names an ONNX file"),
        (b"", "yolox", "is no network that can be run here"),
        (b"not a network", "yolox", "is no network that can be run here"),
        (b"", "yolo", "--format 'yolo' is not known: it is one of yolox, yolov8, nanodet, ssd"),
    ],
)
def test_a_file_that_is_no_network(content: bytes | None, format: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CameraError, match=told):
        NetworkDetector(path, format)


def test_detectors_by_name(tmp_path: Path) -> None:
    assert type(detector()).__name__ == "MotionDetector"
    assert type(detector("onnx", graphs.ssd(tmp_path / "tiny.onnx"), "ssd")).__name__ == "NetworkDetector"
    with pytest.raises(CameraError, match="needs --model"):
        detector("onnx")
    with pytest.raises(CameraError, match="one of motion, onnx"):
        detector("magic")
