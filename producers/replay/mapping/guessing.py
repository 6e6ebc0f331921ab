"""Which column is which field of an event: judged by its name, by its values, and by what is left."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from rapidfuzz import fuzz

from producers.replay.mapping.event_words import meaning
from producers.replay.mapping.sniffing import Column
from producers.replay.mapping.stamp_formats import formats_of

SURE: Final = 0.85
LIKELY: Final = 0.55  # below it a column is not taken

# Names that such columns have in the wild. The first of a field are what it is called most often.
NAMES: Final = {
    "time": ("timestamp", "event_time", "time", "ts", "datetime", "date", "created_at", "at", "when", "occurred_at", "invoicedate",
             "order_date", "server_time", "zeit", "zeitstempel", "wann", "fecha", "data"),
    "type": ("event_type", "event", "event_name", "type", "action", "behavior", "behaviour", "activity", "aktion", "what", "was"),
    "visitor": ("visitor_id", "visitor", "user_id", "anonymous_id", "client_id", "user_pseudo_id", "cookie_id", "device_id", "uid",
                "fullvisitorid", "user", "who", "wer", "besucher"),
    "customer": ("customer_id", "customer", "account_id", "member_id", "client_number", "kunde", "kunden_id", "email_hash"),
    "session": ("session_id", "session", "user_session", "visit_id", "visit", "sid", "sitzung"),
    "product": ("product_id", "item_id", "sku", "product", "item", "article_id", "aid", "stockcode", "asin", "product_code", "artikel",
                "pid"),
    "category": ("category_code", "category", "category_name", "product_category", "category_id", "department", "kategorie"),
    "price": ("price", "unit_price", "item_price", "amount", "product_price", "preis", "sale_price", "value"),
    "quantity": ("quantity", "qty", "count", "units", "menge", "anzahl"),
    "currency": ("currency", "currency_code", "waehrung"),
    "order": ("order_id", "transaction_id", "invoice_no", "invoice", "order_number", "order", "transaction", "bestellung", "purchase_id"),
    "page": ("page", "url", "page_url", "page_location", "path", "page_path", "pagename"),
    "referrer": ("referrer", "referer", "page_referrer", "http_referer"),
    "country": ("country", "country_code", "geo_country", "land", "nation"),
    "device": ("device", "device_category", "device_type", "platform"),
    "channel": ("channel", "channel_group", "default_channel_group", "traffic_channel", "utm_medium", "medium"),
    "colour": ("colour", "color", "farbe"),
    "position": ("position", "rank", "list_position"),
    "engaged": ("engagement_time_msec", "time_on_page_ms", "dwell_ms"),
    "age": ("age", "customer_age", "alter"),
    "gender": ("gender", "sex", "geschlecht"),
}  # fmt: skip


class Guess(NamedTuple):
    """A column taken for a field; confidence 0 to 1, and why."""

    field: str
    column: Column
    confidence: float
    why: str


def guesses(columns: list[Column]) -> dict[str, Guess]:
    """The best column of each field, no column twice."""
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for guess in sorted(_candidates(columns), key=lambda guess: -guess.confidence):
        if guess.field not in found and guess.column.name not in taken and guess.confidence >= LIKELY:
            found[guess.field] = guess
            taken.add(guess.column.name)
    if not {"visitor", "session", "customer"} & found.keys():
        found |= {guess.field: guess for guess in _left([column for column in columns if column.name not in taken])}
    return found


def _left(columns: list[Column]) -> list[Guess]:
    """The visitor where no name tells: of the columns left, one of ids that come again, the most different of them."""
    ids = [(len(set(map(str, column.present))), column) for column in columns if column.present and _id(column.present) > 0]
    again = [(different, column) for different, column in ids if 1 < different < len(column.present)]
    return [Guess("visitor", max(again, key=lambda found: found[0])[1], 0.3, "the column of ids that come again")] if again else []


def _candidates(columns: list[Column]) -> Iterator[Guess]:
    for column in columns:
        values = column.present[:200]
        for field in NAMES if values else ():
            name, value = _by_name(field, column.name), _VALUES.get(field, _any)(values)
            if value == 0:
                continue  # what its values rule out, no name makes good
            if name >= 0.8:
                yield Guess(field, column, 0.6 * name + 0.4 * value, "by its name and values")
            elif value >= 0.85 and field in _TELLING:
                yield Guess(field, column, 0.65 * value, "by its values only")


def _by_name(field: str, column: str) -> float:
    """How near a column's name is to one that the field has; what a field is called most often counts a little more."""
    plain = _plain(column)
    return max(_alike(plain, _plain(known)) - 0.003 * place for place, known in enumerate(NAMES[field]))


def _alike(name: str, known: str) -> float:
    """Likeness of two names; of short ones ("page", "age") only sameness counts."""
    if min(len(name), len(known)) <= 4:
        return float(name == known)
    return fuzz.ratio(name, known) / 100


def _plain(name: str) -> str:
    """The last name of a path, in one spelling."""
    return re.sub(r"[^a-z0-9]", "", name.rsplit(".", 1)[-1].lower())


def number(value: Any) -> float | None:
    """A value as a number, with either decimal mark."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = str(value).strip()
    if not re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+([.,]\d+)?", text):
        return None
    return float(text.replace(".", "").replace(",", ".") if "," in text else text)


def _share(values: list[Any], holds: Callable[[Any], bool]) -> float:
    return sum(map(holds, values)) / len(values)


def _any(_: list[Any]) -> float:
    return 0.8


def _time(values: list[Any]) -> float:
    return max((share for _, share in formats_of(values[:50])), default=0.0)


def _type(values: list[Any]) -> float:
    """Few different names of which some are known words."""
    names = {str(value) for value in values}
    known = [name for name in names if meaning(name)]
    return 0.0 if not known or len(names) > 40 or any(number(name) is not None for name in names) else 0.6 + 0.4 * len(known) / len(names)


def _price(values: list[Any]) -> float:
    numbers = [number(value) for value in values]
    good = [value for value in numbers if value is not None and value >= 0]
    if len(good) < 0.9 * len(values):
        return 0.0
    with_cents = _share(values, lambda value: bool(re.search(r"[.,]\d{1,2}$", str(value))))
    return 0.6 + 0.4 * with_cents


def _whole(values: list[Any]) -> float:
    return 1.0 if _share(values, lambda value: (found := number(value)) is not None and found == int(found)) >= 0.95 else 0.0


def _id(values: list[Any]) -> float:
    """Texts or whole numbers without spaces, and more than a few of them."""
    if _share(values, lambda value: " " not in str(value).strip() and len(str(value)) <= 128) < 0.9:
        return 0.0
    return 0.9 if len(set(map(str, values))) > min(3, len(values) // 2) else 0.4


def _order(values: list[Any]) -> float:
    """As ids; small whole numbers rather count something."""
    return 0.0 if _share(values, lambda value: (found := number(value)) is not None and found < 1_000) > 0.9 else _id(values)


def _pattern(pattern: str) -> Callable[[list[Any]], float]:
    return lambda values: 1.0 if _share(values, lambda value: bool(re.fullmatch(pattern, str(value).strip()))) >= 0.9 else 0.0


def _age(values: list[Any]) -> float:
    return _share(values, lambda value: (found := number(value)) is not None and 0 < found < 120)


_VALUES: Final[dict[str, Callable[[list[Any]], float]]] = {
    "time": _time,
    "type": _type,
    "price": _price,
    "quantity": _whole,
    "position": _whole,
    "engaged": _whole,
    "visitor": _id,
    "session": _id,
    "customer": _id,
    "product": _id,
    "order": _order,
    "currency": _pattern(r"[A-Z]{3}"),
    "page": _pattern(r"(https?://|/).*"),
    "referrer": _pattern(r"(https?://|android-app://).*"),
    "age": _age,
}
# Fields whose values alone give them away, whatever the column is called.
_TELLING: Final = ("time", "type", "currency", "page")
