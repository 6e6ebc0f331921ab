"""What sessions have looked at: the same as a dictionary each would hold, in lines of a table."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_apps.models.journeys import LOOK, NEAR, SEEN, Journeys, look

Looks = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, SEEN + 20), st.integers(0, 5)), max_size=300)


class Journey:
    """What is expected of a session."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}
        self.two = self.groups = (0, 0)

    def look(self, product: int, group: int) -> None:
        self.seen[product] = self.seen.pop(product, 0) + 1
        if len(self.seen) > SEEN:
            del self.seen[next(iter(self.seen))]
        self.two, self.groups = (product, self.two[0]), (group, self.groups[0])


@settings(deadline=None)  # the first example compiles
@given(Looks, st.sets(st.integers(1, SEEN + 20), max_size=20))
def test_keeps_what_a_dictionary_would(looks: list[tuple[str, int, int]], gone: set[int]) -> None:
    journeys, waiting, expected = Journeys(most=3), np.zeros(1, LOOK), dict[str, Journey]()
    for session, product, group in looks:
        journey = expected.pop(session, None) or Journey()
        look(journeys.lines, journeys.meet(session), waiting, 0, product, group)
        (new,) = waiting
        assert new["near"][: new["length"]].tolist() == list(journey.seen)[-NEAR:]
        assert (new["last"], new["before"], new["group_last"], new["group_before"]) == (*journey.two, *journey.groups)
        journey.look(product, group)
        expected[session] = journey
        if len(expected) > 3:
            del expected[next(iter(expected))]
    assert list(journeys) == list(expected)
    forgotten = np.zeros(SEEN + 21, bool)
    forgotten[list(gone)] = True
    journeys.forget(forgotten)
    for session, journey in expected.items():
        line = journeys.lines[journeys.line(session)]
        kept = {product: times for product, times in journey.seen.items() if product not in gone}
        assert dict(zip(line["seen"][: line["length"]].tolist(), line["times"].tolist(), strict=False)) == kept
        assert list(kept) == line["seen"][: line["length"]].tolist()
        assert (line["last"], line["before"]) == tuple(0 if product in gone else product for product in journey.two)
    assert not journeys.lines[0]["length"]
