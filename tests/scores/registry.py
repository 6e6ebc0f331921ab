"""Every score, in reading order. A score is one file of this folder and one line here."""

from typing import Final

from tests.scores.buys_again import BUYS_AGAIN
from tests.scores.figures import Score
from tests.scores.footfall import FOOTFALL
from tests.scores.footfall_changes import FOOTFALL_CHANGES
from tests.scores.intent import INTENT
from tests.scores.next_product import NEXT_PRODUCT
from tests.scores.rising import RISING
from tests.scores.sales import SALES
from tests.scores.segments import SEGMENTS
from tests.scores.sentences import SENTENCES
from tests.scores.sentiment import SENTIMENT
from tests.scores.similar_customers import SIMILAR_CUSTOMERS

SCORES: Final[tuple[Score, ...]] = (
    INTENT,
    NEXT_PRODUCT,
    SEGMENTS,
    SIMILAR_CUSTOMERS,
    BUYS_AGAIN,
    SALES,
    RISING,
    FOOTFALL,
    FOOTFALL_CHANGES,
    SENTIMENT,
    *SENTENCES,
)
