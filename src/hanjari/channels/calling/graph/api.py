"""The line to Meta's Graph API: one version, one token, and the proof that we hold the app's secret.

Graph API, Securing Graph API calls (`appsecret_proof`): HMAC-SHA256 of the token with the app secret,
in hexadecimal, beside every call. The token travels in a header, so that no address holds a secret.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.faults import GraphManners
from hanjari.channels.calling.graph.limits import USAGE
from hanjari.channels.calling.line import Answer, Line
from hanjari.channels.contract import Access, BrokenError, RefusedError

VERSION = "v25.0"
"""Graph API, Versions: each is kept for two years at least."""
BASE = "https://graph.facebook.com"


@dataclass(slots=True)
class Graph:
    """One errand at Meta: `with opened(access) as graph`. `ask` reads, `say` writes once."""

    access: Access
    token: str
    seconds: float = 30.0
    _line: Line | None = None

    def __enter__(self) -> Self:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        self._line = Line(self.access, base(self.access), headers, GraphManners(), self.seconds)
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

    def ask(self, method: str, path: str, *, take: str = "", **options: Any) -> Answer:
        """Read; `take` is the quota of which this is one.

        Raises `BrokenError`, also when Meta has said that nothing is left.
        """
        name, count = (take, 1) if take else (USAGE, 0)
        return self._opened().ask(method, path, take=name, count=count, **self._proven(options))

    def say(self, method: str, path: str, *, take: str = "", **options: Any) -> Answer:
        """Write once; `take` is the quota of which this is one. Raises `RefusedError` or `UnsureError`."""
        name, count = (take, 1) if take else (USAGE, 0)
        return self._opened().say(method, path, take=name, count=count, **self._proven(options))

    def _opened(self) -> Line:
        if self._line is None:
            message = "a line is opened by `with`"
            raise RuntimeError(message)
        return self._line

    def _proven(self, options: dict[str, Any]) -> dict[str, Any]:
        secret = self.access.secrets.get("app_secret", "")
        if not self.token or not secret:
            return options
        parameters: Mapping[str, Any] = options.get("params") or {}
        return {**options, "params": {**parameters, "appsecret_proof": proof(self.token, secret)}}


def base(access: Access) -> str:
    """Where the API lives."""
    return f"{str(access.settings.get('api') or BASE).rstrip('/')}/{VERSION}"


def proof(token: str, secret: str) -> str:
    """The proof that whoever shows the token also holds the app's secret."""
    return hmac.new(secret.encode(), token.encode(), sha256).hexdigest()


def opened(access: Access, seconds: float = 30.0) -> Graph:
    """The line as the Page. Raises `BrokenError` before consent."""
    token = access.secrets.get("access_token", "")
    if not token:
        raise unconnected()
    return Graph(access, token, seconds)


def unconnected() -> BrokenError:
    """Nobody has said yes at Facebook yet."""
    words = _("This account is not connected to Meta yet. Connect it on its page.")
    return BrokenError("not_connected", words, needs_person=True)


def known(access: Access, name: str) -> str:
    """A number of ours (`page_id`, `ig_id`) that consent has told. Raises `BrokenError` before it."""
    found = str(access.settings.get(name) or "")
    if not found.isdecimal():
        raise unconnected()
    return found


def speaker(access: Access, seconds: float = 30.0) -> Graph:
    """The same for writing. Raises `RefusedError` before consent."""
    try:
        return opened(access, seconds)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def of_app(access: Access) -> Graph:
    """The line as the app itself (Access tokens: `app-id|app-secret`). Raises `BrokenError` without its keys."""
    number, secret = str(access.settings.get("app_id") or ""), access.secrets.get("app_secret", "")
    if not number or not secret:
        words = _("App ID and app secret of the Meta app are missing.")
        raise BrokenError("no_client", words, needs_person=True)
    return Graph(access, f"{number}|{secret}")
