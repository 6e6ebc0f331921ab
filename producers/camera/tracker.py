"""Detections become tracks: two stages by overlap as ByteTrack (Zhang et al. 2022), then by distance, over time instead of frames."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from producers.camera.association import assign, overlap
from producers.camera.detection import Boxes, Detections, Sureness
from producers.camera.track import Track

_OVERLAP: Final = 0.2  # of boxes that may be the same person
_OVERLAP_UNSURE: Final = 0.4  # where the detector is not sure
_DOUBTED: Final = 0.45  # s without a sighting after which who is not confirmed was nobody


class Tracker:
    """Follows people through one camera's picture. patience: s that somebody out of sight is waited for."""

    def __init__(self, sureness: Sureness, aspect: float, patience: float = 2.0) -> None:
        self._sure, self._aspect, self._patience = sureness, aspect, patience
        self._tracks: list[Track] = []
        self._numbers = 0

    def update(self, found: Detections, seconds: float) -> list[Track]:
        """Everybody who is followed now, those out of sight for a moment among them (`seen` tells). Times must not go back."""
        for track in self._tracks:
            track.predict(seconds)
        high = np.flatnonzero(found.scores >= self._sure.high)
        low = np.flatnonzero((found.scores < self._sure.high) & (found.scores >= self._sure.low))
        missing, left = self._by_overlap(self._tracks, found.boxes, high, _OVERLAP)
        missing, left = self._by_distance(missing, found.boxes, left)
        self._by_overlap(missing, found.boxes, low, _OVERLAP_UNSURE)
        self._tracks = [track for track in self._tracks if seconds - track.seen <= self._allowed(track)]
        for index in left:
            if found.scores[index] >= self._sure.begins:
                self._begin(found.boxes[index], seconds)
        return list(self._tracks)

    def forget(self) -> None:
        """The picture has ended: whoever comes next is somebody else."""
        self._tracks = []

    def _allowed(self, track: Track) -> float:
        return self._patience if track.confirmed else _DOUBTED

    def _begin(self, box: NDArray[np.float64], seconds: float) -> None:
        self._numbers += 1
        self._tracks.append(Track(self._numbers, box, seconds, self._aspect))

    def _by_overlap(self, tracks: list[Track], boxes: Boxes, those: NDArray[np.intp], least: float) -> tuple[list[Track], NDArray[np.intp]]:
        if not tracks or not len(those):
            return tracks, those
        cost = 1 - overlap(np.array([track.box for track in tracks]), boxes[those])
        return _matched(tracks, boxes, those, assign(cost, 1 - least))

    def _by_distance(self, tracks: list[Track], boxes: Boxes, those: NDArray[np.intp]) -> tuple[list[Track], NDArray[np.intp]]:
        """Who came out from behind something, or moved on by more than a body between two frames."""
        if not tracks or not len(those):
            return tracks, those
        cost = np.array([[track.distance(boxes[index]) / track.reach() for index in those] for track in tracks])
        return _matched(tracks, boxes, those, assign(cost, 1.0))


def _matched(
    tracks: list[Track], boxes: Boxes, those: NDArray[np.intp], pairs: list[tuple[int, int]]
) -> tuple[list[Track], NDArray[np.intp]]:
    """Updates who was found; returns the tracks and the detections left."""
    for row, column in pairs:
        tracks[row].update(boxes[those[column]])
    found, used = {row for row, _ in pairs}, {column for _, column in pairs}
    return [track for row, track in enumerate(tracks) if row not in found], np.delete(those, sorted(used))
