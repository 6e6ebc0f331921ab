"""Countries as people name them, by ISO 3166 code: the name first, then the people, the adjective and other names."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from rasa_bot import phrases

_WORDS: Final = phrases.words("codes")
_DOMAINS: Final = ("com", "net", "org", "biz", "int")

_TABLE: Final = """
AE United Arab Emirates, Emirates, UAE, Emirati
AR Argentina, Argentinian, Argentine
AT Austria, Austrian, Austrians
AU Australia, Australian, Australians
BE Belgium, Belgian, Belgians
BG Bulgaria, Bulgarian, Bulgarians
BR Brazil, Brazilian, Brazilians
BY Belarus, Belarusian
CA Canada, Canadian, Canadians
CH Switzerland, Swiss
CL Chile, Chilean
CN China, Chinese
CX Christmas Island
CY Cyprus, Cypriot, Cypriots
CZ Czech Republic, Czechia, Czech, Czechs
DE Germany, German, Germans
DK Denmark, Danish, Danes
EE Estonia, Estonian, Estonians
EG Egypt, Egyptian
ES Spain, Spanish, Spaniards
FI Finland, Finnish, Finns
FO Faroe Islands, Faroes, Faroese
FR France, French
GB United Kingdom, UK, Great Britain, Britain, England, British, English, Scotland, Brits
GR Greece, Greek, Greeks
HK Hong Kong
HR Croatia, Croatian, Croatians, Croats
HU Hungary, Hungarian, Hungarians
ID Indonesia, Indonesian
IE Ireland, Irish
IL Israel, Israeli
IN India, Indian, Indians
IS Iceland, Icelandic, Icelanders
IT Italy, Italian, Italians
JP Japan, Japanese
KR South Korea, Korea, Korean
KY Cayman Islands, Caymans
LT Lithuania, Lithuanian, Lithuanians
LU Luxembourg, Luxembourgish
LV Latvia, Latvian, Latvians
MA Morocco, Moroccan
MT Malta, Maltese
MX Mexico, Mexican, Mexicans
MY Malaysia, Malaysian
NL Netherlands, Holland, Dutch
NO Norway, Norwegian, Norwegians
NZ New Zealand
PH Philippines, Filipino
PK Pakistan, Pakistani
PL Poland, Polish, Poles
PT Portugal, Portuguese
RO Romania, Romanian, Romanians
RS Serbia, Serbian, Serbs
RU Russia, Russian, Russians
SA Saudi Arabia, Saudi
SE Sweden, Swedish, Swedes
SG Singapore
SI Slovenia, Slovenian, Slovenians, Slovene
SK Slovakia, Slovak, Slovaks
SM San Marino
TH Thailand, Thai
TR Turkey, Turkish, Turks
TW Taiwan, Taiwanese
UA Ukraine, Ukrainian, Ukrainians
US United States, USA, US, America, American, Americans
VG British Virgin Islands, Virgin Islands
VN Vietnam, Vietnamese
ZA South Africa, South African
"""

NAMES: Final[dict[str, str]] = {}
CODES: Final[dict[str, str]] = {}
for _entry in _TABLE.strip().splitlines():
    _code, _, _words = _entry.partition(" ")
    for _word in filter(None, map(str.strip, _words.split(","))):
        NAMES.setdefault(_code, _word)
        CODES[_word.lower()] = _code

_EU: Final = "AT BE BG CY CZ DE DK EE ES FI FR GB GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"  # as of 2008
GROUPS: Final = {"eu": _EU.split(), "baltics": ["EE", "LV", "LT"], "scandinavia": ["DK", "NO", "SE"]}
GROUPS["european union"] = GROUPS["eu"]


def name(word: str) -> str:
    """The name of a country that is stored by its code; any other word as it is.

    >>> name("PL"), name("com")
    ('Poland', 'com')
    """
    return NAMES.get(word, word)


def find(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    """Countries that a text names, as a source that knows these words stores them, and the text without them.

    >>> find("sessions from Polish and Czech visitors", ["PL", "CZ"])
    (['PL', 'CZ'], 'sessions from   and   visitors')
    """
    found: dict[int, list[str]] = {}
    rest = text
    for pattern, codes in _patterns(text, words):
        for match in re.finditer(pattern, rest):
            found[match.start()] = [_stored(code, words) for code in codes]
        rest = re.sub(pattern, lambda match: " " * len(match.group()), rest)
    if not found:
        rest = _misspelt(rest, words, found)
    flat = [word for start in sorted(found) for word in found[start]]
    return list(dict.fromkeys(flat)), re.sub(r" {2,}", "   ", rest)


def _patterns(text: str, words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Names before codes, longer before shorter, so that "South Korea" is not taken for Korea."""
    for group, codes in GROUPS.items():
        yield rf"(?i)\b{group}\b", [code for code in codes if code in words] or codes
    for word in sorted(CODES, key=len, reverse=True):
        yield (rf"(?i)\b{re.escape(word)}\b" if len(word) > 2 else rf"\b{word.upper()}\b"), [CODES[word]]
    for code in NAMES if not _shouted(text) else ():
        yield rf"\b{code}\b", [code]
        if code in words and code.lower() not in _WORDS:
            yield rf"\b{code.lower()}\b", [code]
    for domain in _DOMAINS:
        yield rf"(?i)(?<!\w)\.{domain}\b|\b{domain} domains?\b", [domain]


def _shouted(text: str) -> bool:
    """Whether capitals say nothing."""
    return text.isupper() and len(text.split()) > 2


def _misspelt(text: str, words: Sequence[str], found: dict[int, list[str]]) -> str:
    """Takes the one word that is almost a country."""
    names = [word for word in CODES if len(word) > 4]
    for match in re.finditer(r"\b[a-z]{5,}\b", text.lower()):
        near = process.extractOne(match.group(), names, scorer=fuzz.ratio, score_cutoff=88)
        if near and match.group() not in phrases.words("never"):
            found[match.start()] = [_stored(CODES[near[0]], words)]
            return text[: match.start()] + " " + text[match.end() :]
    return text


def _stored(code: str, words: Sequence[str]) -> str:
    """As the source stores the country: by code or by name."""
    return next((word for word in words if CODES.get(word.lower()) == code), code)
