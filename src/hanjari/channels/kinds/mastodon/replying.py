"""What an answer takes over from what it answers: who sees it, whom it names, its warning, its language."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, me
from hanjari.channels.kinds.mastodon.statuses import Thing, part, parts, text

_NARROWER = {
    "public": "public",
    "unlisted": "unlisted",
    "local": "local",
    "private": "private",
    "mutuals_only": "mutuals_only",
    "direct": "direct",
}
"""An answer is seen by those who saw what it answers; what we do not know is answered directly."""
_SEEN_BY_ALL = frozenset({"public", "unlisted", "local"})
"""A private answer to one of these goes to the person alone; what followers saw, followers see on."""
_MOST_NAMES = 20
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[\w.-]+(?::\d+)?)?")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the server is asked to post it."""

    text: str
    visibility: str
    spoiler: str = ""
    language: str = ""
    is_sensitive: bool = False


def composed(api: Api, outgoing: Outgoing) -> Reply:
    """The answer, or a new post. Raises `RefusedError`: nothing was posted."""
    language = outgoing.language.lower().partition("-")[0]
    language = language if _LANGUAGE.fullmatch(language) else ""
    try:
        if not outgoing.parent_id:
            names = _recipients(api, outgoing) if _is_private(outgoing) else []
            return Reply(named(outgoing.text, names), _new(api, outgoing), language=language)
        parent, own = _parent(api, outgoing.parent_id), me(api)
    except BrokenError as error:
        raise refusal(error) from (error.__cause__ or error)
    visibility = _seen_by(api, parent)
    if _is_private(outgoing) and visibility in _SEEN_BY_ALL:
        visibility = "direct"
    is_covered = bool(text(parent, "spoiler_text"))
    return Reply(
        named(outgoing.text, names_of(parent, own)),
        visibility,
        text(parent, "spoiler_text"),
        language or text(parent, "language"),
        is_covered and parent.get("sensitive") is True,
    )


def refusal(error: BrokenError) -> RefusedError:
    """What broke before anything was posted: surely not sent."""
    return RefusedError(
        error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
    )


def named(said: str, names: list[str]) -> str:
    """The names in front, without those that the text holds already."""
    lower = said.casefold()
    missing = [one for one in names if not _holds(lower, one.casefold())]
    return " ".join([*(f"@{one}" for one in missing), said]) if missing else said


def names_of(status: Thing, own: str) -> list[str]:
    """Whom an answer to this names: its author first, then whom it named; never ourselves."""
    author = part(status, "account")
    told = [author, *parts(status, "mentions")]
    names = [text(one, "acct") for one in told if ids.of(one) != own]
    return [one for one in dict.fromkeys(names) if _HANDLE.fullmatch(one)][:_MOST_NAMES]


def _holds(lower: str, name: str) -> bool:
    return re.search(rf"(?<![\w@])@{re.escape(name)}(?![\w@]|\.\w)", lower) is not None


def _parent(api: Api, number: str) -> Thing:
    try:
        body: Any = api.ask("GET", f"/api/v1/statuses/{ids.checked(number) or '-'}").body
    except BrokenError as error:
        if error.code in {"http_404", "http_410"}:
            words = _("What you answer is no longer there, so nothing was sent.")
            raise RefusedError("parent_gone", words, can_retry=False) from error
        raise
    if not ids.of(body):
        raise BrokenError("garbled", _("The server sent something broken."))
    found: Thing = body
    return found


def _seen_by(api: Api, parent: Thing) -> str:
    told = _NARROWER.get(text(parent, "visibility"), "direct")
    is_quiet = bool(api.access.settings.get("quiet"))
    return "unlisted" if told == "public" and is_quiet else told


def _new(api: Api, outgoing: Outgoing) -> str:
    if _is_private(outgoing):
        return "direct"
    return "unlisted" if api.access.settings.get("quiet") and outgoing.root_id else "public"


def _is_private(outgoing: Outgoing) -> bool:
    return bool(outgoing.extra.get("is_private"))


def _recipients(api: Api, outgoing: Outgoing) -> list[str]:
    """A direct message without a thread names those it is for. Raises `BrokenError`, `RefusedError`."""
    names = []
    for one in outgoing.to[:_MOST_NAMES]:
        body = api.ask("GET", f"/api/v1/accounts/{ids.checked(one) or '-'}").body
        names += [text(body, "acct")] if ids.of(body) else []
    names = [one for one in names if _HANDLE.fullmatch(one)]
    if not names:
        words = _("It is not known whom this direct message is for.")
        raise RefusedError("no_recipient", words, can_retry=False)
    return names
