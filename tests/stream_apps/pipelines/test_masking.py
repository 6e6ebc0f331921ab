"""What is masked in a comment, and what looks like it and is not."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.pipelines.masking import CARD, EMAIL, PHONE, masked


@pytest.mark.parametrize(
    "number",
    [
        "+44 20 7946 0958", "+442079460958", "+49 (0)30 1234567", "0049 30 1234567", "+33 1 23 45 67 89", "+1 (212) 555-0123",
        "+420 601 123 456", "+48 601-123-456", "+64 9 123 4567", "+55 11 91234-5678", "(212) 555-0123", "212-555-0123", "212.555.0123",
        "1-800-555-0123", "212 555 0123", "2125550123", "01 23 45 67 89", "0171 1234567", "0171/1234567", "030-1234567", "(030) 1234567",
        "020 7946 0958", "01712345678", "09 123 4567",
    ],
)  # fmt: skip
def test_phone_numbers_of_many_countries(number: str) -> None:
    assert masked(f"call me ({number}), or {number}. Thanks") == f"call me ({PHONE}), or {PHONE}. Thanks"


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "4111111111111111", "5500-0055-5555-5559", "3782 822463 10005", "6011000990139424"]
)
def test_card_numbers_by_their_check_digit(number: str) -> None:
    assert masked(f"Paid with {number}, twice.") == f"Paid with {CARD}, twice."


@pytest.mark.parametrize("address", ["jo@example.org", "jo.o'hara+shop@mail.example.co.uk", "JO_1@EXAMPLE.COM"])
def test_addresses(address: str) -> None:
    assert masked(f"Write to {address}.") == f"Write to {EMAIL}."


@pytest.mark.parametrize(
    "text",
    [
        "I am 5'8\", 125 lbs, 34-27-36, usually 0 2 4 6 8 10 12 14", "sizes 00, 2 and 4-6", "34c 26 waist 36 hips 115 lb",
        "$1,299.00 or 1299.99", "0.99 1.99 2.99 3.99", "€ 1.234.567,89", "on 12.05.2026 12.30", "2026-05-12 10:30", "5/12/26 - 6/12/26",
        "from 2008 to 2012 2016",
        "order #20260512123456", "$1234567890", "1234567890.50", "2 for 1, 100% cotton", "model B10-2000-30", "size 10-12, 14-16",
        "05.12 2024", "9/10 would buy", "1080p 60 fps 4000 mAh", "4111 1111 1111 1112 0", "100-200-3000", "9-5, 24/7",
    ],
)  # fmt: skip
def test_sizes_prices_and_dates_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(max_size=80))
def test_a_masked_text_has_nothing_left_to_mask(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_a_text_made_to_be_slow_is_not() -> None:
    for text in ("a" * 20_000 + "@", "+1" + "1" * 19_000 + "x", "1 " * 10_000, "0111 " * 4_000, "+1 11 " * 3_000 + "x", "1-" * 10_000):
        began = process_time()
        masked(text)
        assert process_time() - began < 2
