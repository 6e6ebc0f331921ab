"""A mapping as a TOML file, with remarks where it is in doubt."""

from typing import Any

import msgspec

from producers.replay.mapping.mapping import Mapping


def written(mapping: Mapping, doubts: list[str], remarks: dict[str, str]) -> str:
    """The file's text; doubts stand on top, a remark after the line of its field (or time, or type)."""
    values = msgspec.to_builtins(mapping)
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    lines = ["# Proposed by `storepulse datasets inspect`; docs/mapping.md tells each key."]
    lines += [f"# DOUBT: {doubt}" for doubt in doubts]
    lines += [f"{name} = {_value(value)}" for name, value in values.items() if name not in tables]
    for name, table in tables.items():
        remark = f"  # {remarks[name]}" if name in remarks else ""
        lines += ["", f"[{name}]{remark}"]
        lines += [_line(key, value, remarks if name == "fields" else {}) for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _line(key: str, value: Any, remarks: dict[str, str]) -> str:
    return f"{key} = {_value(value)}" + (f"  # {remarks[key]}" if key in remarks else "")


def _value(value: Any) -> str:
    """A value in TOML; its texts are written as JSON writes them, which TOML reads the same."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _value(key)
