"""The line to one site: logged in by an application password, found by discovery, mended where PHP talks in between."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import Access, BrokenError, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress import discovery, mending
from hanjari.channels.kinds.wordpress.address import asked, is_private_enough, same_host
from hanjari.channels.kinds.wordpress.manners import WordPressManners

T = TypeVar("T")
COMMENTS, POSTS, MEDIA, ME = "/wp/v2/comments", "/wp/v2/posts", "/wp/v2/media", "/wp/v2/users/me"
SECONDS = 230.0
"""For a whole errand; a pull rests after 240."""


class SiteLine(Line):
    """A line whose answers are mended before they are read."""

    def _call(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        return mending.mended(super()._call(method, path, options))


class Site:
    """One site for one errand: `with Site(access) as site`. Raises `BrokenError` before a login is there."""

    def __init__(self, access: Access) -> None:
        self.address = str(access.settings.get("site") or "")
        root = str(access.settings.get("root") or access.cursor.get("root") or "")
        self.root = root if same_host(root, self.address) else ""
        user = str(access.settings.get("username") or "")
        password = access.secrets.get("password", "")
        if not (user and password):
            words = _("This site is not connected yet. Connect it on its page.")
            raise BrokenError("not_connected", words, needs_person=True)
        if not is_private_enough(self.root or self.address):
            raise BrokenError("no_https", insecure(), needs_person=True)
        login = b64encode(f"{user}:{password.replace(' ', '')}".encode()).decode()
        self.login = {"Authorization": f"Basic {login}"}
        self._line = SiteLine(access, self.address, {}, WordPressManners(), SECONDS)

    def __enter__(self) -> Self:
        self._line.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.__exit__(kind, error, trace)

    def find(self) -> Mapping[str, object]:
        """Discover the API; gives what it says of itself. Raises `BrokenError`."""
        self.root, told = discovery.found(self._line, self.address)
        return told

    def ask(self, path: str, **parameters: Any) -> Answer:
        """Read a route as the user. Raises `BrokenError`."""
        if not self.root:
            self.find()
        try:
            answer = self._read(path, parameters)
        except BrokenError as error:
            if error.code not in {"no_api", "not_json"}:
                raise
            before = self.root
            self.find()  # the permalinks were changed
            if self.root == before:
                raise
            answer = self._read(path, parameters)
        return answer

    def say(self, method: str, path: str, **options: Any) -> Answer:
        """Write, once. Raises `RefusedError` or `UnsureError`."""
        if not self.root:
            surely(self.find)
        answer = self._line.say(
            method,
            asked(self.root, path, options.pop("params", {})),
            headers={**self.login, **options.pop("headers", {})},
            **options,
        )
        if not isinstance(answer.body, Mapping):
            raise UnsureError(_("The site took it and answered with a page instead of data."))
        return answer

    def _read(self, path: str, parameters: Mapping[str, Any]) -> Answer:
        answer = self._line.ask("GET", asked(self.root, path, parameters), headers=self.login)
        if answer.body is None and not answer.content.lstrip().startswith(b"<"):
            raise BrokenError("garbled", _("The site sent something broken."))
        if answer.body is None:
            words = _("The site answered with a page instead of data.")
            raise BrokenError("not_json", words)
        return answer


def speaker(access: Access) -> Site:
    """A site to write to. Raises `RefusedError` before a login is there."""
    try:
        return Site(access)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def surely(look: Callable[[], T]) -> T:
    """Look before writing: whatever goes wrong here, nothing was sent. Raises `RefusedError`."""
    try:
        return look()
    except BrokenError as error:
        raise RefusedError(
            error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
        ) from error


def insecure() -> str:
    """Why nothing is sent over plain http."""
    return _("The address begins with http://. An application password is sent over https:// only.")


def rows(body: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; what is none is left out. Raises `BrokenError` when it is no list."""
    if not isinstance(body, list):
        raise BrokenError("garbled", _("The site sent something broken."))
    return [one for one in body if isinstance(one, Mapping) and is_number(one.get("id"))]


def part(thing: Any, name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is none."""
    found = thing.get(name) if isinstance(thing, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def is_number(told: Any) -> bool:
    """A database id of WordPress: a whole number above zero."""
    return isinstance(told, int) and not isinstance(told, bool) and 0 < told < 2**63
