"""One bite of a stream: what of the events so far concerns us, and how far we have come."""

import time
from dataclasses import dataclass, field

from hanjari.channels.kinds.bluesky import events
from hanjari.channels.kinds.bluesky.events import Event, Interest

BITE_SECONDS, BITE_EVENTS, BITE_BYTES = 20.0, 50_000, 50_000_000
"""One bite ends at the first of these, or when the stream is silent."""
HAND_OVER = 2.0
"""Seconds after which what was found is handed over, though the bite goes on."""
AT_ONCE = 25
"""Posts of a catch; as many authors are asked for at once (`app.bsky.actor.getProfiles`)."""


@dataclass(slots=True)
class Bite:
    """What one visit at the stream has found so far.

    Events up to `since` were heard before, and so was the end of the posts in `past`.
    """

    interest: Interest
    told: set[str]
    past: set[str]
    place: int | None
    since: int | None
    posts: list[Event] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    count: int = 0
    size: int = 0
    began: float = field(default_factory=time.monotonic)
    handed: float = field(default_factory=time.monotonic)
    seen_at: str = ""

    def take(self, frame: bytes | str, heard: list[Event]) -> None:
        """One whole frame; only then does the place move."""
        self.count, self.size = self.count + 1, self.size + len(frame)
        for event in heard:
            self._take(event)
        self.place = events.place_after([event.at for event in heard], self.place)
        self.seen_at = next((one.time for one in heard if one.time), self.seen_at)

    def _take(self, event: Event) -> None:
        if event.name in self.past:
            return  # it was deleted; its life is heard again
        is_old = self.since is not None and event.at is not None and event.at <= self.since
        if event.kind == events.CREATE:
            if event.name not in self.told and self.interest.wants(event):
                self._found(event)
        elif event.kind == events.UPDATE:
            if not is_old and (event.name in self.told or self.interest.wants(event)):
                self._found(event)
        elif event.kind == events.DELETE:
            self._lost([event.name])
        elif event.kind == events.CLOSED:
            start = f"at://{event.did}/"
            self._lost([name for name in self.told if name.startswith(start)])
        elif event.kind in {events.GAP, events.RESET, events.BEHIND}:
            self.flags.add(event.kind)

    def _found(self, event: Event) -> None:
        self.told.add(event.name)
        self.posts.append(event)

    def _lost(self, names: list[str]) -> None:
        for name in names:
            if name in self.told:
                self.told.discard(name)
                self.past.add(name)
                self.posts = [one for one in self.posts if one.name != name]
                self.gone.append(name)

    @property
    def is_over(self) -> bool:
        """Whether it is large enough."""
        is_long = time.monotonic() - self.began > BITE_SECONDS
        return is_long or self.count >= BITE_EVENTS or self.size >= BITE_BYTES

    @property
    def is_ripe(self) -> bool:
        """Whether what was found should be handed over before the bite ends."""
        if len(self.posts) >= AT_ONCE:
            return True
        return bool(self.posts or self.gone) and time.monotonic() - self.handed > HAND_OVER

    def handed_over(self) -> None:
        """What was found so far lies in a catch."""
        self.posts, self.gone, self.handed = [], [], time.monotonic()
