"""How Meta says no: a code and a subcode beside the status.

Graph API, Handling errors; Messenger Platform, Common error codes; Instagram Platform, Error codes;
Graph API, Rate limits (codes 4, 17, 32, 613 and 80001 to 80014).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling.faults import Fault
from hanjari.channels.calling.graph import limits
from hanjari.channels.calling.graph.refusals import BY_CODE, BY_SUBCODE, LOGIN, login, refusals
from hanjari.channels.calling.line import Manners
from hanjari.channels.contract import Limit

_SLOW = {4, 17, 32, 613, *range(80_000, 80_015)}
_PASSING = {1, 2}
_RIGHTS = range(200, 300)
_MINUTE, _QUARTER = 60.0, 900.0
_SOON = {613}
"""Calls a second or a minute, not an hour."""


@dataclass(frozen=True, slots=True)
class Said:
    """An error body, as far as it is one."""

    code: int = 0
    subcode: int = 0
    words: str = ""
    is_transient: bool = False

    @classmethod
    def of(cls, content: bytes) -> "Said":
        """Never fails, whatever came. `error_user_msg` is written for people, so it goes first."""
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            return cls()
        error = body.get("error") if isinstance(body, Mapping) else None
        if not isinstance(error, Mapping):
            return cls()
        told = error.get("error_user_msg") or error.get("message")
        return cls(
            _whole(error.get("code")),
            _whole(error.get("error_subcode")),
            told[:300] if isinstance(told, str) else "",
            error.get("is_transient") is True,
        )


class GraphManners(Manners):
    """Errors by Meta's codes, limits by its headers."""

    def limits(self, headers: httpx.Headers) -> Iterable[Limit]:
        """Percent left of the hour."""
        return limits.limits(headers)

    def fault(self, response: httpx.Response) -> Fault | None:
        """What the code means; None where Meta said none."""
        said = Said.of(response.content)
        if not said.code and not said.words:
            return None
        return _known(said) or _general(said, response)


def _known(said: Said) -> Fault | None:
    name = BY_SUBCODE.get((said.code, said.subcode)) or BY_CODE.get(said.code, "")
    if said.code in LOGIN:
        return Fault("login", login(said.subcode), needs_person=True)
    if not name:
        return None
    words, needs_person, can_retry, wait = refusals()[name]
    return Fault(name, words, needs_person=needs_person, can_retry=can_retry, retry_after=wait)


def _general(said: Said, response: httpx.Response) -> Fault:
    if said.code in _SLOW or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        words = _("Meta asks us to slow down. It goes on by itself.")
        pause = _MINUTE if said.code in _SOON else _QUARTER
        return Fault(
            "rate", words, can_retry=True, retry_after=limits.wait(response.headers) or pause
        )
    if said.code in _PASSING or said.is_transient or response.is_server_error:
        words = _("Meta has trouble of its own (error %(code)s). It goes on by itself.")
        return Fault(
            "passing", words % {"code": said.code}, can_retry=True, is_sure=False
        )  # it may have been taken all the same
    if said.code in _RIGHTS or said.code in {3, 10}:
        words = _("Meta does not permit this. Connect the account again with all permissions.")
        return Fault("rights", words, needs_person=True)
    words = _("Meta did not accept this: %(said)s")
    return Fault("invalid", words % {"said": said.words or said.code})


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
