"""What customers are worth."""

from contracts.rows.base import Large, Name, Origin, Small, Time


class CustomerValue(Origin, kw_only=True, gc=False):
    """A customer by their orders up to `at`: written after each order, and when in a weekly look the group or chance has changed.

    recency is days since the last order, frequency orders, monetary what they spent net of what came back; the scores are their
    quintiles among all customers (5 the best), rfm_group the name that recency and frequency give, previous_group the one before,
    empty at first.
    p_again is the probability of a purchase within 90 days, null while too few are known; labels is how many answers it was learned from,
    0: from orders alone (BG/NBD). expected_90 and expected_365 are expected spending in the days to come, in the source's currency.
    """

    customer: str
    at: Time
    country: Name
    first: Time
    last: Time
    recency: float
    frequency: Small
    monetary: float
    returned: float
    r_score: Small
    f_score: Small
    m_score: Small
    rfm_group: Name
    previous_group: Name
    p_again: float | None
    labels: Large
    expected_90: float | None
    expected_365: float | None
