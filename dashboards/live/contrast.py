"""Black or white: which of them can be read on a cell of a heatmap, in the light and in the dark theme. Pure.

The colours are those of page.css, which mixes a cell of a strength as `background` here does; a test compares the two.
"""

from typing import Final, NamedTuple

Colour = tuple[float, float, float]
BLACK: Final = (0.0, 0.0, 0.0)
WHITE: Final = (255.0, 255.0, 255.0)
ENOUGH: Final = 4.5  # WCAG 2.2 AA, of text
_FAINTEST: Final = 0.07  # of the accent in a cell of nothing


class Theme(NamedTuple):
    """The two colours that cells are mixed of."""

    accent: Colour
    card: Colour


LIGHT: Final = Theme((0x3F, 0x6F, 0xD1), (0xFF, 0xFF, 0xFF))
DARK: Final = Theme((0x7A, 0xA5, 0xF5), (0x16, 0x1B, 0x23))


def tone(strength: float) -> str:
    """Classes of a cell: `bright` where white reads better on light paper, `night-bright` where it does on dark.

    >>> tone(0.0), tone(1.0)
    (' night-bright', ' bright')
    """
    names = {"bright": LIGHT, "night-bright": DARK}
    return "".join(f" {name}" for name, theme in names.items() if ink(strength, theme) == WHITE)


def ink(strength: float, theme: Theme) -> Colour:
    """White where it can be read, else black, which then can: of any colour at least one of them has the contrast it takes."""
    return WHITE if ratio(WHITE, background(strength, theme)) >= ENOUGH else BLACK


def background(strength: float, theme: Theme) -> Colour:
    """A cell's colour; strength from 0 to 1."""
    faint = _mixed(theme.accent, theme.card, _FAINTEST)
    return _mixed(theme.accent, faint, strength)


def ratio(one: Colour, other: Colour) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> round(ratio(BLACK, WHITE))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (channel / 255 for channel in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
