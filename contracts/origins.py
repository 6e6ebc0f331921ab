"""Exactly once for whoever reads a rows topic: remember the last origin of each log partition, drop what is at or below it."""

from contracts.rows import Origin

Place = tuple[str, str, int]  # origin epoch, topic, partition
Position = tuple[int, int]  # origin offset, index


class Positions(dict[Place, Position]):
    """The last origin position taken in, by place. Rows of one place come in growing order, repeats after a crash aside.

    >>> seen = Positions()
    >>> row = Origin(origin_epoch="e", origin_topic="t", origin_partition=0, origin_offset=5, origin_index=0, source="s")
    >>> seen.take(row), seen.take(row)
    (True, False)
    """

    def take(self, row: Origin) -> bool:
        """Whether a row is new; remembers it."""
        place = (row.origin_epoch, row.origin_topic, row.origin_partition)
        position = (row.origin_offset, row.origin_index)
        last = self.get(place)
        if last is not None and position <= last:
            return False
        self[place] = position
        return True
