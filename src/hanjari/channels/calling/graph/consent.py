"""Permission by Facebook Login, long-lived tokens, and the Page that is meant.

Facebook Login, Manually build a login flow; Access tokens, Long-lived tokens: a code becomes a token
of hours, that one a token of 60 days, and the Page tokens that come with it do not run out by
themselves. What runs out is the access to data, 90 days after the person last said yes
(`data_access_expires_at`), so a person comes again once a quarter.

The secret is sent in a form (RFC 6749 §2.3.1), not in the address as Meta's examples show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.consent import code_of, exchange, question
from hanjari.channels.calling.graph.api import VERSION, Graph, base, of_app
from hanjari.channels.calling.graph.faults import GraphManners
from hanjari.channels.calling.graph.paging import Thing, ident, moment, pages, part, rows, words
from hanjari.channels.calling.line import Line
from hanjari.channels.contract import Access, BrokenError, Question

PAGE = f"https://www.facebook.com/{VERSION}/dialog/oauth"
TOKEN = "/oauth/access_token"  # noqa: S105 (a path)
PAGE_FIELDS = "id,name,access_token,tasks,instagram_business_account{id,username,name}"
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a person let us have: the Page with its own token, the permissions, and until when."""

    page: Thing
    token: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


def consent(access: Access, redirect_uri: str, state: str, scopes: tuple[str, ...]) -> Question:
    """Send the person to Facebook. Raises `BrokenError` without the app's number.

    With Facebook Login for Business the permissions stand in a configuration (`config_id`).
    """
    client = str(access.settings.get("app_id") or "")
    if not client:
        message = _("The App ID of the Meta app is missing.")
        raise BrokenError("no_client", message, needs_person=True)
    asked = {"client_id": client, "redirect_uri": redirect_uri, "state": state}
    config = str(access.settings.get("config_id") or "")
    asked |= {"config_id": config} if config else {"scope": ",".join(scopes)}
    return question(PAGE, is_pkce=False, **asked)


def allowed(access: Access, redirect_uri: str, query: Mapping[str, str]) -> Allowed:
    """The person came back: tokens, Page, permissions. Raises `BrokenError`."""
    short = _exchanged(access, code=code_of(query), redirect_uri=redirect_uri)
    long = _exchanged(access, grant_type="fb_exchange_token", fb_exchange_token=short)
    with Graph(access, long) as graph:
        page = _chosen(access, _pages(graph))
        granted = graph.ask("GET", "/me/permissions").body
    token = words(page.get("access_token"))
    given = [one for one in rows(granted) if one.get("status") == "granted"]
    scopes = tuple(words(one.get("permission")) for one in given)
    return Allowed(page, token, scopes, ends(looked_up(access, token)))


def looked_up(access: Access, token: str) -> Thing:
    """What Meta says of a token (`debug_token`). Raises `BrokenError`."""
    with of_app(access) as graph:
        return part(graph.ask("POST", "/debug_token", data={"input_token": token}).body, "data")


def ends(told: Thing) -> datetime | None:
    """When a person must come again: the earlier of the token's end and the data's (0: never)."""
    times = [moment(told.get(name)) for name in ("expires_at", "data_access_expires_at")]
    return min((at for at in times if at), default=None)


def subscribe(graph: Graph, page: str, fields: tuple[str, ...]) -> None:
    """Let the Page's news be pushed to the app (Page, Subscribed apps). Raises `BrokenError`.

    A new list takes the old one's place, so what another account of this Page wants stays in it.
    """
    app = str(graph.access.settings.get("app_id") or "")
    found = rows(graph.ask("GET", f"/{page}/subscribed_apps").body)
    ours = [one for one in found if ident(one.get("id")) == app]
    given = [str(name) for one in ours for name in one.get("subscribed_fields") or []]
    wanted = ",".join(dict.fromkeys([*given, *fields]))
    graph.ask("POST", f"/{page}/subscribed_apps", data={"subscribed_fields": wanted})


def _exchanged(access: Access, **form: str) -> str:
    client = str(access.settings.get("app_id") or "")
    secret = access.secrets.get("app_secret", "")
    with Line(access, base(access), {}, GraphManners()) as line:
        told: dict[str, Any] = exchange(line, TOKEN, client_id=client, client_secret=secret, **form)
    return str(told["access_token"])


def _pages(graph: Graph) -> list[Thing]:
    asked = {"fields": PAGE_FIELDS, "limit": 100}
    return [one for page in pages(graph, "/me/accounts", asked) for one in rows(page.body)]


def _chosen(access: Access, found: list[Thing]) -> Thing:
    """The Page whose number stands in the form, or the only one. Raises `BrokenError`."""
    wanted = str(access.settings.get("wanted_page") or "")
    fitting = [one for one in found if wanted in ("", ident(one.get("id")))]
    if len(fitting) == 1 and words(fitting[0].get("access_token")):
        return fitting[0]
    if not found:
        message = _(
            "This person works on no Page, or let us see none. Connect again, and choose it."
        )
        raise BrokenError("no_page", message, needs_person=True)
    names = ", ".join(
        f"{words(one.get('name'))} ({ident(one.get('id'))})" for one in found[:_MOST_SHOWN]
    )
    message = _("Write the number of the Page that is meant into the form: %(pages)s")
    raise BrokenError("which_page", message % {"pages": names}, needs_person=True)
