"""What a mapping must hold beyond its form, checked before a file is opened."""

import codecs
import re
import warnings
from datetime import datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from contracts.events import STREAMS
from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.conversions import conversion
from producers.replay.mapping.mapping import TYPES, Field, Mapping, MappingError, Time, Type, fields_of
from producers.replay.mapping.stamps import UNITS


def near(word: str, known: tuple[str, ...]) -> str:
    """What was meant, if it is near enough to be told; else all there are."""
    found = get_close_matches(word, known, 1, 0.5)
    return f"; did you mean `{found[0]}`?" if found else f"; there are {', '.join(known)}"


def check(mapping: Mapping, name: str) -> None:
    """What types alone do not tell. Raises MappingError."""
    known = fields_of(mapping.stream)
    for field in mapping.fields:
        if field not in known:
            raise MappingError(f"{name}: an event has no field `{field}` under [fields]{near(field, known)}")
        rule = mapping.field(field)
        if sum(given is not None for given in (rule.column, rule.value, rule.template)) != 1:
            raise MappingError(f"{name}: `fields.{field}` takes exactly one of column, value and template")
        if rule.value is not None:
            _check_constant(mapping, field, rule, name)
    (_check_comments if mapping.stream == "reviews" else _check_clicks)(mapping, name)
    _check_time(mapping.time, name)
    _check_encoding(mapping.encoding, name)


def _check_constant(mapping: Mapping, field: str, rule: Field, name: str) -> None:
    form = next(known for known in msgspec.structs.fields(STREAMS[mapping.stream]) if known.name == field)
    try:
        msgspec.convert(conversion(field, rule, mapping)(rule.value), form.type)
    except BadRowError as error:
        raise MappingError(f"{name}: the constant of `fields.{field}` will not do: {error}") from None
    except msgspec.ValidationError as error:
        raise MappingError(f"{name}: the constant of `fields.{field}` will not do: {rule.value!r}: {error}") from None


def _check_comments(mapping: Mapping, name: str) -> None:
    if not {"text", "title", "rating", "recommended"} & set(mapping.fields):
        raise MappingError(f"{name}: [fields] names none of `text`, `title`, `rating` and `recommended`; say where the comment stands")
    if mapping.type != Type():
        raise MappingError(f"{name}: comments have no `type`; leave it out")


def _check_clicks(mapping: Mapping, name: str) -> None:
    if not {"visitor", "session"} & set(mapping.fields):
        raise MappingError(f"{name}: [fields] names neither `visitor` nor `session`; say who acts, by a column or a template")
    if (mapping.type.column is None) == (mapping.type.value is None):
        raise MappingError(f"{name}: `type` takes either column (with names) or value, one of {', '.join(TYPES)}")
    if mapping.type.column is not None and not mapping.type.names:
        raise MappingError(f'{name}: `type.names` is missing: say what the file\'s event names mean, as in view = "view_item"')


def _check_time(time: Time, name: str) -> None:
    if time.column is None and time.start is None:
        raise MappingError(f"{name}: `time.column` is missing; see docs/mapping.md, also for files without times (`time.start`)")
    if time.column is not None and time.start is not None:
        raise MappingError(f"{name}: `time` takes either column or start, from which times are made up")
    if time.start is not None and time.start.tzinfo is None:
        raise MappingError(f"{name}: `time.start` has no offset; end it with Z where it is UTC")
    _check_format(time.format, name)
    _check_zone(time.zone, name)


def _check_format(format: str, name: str) -> None:
    """A format is of strptime, which says only while it reads what it does not know."""
    wrong = "" if format == "iso" or format in UNITS or "%" in format else "it has no %"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats without a year
        try:
            datetime.strptime("", format)
        except ValueError as error:
            wrong = wrong or (str(error) if "bad directive" in str(error) or "stray" in str(error) else "")
        except re.error as error:
            wrong = str(error)
    if wrong:
        raise MappingError(
            f"{name}: `time.format` {format!r} is no format ({wrong}); write iso, {', '.join(UNITS)}, or as strptime does: %d.%m.%Y %H:%M"
        )


def _check_zone(zone: str, name: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MappingError(f"{name}: `time.zone` {zone!r} is no time zone; write one such as Europe/Warsaw or UTC") from None


def _check_encoding(encoding: str, name: str) -> None:
    try:
        plain = "\n,".encode(codecs.lookup(encoding).name) == b"\n,"
    except LookupError:
        raise MappingError(f"{name}: `encoding` {encoding!r} is unknown; write utf-8, latin-1, cp1252 ...") from None
    if not plain:  # lines are cut before they are decoded, so that a bad one can be kept as it stands
        raise MappingError(f"{name}: `encoding` {encoding!r} is not read; turn the file into UTF-8 first: iconv -f {encoding} -t utf-8")
