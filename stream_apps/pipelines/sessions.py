"""Sessions of one source: which session a click belongs to, and what a session was once it closes.

A tracker's own session id decides; without one a visitor silent for longer than the gap starts anew. Sessions are the
same in whatever order their clicks arrive within the allowed lateness; ties in event time keep the order of the log.
"""

import heapq
from bisect import bisect_right

import msgspec

from contracts.events import ShopEvent
from stream_apps.pipelines.open_session import OpenSession, Place, merge, note


class Sessions(msgspec.Struct, array_like=True):
    """The open sessions of one source in one partition. deadlines holds (ms, number, key): when to look at one again."""

    tracked: dict[str, OpenSession] = {}
    visiting: dict[str, list[OpenSession]] = {}
    deadlines: list[tuple[int, int, bool, str]] = []
    numbered: int = 0

    def add(self, event: ShopEvent, at: int, offset: int, gap: int) -> tuple[OpenSession, int, float | None]:
        """Puts a click where it belongs: its session, which click of it this is as known now, and s since the one before it."""
        session = self.tracked.get(event.session) if event.session is not None else self._visit(event.visitor or "", at, gap)
        if session is None:
            session = self._begin(event, at, offset, gap)
        times = session.times
        if not times or at >= times[-1]:
            step, before = len(times), times[-1] if times else None
            times.append(at)
        else:
            step = bisect_right(times, at)
            before = times[step - 1] if step else None
            times.insert(step, at)
        note(session, event, at, offset)
        return session, step + 1, None if before is None else (at - before) / 1000

    def engage(self, event: ShopEvent, at: int, gap: int) -> None:
        """Adds the time that a page was in sight to the session it was in, if that still runs."""
        session = (
            self.tracked.get(event.session) if event.session is not None else next(iter(self._near(event.visitor or "", at, gap)), None)
        )
        if session is not None:
            session.engaged += event.engaged or 0

    def is_due(self, watermark: int) -> bool:
        """Whether any session may have to close."""
        return bool(self.deadlines) and self.deadlines[0][0] < watermark

    def close(self, watermark: int, gap: int) -> list[OpenSession]:
        """Removes and returns the sessions that no event at or after the watermark can still join, oldest deadline first."""
        closed = []
        deadlines = self.deadlines
        while deadlines and deadlines[0][0] < watermark:
            _, number, tracked, key = heapq.heappop(deadlines)
            session = self.tracked[key] if tracked else next((s for s in self.visiting.get(key, ()) if s.number == number), None)
            if session is None:  # a later click joined it to an earlier session
                continue
            if (deadline := session.last.at + gap) >= watermark:
                heapq.heappush(deadlines, (deadline, number, tracked, key))
                continue
            self._remove(session, key)
            closed.append(session)
        return closed

    def close_all(self) -> list[OpenSession]:
        """Removes and returns every open session, in the order of their last clicks."""
        everyone = [*self.tracked.values(), *(session for visits in self.visiting.values() for session in visits)]
        self.tracked, self.visiting, self.deadlines = {}, {}, []
        return sorted(everyone, key=lambda session: (session.last.at, session.number))

    def _visit(self, visitor: str, at: int, gap: int) -> OpenSession | None:
        near = self._near(visitor, at, gap)
        if len(near) > 1:  # this click bridges two visits: they were one
            near.sort(key=lambda session: session.first.at)
            merge(near[0], near[1])
            self.visiting[visitor].remove(near[1])
        return near[0] if near else None

    def _near(self, visitor: str, at: int, gap: int) -> list[OpenSession]:
        return [s for s in self.visiting.get(visitor, ()) if s.first.at - gap <= at <= s.last.at + gap]

    def _begin(self, event: ShopEvent, at: int, offset: int, gap: int) -> OpenSession:
        self.numbered += 1
        tracked = event.session is not None
        key = event.session or event.visitor or ""
        place = Place(at, offset, event.page or "", event.product or "")
        session = OpenSession(
            id=key if tracked else f"{key}@{at}",
            visitor=event.visitor,
            tracked=tracked,
            number=self.numbered,
            first=place,
            last=place,
            times=[],
            pages={},
            products={},
            categories={},
            step=0,
            precision=event.precision,
        )
        if tracked:
            self.tracked[key] = session
        else:
            self.visiting.setdefault(key, []).append(session)
        heapq.heappush(self.deadlines, (at + gap, self.numbered, tracked, key))
        return session

    def _remove(self, session: OpenSession, key: str) -> None:
        if session.tracked:
            del self.tracked[key]
            return
        visits = self.visiting[key]
        visits.remove(session)
        if not visits:
            del self.visiting[key]
