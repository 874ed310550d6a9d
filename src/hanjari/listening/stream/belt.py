"""Belt: what came from the network and waits to be sifted; when it is full, the network waits."""

from collections import deque
from threading import Condition

from hanjari.channels.contract import Flow, Frame

ROOM = 32_000_000
"""Characters of frames that may lie on it."""
_EACH = 200
"""What a frame costs beside its words."""


class Belt:
    """One puts, one takes. Taking gives all that lies there, so batches grow with the load."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._size = room, 0
        self._flows: deque[tuple[Flow, int]] = deque()
        self._changed = Condition()
        self.is_closed = False

    def put(self, flow: Flow) -> bool:
        """Lay it down, as soon as there is room; False when nobody takes any more."""
        size = sum(map(weight, flow.frames))
        with self._changed:
            while self._size >= self._room and not self.is_closed:
                self._changed.wait()
            if self.is_closed:
                return False
            self._flows.append((flow, size))
            self._size += size
            self._changed.notify_all()
        return True

    def take(self, *, seconds: float, most: int) -> list[Flow]:
        """What lies there, up to about so many frames; waited for at most so long."""
        taken: list[Flow] = []
        count = 0
        with self._changed:
            if not self._flows and not self.is_closed:
                self._changed.wait(seconds)
            while self._flows and count < most:
                flow, size = self._flows.popleft()
                self._size -= size
                count += len(flow.frames) or 1
                taken.append(flow)
            self._changed.notify_all()
        return taken

    def close(self) -> None:
        """Nothing more is laid down; what lies there may still be taken."""
        with self._changed:
            self.is_closed = True
            self._changed.notify_all()


def weight(frame: Frame) -> int:
    """About as many characters as it holds."""
    return len(frame.body) + len(frame.text) + _EACH
