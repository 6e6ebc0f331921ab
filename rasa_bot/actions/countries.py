"""Countries as people name them, by ISO 3166 code: the name first, then the people, the adjective and other names."""

from typing import Final

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


def name(word: str) -> str:
    """The name of a country that is stored by its code; any other word as it is.

    >>> name("PL"), name("com")
    ('Poland', 'com')
    """
    return NAMES.get(word, word)
