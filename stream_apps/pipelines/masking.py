"""What people write of themselves by accident is not kept: e-mail addresses, phone and card numbers."""

import re
from typing import Final

EMAIL, CARD, PHONE = "[e-mail]", "[card number]", "[phone number]"

_ADDRESS: Final = re.compile(r"[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_DIGIT: Final = re.compile(r"\d")
_LEAST: Final = 8  # digits, below which no text holds a number that is masked
_LONGEST: Final = 15  # digits of a phone number (ITU-T E.164)

# Sizes, prices and dates must come through, so digits are a phone number only where they are written like one.
_DATE: Final = r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)(?![./-]?\d)"
_CARD: Final = r"\d(?:[ -]?\d){12,18}(?!\d)"
_GROUPS: Final = r"(?:[ .\-/]\d(?=[ .\-/]))?(?:[ .\-/]?\(\d{1,5}\) ?\d{1,14}|[ .\-/]\d{2,14}){0,6}"
_PHONE: Final = "|".join(
    (
        rf"\+ ?(?:\([1-9]\d{{0,2}}\)|[1-9]\d{{0,14}}){_GROUPS}",  # +44 20 7946 0958, +33 1 23 45 67 89, +49 (0)30 1234567
        rf"00 ?[1-9]\d{{0,14}}{_GROUPS}",  # 0049 30 1234567
        r"(?:1[ .-]?)?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}",  # (212) 555-0123, 1-800-555-0123
        r"\(0[1-9]\d{0,4}\)[ .\-/]?\d{2,8}(?:[ .\-/]\d{2,8}){0,4}",  # (030) 1234567
        r"0[1-9]\d{0,4}(?:[ .\-/]\d{2,8}){1,5}",  # 0171 1234567, 01 23 45 67 89
        r"\d{9,15}",
    )
)
# Not within a word or a decimal number, nor after a currency's sign.
_NUMBER: Final = re.compile(rf"(?<![\w$€£¥#])(?<!\d[.,])(?:(?P<date>{_DATE})|(?P<card>{_CARD})|(?P<phone>{_PHONE}))(?!\w|[.,]\d)")


def masked(text: str) -> str:
    """A text with each e-mail address, card number (by its check digit) and phone number replaced by a word for it.

    >>> masked("Mail jo@example.org or +44 20 7946 0958! Size 10, 5'8, $1,299.00 on 12.05.2026")
    "Mail [e-mail] or [phone number]! Size 10, 5'8, $1,299.00 on 12.05.2026"
    >>> masked("paid with 4111 1111 1111 1111")
    'paid with [card number]'
    """
    if "@" in text:
        text = _ADDRESS.sub(EMAIL, text)
    return _NUMBER.sub(_mask, text) if len(_DIGIT.findall(text)) >= _LEAST else text


def _mask(found: re.Match[str]) -> str:
    whole, kind = found.group(), found.lastgroup
    digits = re.sub(r"\D", "", whole)
    if kind == "card" and _is_card(digits):
        return CARD
    is_phone = kind != "date" and (8 if whole[0] == "+" else 9) <= len(digits) <= _LONGEST
    return PHONE if is_phone else whole


def _is_card(digits: str) -> bool:
    """Luhn's check (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0 and digits.strip("0") != ""
