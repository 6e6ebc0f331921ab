"""A JSON object a line."""

from collections.abc import Iterator

import msgspec

from producers.replay.mapping.lines import Lines
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.row import Row


class JsonRows(Lines):
    """Lines of JSON; empty ones are passed over."""

    def __iter__(self) -> Iterator[Row]:
        decode = msgspec.json.Decoder().decode
        for line, raw in enumerate(self.lines(), 1):
            if raw.isspace():
                continue
            if line == 1 and raw.lstrip().startswith(b"["):
                raise MappingError(
                    f"{self.path.name} is one JSON array; make lines of it first: jq -c '.[]' {self.path.name} > lines.jsonl"
                )
            value, bad = None, ""
            try:
                value = decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                bad = f"the line is no JSON ({error})"
            if not bad and not isinstance(value, dict):
                bad = "the line is no JSON object"
            yield Row(line, value, raw, bad)
