"""Who is worth a contact."""

from contracts.rows.base import Large, Name, Names, Origin, Time


class Lead(Origin, kw_only=True, gc=False):
    """A visit under way (kind visit) or a person (kind customer) that is likely enough to buy to be worth a contact.

    A row says how things stand at `at`; the newest row of a `lead` holds. state: open (worth it), cooled (no longer), then bought or
    left, which end it. A visit's purchase counts until it ends, a customer's until `until`. probability is that of the purchase,
    promised what it was when the lead opened, usual that of everybody; value is probability x what a purchase brings, a lead is open
    where it exceeds cost. reasons are phrases, the weightiest first; samples is how many examples the model had learned from.
    """

    lead: str
    kind: Name
    state: Name
    at: Time
    opened: Time
    until: Time | None
    session: str
    visitor: str | None
    customer: str | None
    country: Name
    device: Name
    channel: Name
    probability: float
    promised: float
    usual: float
    value: float
    cost: float
    reasons: Names
    samples: Large
