"""Permission for a Page: which one, its own token, and its news pushed to the app from now on."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hanjari.channels.calling.graph import consent as graph_consent
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.paging import ident, words
from hanjari.channels.contract import Access, BrokenError, Grant, Question

SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_manage_metadata",
    "pages_manage_posts",
)
MESSAGE_SCOPES = ("pages_messaging",)
FIELDS = ("feed", "mention")
MESSAGE_FIELDS = ("messages", "message_echoes", "message_edits")
"""Webhooks reference, Page: the fields that the Page's news are pushed by."""


def scopes(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The permissions that this account needs by its settings."""
    return (*SCOPES, *MESSAGE_SCOPES) if settings.get("direct_messages") else SCOPES


def fields(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """What is to be pushed, by its settings."""
    return (*FIELDS, *MESSAGE_FIELDS) if settings.get("direct_messages") else FIELDS


def consent(access: Access, redirect_uri: str, state: str) -> Question:
    """Send the person to Facebook. Raises `BrokenError` without an App ID."""
    return graph_consent.consent(access, redirect_uri, state, scopes(access.settings))


def granted(access: Access, redirect_uri: str, query: Mapping[str, str]) -> Grant:
    """The person came back. A subscription that fails is told by the health check. Raises `BrokenError`."""
    allowed = graph_consent.allowed(access, redirect_uri, query)
    page = ident(allowed.page.get("id"))
    with Graph(access, allowed.token) as graph, suppress(BrokenError):
        graph_consent.subscribe(graph, page, fields(access.settings))
    return Grant(
        settings={"page_id": page, "page_name": words(allowed.page.get("name"))[:200]},
        secrets={"access_token": allowed.token},
        own_ids=(page,),
        expires_at=allowed.expires_at,
        scopes=allowed.scopes,
    )
