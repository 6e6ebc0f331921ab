"""Devices and channels as people name them. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

# What a question says -> a part of the word that the source stores: "phones" for "mobile", "google" for "Organic Search".
DEVICES: Final = {
    r"mobiles?|(?:smart|cell ?|mobile )?phones?|iphones?|androids?|handhelds?": "mobile",
    r"desktops?|computers?|laptops?|pcs?": "desktop",
    r"tablets?|ipads?": "tablet",
}
CHANNELS: Final = {
    r"e-?mails?|newsletters?|mailings?": "email",
    r"social media|social networks?|facebook|instagram|tiktok|pinterest": "social",
    r"google|bing|search engines?|search traffic|(?<=from )search|(?<=via )search|(?<=by )search": "search",
    r"ads|adverts|advertising|advertisements?|paid (?:traffic|visitors|visits|clicks|sessions)": "paid",
    r"banners?|display ads": "display",
    r"referrals?|other sites|links from others": "referral",
    r"direct (?:traffic|visitors|visits|sessions)|(?<=came )directly": "direct",
    r"organic (?:traffic|visitors|visits|sessions)": "organic",
}
# Names of channels that mean other things too.
_COMMON: Final = {"direct", "display", "search", "social", "paid", "referral", "organic", "other"}
_LED: Final = r"(?:(?<=from )|(?<=via )|(?<=on )|(?<=by )|(?<=channel )|(?<=and )|(?<=or ))"


def devices(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    """Devices that a text names, as the source stores them, and the text without them.

    >>> devices("conversion on phones", ["mobile", "desktop"])
    (['mobile'], 'conversion on  ')
    """
    return _find(text, words, DEVICES)


def channels(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    """Channels that a text names; a kind of channel may be several.

    >>> channels("visitors from google", ["Organic Search", "Paid Search", "Email"])[0]
    ['Organic Search', 'Paid Search']
    """
    return _find(text, words, CHANNELS)


def spoken(text: str) -> tuple[str, ...]:
    """Filters that a text speaks of, whatever its source stores.

    >>> spoken("where do we lose people on phones")
    ('device',)
    """
    said = {"device": DEVICES, "channel": CHANNELS}
    return tuple(name for name, words in said.items() if any(re.search(rf"(?i)\b(?:{pattern})\b", text) for pattern in words))


def _find(text: str, words: Sequence[str], said: Mapping[str, str]) -> tuple[list[str], str]:
    """Full names first, so that "paid search" is not every search; a name that is a common word must come after "from", "via" or "on"."""
    found: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        pattern = rf"(?i){_LED if word.lower() in _COMMON else ''}\b{re.escape(word)}\b"
        if re.search(pattern, text):
            found.append(word)
            text = re.sub(pattern, " ", text)
    for pattern, part in said.items():
        meant = [word for word in words if part in word.lower()]
        if meant and re.search(rf"(?i)\b(?:{pattern})\b", text):
            found += meant
            text = re.sub(rf"(?i)\b(?:{pattern})\b", " ", text)
    return list(dict.fromkeys(found)), text
