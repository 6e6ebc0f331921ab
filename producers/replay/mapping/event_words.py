"""What a file's event names mean: some are known as they stand, others as far as their words tell."""

import re
from typing import Final, get_args

from contracts.events import Attention, Shopping
from producers.replay.mapping.mapping import Happening

# Names as shops and trackers write them, in one spelling.
_KNOWN: Final[dict[str, Happening]] = {
    **{type: type for type in (*get_args(Shopping), *get_args(Attention))},
    **dict.fromkeys(("page", "pageview", "page_viewed", "screen_view", "screen"), "page_view"),
    **dict.fromkeys(("product_list_viewed", "collection_viewed", "category_viewed", "search", "search_submitted"), "view_item_list"),
    **dict.fromkeys(("view", "pv", "click", "detail", "product_view", "product_viewed", "item_view", "view_product"), "view_item"),
    **dict.fromkeys(
        ("cart", "basket", "add", "addtocart", "added_to_cart", "product_added", "product_added_to_cart", "add_to_basket", "addtobasket"),
        "add_to_cart",
    ),
    **dict.fromkeys(
        ("removefromcart", "removed_from_cart", "product_removed", "product_removed_from_cart", "remove_from_basket"), "remove_from_cart"
    ),
    **dict.fromkeys(("checkout", "checkout_started", "start_checkout", "initiate_checkout"), "begin_checkout"),
    **dict.fromkeys(
        ("buy", "bought", "order", "transaction", "sale", "purchased", "order_completed", "order_placed", "checkout_completed"), "purchase"
    ),
    **dict.fromkeys(("refunded", "order_refunded"), "refund"),
}

_CART: Final = r"(cart|basket|bag|warenkorb)s?"
_THING: Final = r"(product|item|artikel|cart|basket|bag)s?"
_DONE: Final = r"(complete|success|paid|place|confirm|submit|create|done|finish)\w*"
# Patterns of whole words, joined by "_"; in this order, and None is no shopping: "order_viewed" is no order, "address" no "add".
_WORDS: Final[tuple[tuple[str, Happening | None], ...]] = (
    (r"\w*(wish|address|account|fail|abandon|newsletter|mail|favou?rit|compare|review|rating|coupon|promo|banner|login|sign_?(up|in))\w*",
     None),
    (r"refund\w*|returned|(order|purchase|sale|item|product)_return|storno|return$|^cancell?(ed)?$", "refund"),
    (r"(order|purchase|payment|transaction)_cancel\w*|cancel\w*_(order|purchase|payment|transaction)", "refund"),
    (rf"(checkout|order|payment|purchase|transaction)_(is_|was_)?{_DONE}|{_DONE}_(checkout|order|payment|purchase)", "purchase"),
    (r"status|cancel\w*|sort\w*|filter\w*|shipped|shipment\w*|(deliver|track)\w*", None),
    (rf"{_THING}_add(ed)?|add(ed)?_(\w+_)?{_CART}", "add_to_cart"),
    (rf"(view|open|show|clear|empt|updat|edit|chang|detail|list|histor|sav)\w*_(\w+_)?({_CART}|orders?|transactions?|purchases?)", None),
    (rf"({_CART}|orders?|transactions?|purchases?)_(\w+_)?(view|open|show|clear|empt|updat|edit|chang|detail|list|histor|sav)\w*", None),
    (rf"(remove|delete)\w*(_(\w+_)?{_THING})?$|{_THING}_(\w+_)?(remove|delete)\w*", "remove_from_cart"),
    (rf"^add(ed)?$|((^|_)(in|into)_(\w+_)?|^(to_)?){_CART}$", "add_to_cart"),
    (r"check_?outs?|(shipping|payment)_?info", "begin_checkout"),
    (r"purchas\w*|buy|buys|bought|order(s|ed)?|transactions?|(ge)?kauft?|conversion|^sale|^paid", "purchase"),
    (r"lists?|search\w*|categor\w*|impressions?|collections?", "view_item_list"),
    (r"\w*page\w*|^visit\w*|home|screen|^hit", "page_view"),
    (r"\w*view(s|ed|ing)?|click\w*|details?|products?|items?|^pv$|look\w*|browse\w*", "view_item"),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(rf"(?<![a-z0-9])({pattern})(?![a-z0-9])"), type) for pattern, type in _WORDS)


def meaning(name: str) -> Happening | None:
    """The type of event that a name stands for, if a word of it is known.

    >>> meaning("addtocart"), meaning("Order Completed"), meaning("session_start"), meaning("view_cart")
    ('add_to_cart', 'purchase', None, None)
    """
    plain = _plain(name)
    return _KNOWN.get(plain) or next((type for pattern, type in _PATTERNS if pattern.search(plain)), None)


def is_known(name: str) -> bool:
    """Whether a name is known as it stands, and not by its words only.

    >>> is_known("Product Added"), is_known("product_opened")
    (True, False)
    """
    return _plain(name) in _KNOWN


def _plain(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s./:-]+", "_", name.strip()).lower()
