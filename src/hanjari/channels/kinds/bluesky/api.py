"""The line to the account's own server (PDS), which asks the AppView for us: counted, signed, bounded."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import Access, BrokenError, Quota, RefusedError, SpentError
from hanjari.channels.kinds.bluesky import proofs
from hanjari.channels.kinds.bluesky.manners import NONCE, BlueskyManners

REQUESTS, SESSIONS, POINTS = "requests", "sessions", "points"
DAY = "_day"
QUOTAS = (
    Quota(REQUESTS, 3000, 300, words=gettext_lazy("Requests in five minutes")),
    Quota(SESSIONS, 30, 300, words=gettext_lazy("Logins in five minutes")),
    Quota(SESSIONS + DAY, 300, 86_400, words=gettext_lazy("Logins in a day")),
    Quota(POINTS, 5000, 3600, words=gettext_lazy("Write points in an hour")),
    Quota(POINTS + DAY, 35_000, 86_400, words=gettext_lazy("Write points in a day")),
)
"""Bluesky docs, Rate limits: requests by address, sessions and write points by account."""
CREATE, DELETE = 3, 1
"""Points of a write (Rate limits, Content Write Operations)."""
NO_POINTS = 0


def us(access: Access) -> str:
    """Our DID. Raises `BrokenError` before the account is connected."""
    found = str(access.settings.get("did") or "")
    if not found:
        raise unconnected(access)
    return found


def unconnected(access: Access) -> BrokenError:
    """There is no session yet: with an app password one is opened by itself, else a person must say yes."""
    if access.secrets.get("app_password"):
        words = _("The session at Bluesky is being opened. It goes on by itself.")
        return BrokenError("not_connected", words, retry_after=30.0)
    words = _("This account is not connected to Bluesky yet. Connect it on its page.")
    return BrokenError("not_connected", words, needs_person=True)


@dataclass(slots=True)
class Api:
    """One errand at the PDS: `with Api(access) as bluesky`."""

    access: Access
    seconds: float = 30.0
    _manners: BlueskyManners = field(default_factory=lambda: BlueskyManners(QUOTAS))
    _line: Line | None = None

    def __enter__(self) -> Self:
        base, token = str(self.access.settings.get("pds") or ""), self._token()
        if not base or not token:
            raise unconnected(self.access)
        self._line = Line(self.access, base, {}, self._manners, self.seconds)
        self._line.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._line:
            self._line.__exit__(kind, error, trace)

    def ask(self, name: str, **parameters: Any) -> Answer:
        """A query, as lexicons name it. Raises `BrokenError`."""
        line, path = self._opened(), f"/xrpc/{name}"
        for is_last in (False, True):
            headers = self._signed("GET", path)
            try:
                return line.ask("GET", path, take=REQUESTS, params=parameters, headers=headers)
            except BrokenError as error:
                if error.code != NONCE or is_last:
                    raise
        raise AssertionError

    def say(self, name: str, points: int, **options: Any) -> Answer:
        """A procedure, once; a wanted newer sign is given. Raises `RefusedError` or `UnsureError`."""
        line, path = self._opened(), f"/xrpc/{name}"
        self._pay(points)
        extra = options.pop("headers", {})
        for is_last in (False, True):
            headers = {**extra, **self._signed("POST", path)}
            try:
                return line.say("POST", path, take=REQUESTS, headers=headers, **options)
            except RefusedError as error:
                if error.code != NONCE or is_last:
                    raise
        raise AssertionError

    def _pay(self, points: int) -> None:
        if not points:
            return
        try:
            for name in (POINTS, POINTS + DAY):
                self.access.meter.take(name, points)
        except SpentError as error:
            raise RefusedError(
                error.code, error.words, can_retry=True, retry_after=error.retry_after
            ) from error

    def _token(self) -> str:
        return self.access.secrets.get("access_token", "")

    def _signed(self, method: str, path: str) -> dict[str, str]:
        key = self.access.secrets.get("dpop_key")
        if not key:
            return {"Authorization": f"Bearer {self._token()}"}
        url = str(self.access.settings["pds"]).rstrip("/") + path
        nonce = self._manners.nonces.get("", "")
        proof = proofs.proof(key, method, url, nonce=nonce, token=self._token())
        return {"Authorization": f"DPoP {self._token()}", "DPoP": proof}

    def _opened(self) -> Line:
        if self._line is None:
            message = "a line is opened by `with`"
            raise RuntimeError(message)
        return self._line


def speaker(access: Access) -> Api:
    """The line for writing. Raises `RefusedError` where there is no session yet."""
    if not access.secrets.get("access_token") or not access.settings.get("pds"):
        broken = unconnected(access)
        raise RefusedError(broken.code, broken.words, can_retry=True)
    return Api(access)
