"""The shelf: drawn sheets in a process's memory, so that a crowd costs the database one look a second."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db.models import Count, Max

from hanjari.public.models import Sheet

FRESH = 1.0
"""Seconds that what was looked up counts as new."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A sheet ready to be handed out: headers and bytes, plain and packed."""

    plain: bytes
    packed: bytes
    mark: str
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """All sheets of all organisations, by path."""

    def __init__(self) -> None:
        self._sheets: dict[str, Bound] = {}
        self._state: object = None
        self._looked_at = 0.0
        self._lock = Lock()

    @property
    def is_old(self) -> bool:
        """Whether it is time to look again."""
        return monotonic() - self._looked_at > FRESH

    def look(self) -> None:
        """See whether anything was drawn since, and take it in. One thread looks at a time."""
        with self._lock:
            if not self.is_old:
                return
            state = Sheet.objects.aggregate(newest=Max("drawn_at"), count=Count("pk"))
            if state != self._state:
                self._sheets = {sheet.path: _bound(sheet) for sheet in Sheet.objects.all()}
                self._state = state
            self._looked_at = monotonic()

    def get(self, path: str) -> Bound | None:
        """The sheet at this path, as it was when somebody looked last."""
        return self._sheets.get(path)


def _bound(sheet: Sheet) -> Bound:
    frames = "*" if sheet.may_be_framed else "'none'"
    script = "" if sheet.may_be_framed else " script-src 'self'; connect-src 'self';"
    policy = (
        f"default-src 'none';{script} style-src 'self'; img-src 'self' data:; font-src 'self';"
        f" base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
    )
    headers = (
        ("content-type", sheet.kind),
        ("cache-control", "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400"),
        ("etag", f'"{sheet.mark}"'),
        ("vary", "accept-encoding"),
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("access-control-allow-origin", "*"),
    )
    return Bound(bytes(sheet.body), bytes(sheet.packed), sheet.mark, headers)


shelf = Shelf()
