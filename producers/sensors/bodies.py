"""From a body to the fields of its reports: a JSON object, a list of them, JSON lines, or plain lines such as `d1 entered=4 left=2`."""

import shlex
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from producers.collector.refusal import EventError, Refusal, ShapeError

MOST: Final = 2_000  # reports in one body
WHAT_TO_SEND: Final = (
    'send {"sensor": "d1", "entered": 4, "left": 2, "period": 60}, a list of such objects, one a line, '
    "or plain lines `d1 entered=4 left=2 period=60`; see docs/sensors.md"
)

Found = dict[str, Any] | Refusal


def reports(body: bytes) -> list[Found]:
    """The fields of each report, or why it has none. Raises ShapeError where the body as a whole is no use.

    >>> reports(b"d1 entered=4 left=2")
    [{'sensor': 'd1', 'entered': '4', 'left': '2'}]
    """
    try:
        text = body.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise ShapeError(f"the body is not UTF-8: {WHAT_TO_SEND}") from None
    found = list(_whole(text) if text.startswith("[") else _lines(text))
    if not found:
        raise ShapeError(f"the body is empty: {WHAT_TO_SEND}")
    if len(found) > MOST:
        raise ShapeError(f"{len(found):,} reports in one body; send at most {MOST:,}")
    return found


def line(text: str) -> dict[str, Any]:
    """The fields of one line: a JSON object, or the sensor's name and name=value pairs. Raises EventError."""
    if text.startswith("{"):
        return _object(text)
    try:
        sensor, *pairs = shlex.split(text)
    except ValueError as error:
        raise EventError("not_json", f"{error}: {WHAT_TO_SEND}") from None
    if "=" in sensor or any("=" not in pair for pair in pairs):
        raise EventError("not_json", f"a line is a sensor and name=value pairs, not {text!r:.60}")
    return {"sensor": sensor, **dict(pair.split("=", 1) for pair in pairs)}


def _object(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise EventError("not_json", str(error)) from None


def _whole(text: str) -> Iterator[Found]:
    try:
        listed = msgspec.json.decode(text, type=list[Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise ShapeError(f"the body is not JSON ({error}): {WHAT_TO_SEND}") from None
    for index, each in enumerate(listed):
        yield each if isinstance(each, dict) else Refusal(index, "wrong_type", f"a report is a JSON object, not {each!r:.60}", each)


def _lines(text: str) -> Iterator[Found]:
    for index, each in enumerate(filter(None, map(str.strip, text.splitlines()))):
        try:
            yield line(each)
        except EventError as refused:
            yield Refusal(index, refused.reason, refused.detail, each)
