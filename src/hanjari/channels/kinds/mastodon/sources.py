"""Where statuses are looked for: our mentions, and the timelines and searches that the form names."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, me
from hanjari.channels.kinds.mastodon.statuses import text


@dataclass(frozen=True, slots=True)
class Source:
    """One place to look: `key` names it in the cursor, `name` in words; `inner` is where its list lies."""

    key: str
    name: str
    path: str
    parameters: Mapping[str, Any]
    inner: str = ""
    is_optional: bool = True
    """A server may refuse it without ending the rest."""
    every: float = 0
    """Seconds between two looks."""


def sources(api: Api, cursor: dict[str, Any]) -> list[Source]:
    """All of this account's, mentions first. Raises `BrokenError`."""
    settings = api.access.settings
    found = [mentions()]
    found += [hashtag(one) for one in lines(settings.get("hashtags"))]
    if names := lines(settings.get("lists")):
        found += _lists(api, cursor, names)
    if settings.get("local"):
        found.append(
            Source("local", _("local timeline"), "/api/v1/timelines/public", {"local": "true"})
        )
    if settings.get("own_posts"):
        path = f"/api/v1/accounts/{me(api, cursor)}/statuses"
        found.append(Source("own", _("our own posts"), path, {"exclude_reblogs": "true"}))
    found += [search(one) for one in lines(settings.get("searches"))]
    return found


def lines(told: Any) -> list[str]:
    """A text's lines that hold something."""
    return [line.strip() for line in str(told or "").split("\n") if line.strip()]


def mentions() -> Source:
    """Notifications (Mastodon API, notifications); direct messages come as mentions too."""
    parameters = {"types[]": "mention"}
    return Source("mentions", _("mentions"), "/api/v1/notifications", parameters, is_optional=False)


def hashtag(tag: str) -> Source:
    """Everything public with this tag."""
    path = f"/api/v1/timelines/tag/{quote(tag, safe='')}"
    return Source(f"tag:{tag}", f"#{tag}", path, {})


def search(term: str) -> Source:
    """A search of statuses, where the server has one; asked sparingly (Mastodon API, search)."""
    digest = sha256(term.encode()).hexdigest()[:12]
    parameters = {"q": term, "type": "statuses", "resolve": "false"}
    return Source(
        f"search:{digest}", term, "/api/v2/search", parameters, inner="statuses", every=300
    )


def _lists(api: Api, cursor: dict[str, Any], names: list[str]) -> list[Source]:
    """Lists by title or id; the server is asked once, and again when a name is new."""
    known = cursor.get("lists")
    known = dict(known) if isinstance(known, Mapping) else {}
    if not all(name in known for name in names):
        known = _asked(api, names)
        cursor["lists"] = known
    return [
        Source(f"list:{number}", name, f"/api/v1/timelines/list/{number}", {})
        for name, number in known.items()
        if name in names and ids.checked(number)
    ]


def _asked(api: Api, names: list[str]) -> dict[str, str]:
    """'' for a list that is not there; the account's page says so."""
    try:
        body = api.ask("GET", "/api/v1/lists").body
    except BrokenError as error:
        if error.code in {"rate", "budget", "not_reached", "slow"}:
            raise
        body = []
    there = [one for one in body if ids.of(one)] if isinstance(body, list) else []
    return {
        name: next((ids.of(one) for one in there if name == ids.of(one) or _is(one, name)), "")
        for name in names
    }


def _is(one: Mapping[str, Any], name: str) -> bool:
    return text(one, "title").strip().casefold() == name.casefold()
