"""The line to X: which token for what, each endpoint with its own window."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import Access, BrokenError, Quota, RefusedError
from hanjari.channels.kinds.x.manners import XManners

BASE = "https://api.x.com"
PAGE = "https://x.com/i/oauth2/authorize"
"""Where the person says yes (X API, OAuth 2.0 Authorization Code Flow with PKCE)."""
_QUARTER = 900
MONTHLY_READS = 2_000_000
"""Posts a month on pay-per-use (X API, Usage and billing)."""
QUOTAS = (
    Quota("mentions", 300, _QUARTER, words=gettext_lazy("Mentions read")),
    Quota("search", 300, _QUARTER, words=gettext_lazy("Searches")),
    Quota("timeline", 900, _QUARTER, words=gettext_lazy("Own posts looked at")),
    Quota("lookup", 3500, _QUARTER, words=gettext_lazy("Looks whether posts still stand")),
    Quota("me", 75, _QUARTER, words=gettext_lazy("Looks at our own account")),
    Quota("post", 100, _QUARTER, words=gettext_lazy("Posts written")),
    Quota("delete", 50, _QUARTER, words=gettext_lazy("Posts taken back")),
    Quota("media", 500, _QUARTER, words=gettext_lazy("Pictures sent")),
    Quota("dm", 15, _QUARTER, words=gettext_lazy("Direct messages")),
    Quota("stream", 50, _QUARTER, words=gettext_lazy("Connections to the stream")),
    Quota("rules", 100, _QUARTER, words=gettext_lazy("Rules of the stream")),
    Quota("usage", 50, _QUARTER, words=gettext_lazy("Looks at the bill")),
    Quota("posts", MONTHLY_READS, 30 * 86_400, words=gettext_lazy("Posts read in a month")),
)
"""X API, Rate limits: the smaller of "per app" and "per user" where either may apply to us."""
_OF_THE_APP = {"stream", "rules", "usage", "posts"}


def base(access: Access) -> str:
    """Where the API lives."""
    return str(access.settings.get("api") or BASE)


def me(access: Access) -> str:
    """Our user id on X, known since consent. Raises `BrokenError` before it."""
    found = str(access.settings.get("user_id") or "")
    if not found:
        raise unconnected()
    return found


def owner(access: Access, name: str) -> str:
    """The app, for what X counts by app: also searches that are asked with the app's own token."""
    is_app = name in _OF_THE_APP or (name == "search" and access.secrets.get("bearer_token"))
    return str(access.settings.get("client_id") or "") if is_app else ""


def unconnected() -> BrokenError:
    """Nobody has said yes at X yet."""
    words = _("This account is not connected to X yet. Connect it on its page.")
    return BrokenError("not_connected", words, needs_person=True)


@dataclass(slots=True)
class Api:
    """One errand at X: `with Api(access) as x`. `is_app` speaks as the app instead of the user."""

    access: Access
    is_app: bool = False
    seconds: float = 30.0
    _manners: XManners = field(default_factory=XManners)
    _line: Line | None = None

    def __enter__(self) -> Self:
        self._line = Line(
            self.access, base(self.access), self._headers(), self._manners, self.seconds
        )
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

    def ask(self, name: str, method: str, path: str, **options: Any) -> Answer:
        """Read; `name` is the quota. Raises `BrokenError`."""
        return self._opened(name).ask(method, path, take=name, **options)

    def say(self, name: str, method: str, path: str, **options: Any) -> Answer:
        """Write once. Raises `RefusedError` or `UnsureError`."""
        return self._opened(name).say(method, path, take=name, **options)

    def _opened(self, name: str) -> Line:
        if self._line is None:
            message = "a line is opened by `with`"
            raise RuntimeError(message)
        self._manners.name = name
        return self._line

    def _headers(self) -> dict[str, str]:
        token = self.access.secrets.get("bearer_token" if self.is_app else "access_token")
        if not token:
            raise unconnected()
        return {"Authorization": f"Bearer {token}"}


def speaker(access: Access) -> Api:
    """The line for writing. Raises `RefusedError` where nobody has said yes yet."""
    if not access.secrets.get("access_token"):
        broken = unconnected()
        raise RefusedError(broken.code, broken.words, can_retry=True)
    return Api(access)
