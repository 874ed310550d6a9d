"""Permission for the professional account that belongs to a Page; the Page's token speaks for it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import consent as graph_consent
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.paging import ident, part, words
from hanjari.channels.contract import Access, BrokenError, Grant, Question

SCOPES = (
    "instagram_basic",
    "instagram_manage_comments",
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_metadata",
)
MESSAGE_SCOPES = ("instagram_manage_messages", "pages_messaging")
"""The second for private answers to comments (Instagram Messaging, Private replies)."""
PUBLISH_SCOPES = ("instagram_content_publish", "pages_manage_posts")
FIELDS = ("feed",)
"""Set up webhooks for Instagram: the Page must be subscribed with any field; which ones Instagram pushes is set in the app."""


def scopes(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The permissions that this account needs by its settings."""
    messages = MESSAGE_SCOPES if settings.get("direct_messages") else ()
    return (*SCOPES, *messages, *(PUBLISH_SCOPES if settings.get("publish") else ()))


def consent(access: Access, redirect_uri: str, state: str) -> Question:
    """Send the person to Facebook. Raises `BrokenError` without an App ID."""
    return graph_consent.consent(access, redirect_uri, state, scopes(access.settings))


def granted(access: Access, redirect_uri: str, query: Mapping[str, str]) -> Grant:
    """The person came back. Raises `BrokenError`, also when the Page has no professional account."""
    allowed = graph_consent.allowed(access, redirect_uri, query)
    page, account = ident(allowed.page.get("id")), part(allowed.page, "instagram_business_account")
    own = ident(account.get("id"))
    if not own:
        message = _(
            "No professional Instagram account belongs to this Page. Make the account professional"
            " and link it to the Page in Instagram's settings; then connect again."
        )
        raise BrokenError("no_instagram", message, needs_person=True)
    with Graph(access, allowed.token) as graph, suppress(BrokenError):
        graph_consent.subscribe(graph, page, FIELDS)
    names = {
        "page_name": words(allowed.page.get("name")),
        "username": words(account.get("username")),
    }
    return Grant(
        settings={"page_id": page, "ig_id": own, **names},
        secrets={"access_token": allowed.token},
        own_ids=(own,),
        expires_at=allowed.expires_at,
        scopes=allowed.scopes,
    )
