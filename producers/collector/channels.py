"""Where a visit came from, as one of GA4's default channel groups.

The rules are GA4's own, shortened: Google Analytics Help, "Default channel group" (answer 9756891).
"""

import re
from typing import Any, Final

from producers.collector import foreign

_SEARCH: Final = frozenset(
    ("google", "bing", "duckduckgo", "yahoo", "ecosia", "baidu", "yandex", "qwant", "startpage", "naver", "seznam", "ask", "brave")
)
_SOCIAL: Final = frozenset(
    ("facebook", "instagram", "twitter", "linkedin", "pinterest", "tiktok", "reddit", "threads", "whatsapp", "snapchat", "vk", "mastodon")
)
_SHORT: Final = {
    "t.co": "twitter",
    "x.com": "twitter",
    "fb.me": "facebook",
    "lnkd.in": "linkedin",
    "pin.it": "pinterest",
    "ig": "instagram",
}
_VIDEO: Final = frozenset(("youtube", "vimeo", "twitch", "dailymotion"))
_PAID: Final = re.compile(r"(.*cp.*|ppc|retargeting|paid.*)\Z")
_MEDIA: Final = {
    **dict.fromkeys(("display", "banner", "expandable", "interstitial", "cpm"), "Display"),
    **dict.fromkeys(("email", "e-mail", "e_mail", "e mail"), "Email"),
    **dict.fromkeys(("social", "social-network", "social-media", "sm", "social network", "social media"), "Organic Social"),
    **dict.fromkeys(("referral", "app", "link"), "Referral"),
    **dict.fromkeys(("affiliate", "affiliates"), "Affiliates"),
    "organic": "Organic Search",
    "video": "Organic Video",
    "audio": "Audio",
    "sms": "SMS",
    **dict.fromkeys(("push", "mobile", "notification"), "Mobile Push Notifications"),
}


def channel(source: Any = None, medium: Any = None, referrer: Any = None, page: Any = None) -> str | None:
    """The group of a campaign's utm source and medium, else of the referrer's host. None where nothing is known, or where the referrer is
    the shop itself, whose page's address is given.

    >>> channel("newsletter", "email"), channel("google", "cpc"), channel(referrer="https://www.bing.com/"), channel()
    ('Email', 'Paid Search', 'Organic Search', None)
    """
    named, means, from_host = (foreign.text(source), foreign.text(medium), foreign.host(referrer))
    if named or means:
        return _campaign((named or "").lower(), (means or "").lower())
    if from_host is None or _site(from_host) == _site(foreign.host(page) or ""):
        return None
    return _kind(from_host) or "Referral"


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _campaign(source: str, medium: str) -> str:
    kind = _kind(source)
    if medium not in _MEDIA and _PAID.match(medium):
        return kind.replace("Organic", "Paid") if kind else "Paid Other"
    if medium in _MEDIA:
        return _MEDIA[medium]
    return _MEDIA["email"] if source in ("email", "e-mail") else kind or "Unassigned"


def _kind(name: str) -> str:
    labels = set(_SHORT.get(_site(name), name).split("."))
    kinds = {"Organic Search": _SEARCH, "Organic Social": _SOCIAL, "Organic Video": _VIDEO}
    return next((kind for kind, sites in kinds.items() if labels & sites), "")
