"""Money in a source's own currency: its name where there is one, and a warning where several are added up. Pure."""

import re
from collections.abc import Sequence
from typing import Final

MONEY: Final = "currency"  # the unit of a metric that tells money, of whichever the source's prices are
MIXED: Final = "mixed currencies"
WARNING: Final = "This source names several currencies. Their amounts are added up as they are: nothing is converted."
_PAID: Final = re.compile(r"revenue|refund|spent|expected_value|worth|average_price")


def named(currencies: Sequence[str]) -> str:
    """What stands beside an amount: the one currency, a word for several, nothing where none is named.

    >>> named(["EUR"]), named(["EUR", "GBP"]), named([])
    ('EUR', 'mixed currencies', '')
    """
    return MIXED if len(currencies) > 1 else "".join(currencies)


def paid(column: str) -> bool:
    """Whether a further number of a metric is money, which its name tells.

    >>> paid("revenue_a_visitor"), paid("returned_worth"), paid("orders"), paid("revenue_percent")
    (True, True, False, False)
    """
    return bool(_PAID.search(column)) and not column.endswith("_percent")
