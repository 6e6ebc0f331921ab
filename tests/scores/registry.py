"""Every score, in reading order. A score is one file of this folder and one line here."""

from typing import Final

from tests.scores.figures import Score

SCORES: Final[tuple[Score, ...]] = ()
