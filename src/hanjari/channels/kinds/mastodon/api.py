"""The line to a server: its address, our token, and the quotas that Mastodon documents."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import Access, BrokenError, Quota, RefusedError
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.manners import MastodonManners

QUOTAS = (
    Quota("api", 300, 300, words=gettext_lazy("Requests to the server")),
    Quota("post", 300, 10_800, words=gettext_lazy("Posts written")),
    Quota("media", 30, 1800, words=gettext_lazy("Files sent")),
    Quota("delete", 30, 1800, words=gettext_lazy("Posts taken back")),
)
"""Mastodon API, Rate limits: per account and token; new posts by `RateLimiter::FAMILIES`."""


def base(access: Access) -> str:
    """The server's address without a slash at its end."""
    return str(access.settings.get("server") or "").rstrip("/")


def is_connected(access: Access) -> bool:
    """Whether there is a server, and a token that can be a header."""
    token = access.secrets.get("access_token") or ""
    return bool(base(access) and token.isascii() and token.isprintable() and token)


def unconnected() -> BrokenError:
    """Neither consent nor a pasted token yet."""
    words = _("This account is not connected to its server yet. Connect it on its page.")
    return BrokenError("not_connected", words, needs_person=True)


@dataclass(slots=True)
class Api:
    """One errand at the server: `with Api(access) as api`."""

    access: Access
    seconds: float = 30.0
    _manners: MastodonManners = field(default_factory=MastodonManners)
    _line: Line | None = None

    def __enter__(self) -> Self:
        if not is_connected(self.access):
            raise unconnected()
        token = self.access.secrets["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._line = Line(self.access, base(self.access), headers, self._manners, self.seconds)
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

    def ask(self, method: str, path: str, *, name: str = "api", **options: Any) -> Answer:
        """Read; `name` is the quota. Raises `BrokenError`."""
        return self._opened(name).ask(method, path, take=name, **options)

    def say(self, method: str, path: str, *, name: str = "post", **options: Any) -> Answer:
        """Write once. Raises `RefusedError` or `UnsureError`."""
        return self._opened(name).say(method, path, take=name, **options)

    def _opened(self, name: str) -> Line:
        if self._line is None:
            message = "a line is opened by `with`"
            raise RuntimeError(message)
        self._manners.name = name
        return self._line


def speaker(access: Access, seconds: float = 120.0) -> Api:
    """The line for writing. Raises `RefusedError` where the account is not connected."""
    if not is_connected(access):
        broken = unconnected()
        raise RefusedError(broken.code, broken.words, can_retry=True)
    return Api(access, seconds)


def whoami(api: Api) -> Mapping[str, Any]:
    """Our own account as the server shows it. Raises `BrokenError`."""
    body = api.ask("GET", "/api/v1/accounts/verify_credentials").body
    if not isinstance(body, Mapping) or not ids.of(body):
        raise garbled()
    return body


def me(api: Api, remembered: MutableMapping[str, Any] | None = None) -> str:
    """Our own id: from consent, from what the cursor remembers, or asked. Raises `BrokenError`."""
    told = ids.checked(api.access.settings.get("user_id"))
    told = told or next(iter(api.access.own_ids), "")
    told = told or ids.checked(
        (remembered if remembered is not None else api.access.cursor).get("me")
    )
    if not told:
        told = ids.of(whoami(api))
    if remembered is not None:
        remembered["me"] = told
    return told


def garbled() -> BrokenError:
    """An answer that is none."""
    return BrokenError("garbled", _("The server sent something broken."))


def is_refused(error: BrokenError) -> bool:
    """The server will not give this, whenever it is asked; the account's page tells it."""
    return error.needs_person or error.code in {"invalid", "http_404", "http_405", "http_410"}
