"""What event names mean: a name that only sounds like shopping is left out, one known by its words only is doubted."""

from pathlib import Path

import pytest

from producers.replay.mapping.event_words import is_known, meaning
from producers.replay.mapping.mapping import TYPES
from producers.replay.mapping.proposal import propose

MEANINGS = {
    "view_item": "product_viewed ViewProduct click pv item_view quick_view",
    "view_item_list": "Product-List-Viewed search_results category_page",
    "page_view": "page_viewed pageview homepage",
    "add_to_cart": "Product-Added addtocart AddToBasket cart in-den-Warenkorb cart_item_added product_list_add_to_cart",
    "remove_from_cart": "remove_from_cart removed-from-basket Item-removed",
    "begin_checkout": "checkout checkout_started add_payment_info add_shipping_info",
    "purchase": "checkout_completed Order-Completed order_placed payment_success buy transaction",
    "refund": "order_refunded Order-Cancelled item_returned",
    "": "cart_viewed view_cart clear_cart Cart-Abandoned go_to_cart add_to_wishlist wishlist address_changed order_viewed "
    "order_status_checked Order-Shipped purchase_failed payment_failed border cancel_search delete_account mailing-list-signup "
    "newsletter_clicked remove_coupon review_submitted login session_start",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name.replace("-", " ")) for kind, names in MEANINGS.items() for name in names.split()])
def test_what_a_name_means(kind: str, name: str) -> None:
    assert meaning(name) == (kind or None)


def test_types_mean_themselves() -> None:
    assert [meaning(type) for type in TYPES] == list(TYPES)
    assert all(map(is_known, TYPES))


def test_names_known_by_their_words_only_are_doubted(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    names = ["page_viewed", "quick_view", "Product Added", "wishlist"]
    path.write_text("time,user,event\n" + "".join(f"2026-05-01T10:0{row}:00Z,u1,{name}\n" for row, name in enumerate(names)))
    doubts = propose(path).doubts
    assert "these event names are taken by their words: quick_view for view_item" in doubts
    assert "these event names are not understood and left out: wishlist" in doubts
