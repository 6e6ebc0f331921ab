"""What a file's event names mean, as far as words tell."""

import re
from typing import Final

from producers.replay.mapping.mapping import Happening

# In this order: "remove_from_cart" is no "cart", "Order Refunded" no "order", "product list viewed" no "viewed".
_WORDS: Final[tuple[tuple[str, Happening], ...]] = (
    (r"refund|return(ed)?$|storno|cancel", "refund"),
    (r"remove|delete|unfav", "remove_from_cart"),
    (r"checkout|shipping_?info|payment_?info", "begin_checkout"),
    (r"purchas|buy|bought|order|transaction|^sale|^paid|kauf|conversion", "purchase"),
    (r"cart|basket|^add|warenkorb", "add_to_cart"),
    (r"list|search|categor|impression|collection", "view_item_list"),
    (r"page|^visit|home|screen|^hit$", "page_view"),
    (r"view|click|detail|product|item|^pv$|look|browse", "view_item"),
)


def meaning(name: str) -> Happening | None:
    """The type of event that a name stands for, if a word of it is known.

    >>> meaning("addtocart"), meaning("Order Completed"), meaning("session_start")
    ('add_to_cart', 'purchase', None)
    """
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])|[\s.-]+", "_", name.strip()).lower()
    return next((type for pattern, type in _WORDS if re.search(pattern, plain)), None)
