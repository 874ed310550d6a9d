"""Bluesky as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    Flow,
    ForgedError,
    Grant,
    Outgoing,
    Question,
    Raw,
    Receipt,
    Step,
)
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.bluesky import (
    clients,
    consent,
    graphemes,
    health,
    network,
    pulling,
    reading,
    sending,
    sessions,
    waiting,
)
from hanjari.channels.kinds.bluesky.api import QUOTAS
from hanjari.channels.kinds.bluesky.form import BlueskyForm


class Bluesky:
    """XRPC with the account's own server; the event stream of relay, server or Jetstream beside it."""

    slug = "bluesky"
    name = _("Bluesky")
    about = _("Mentions, replies, quotes and searches on Bluesky, answered in their threads.")
    seal = "블"
    capabilities = Capabilities(
        can_pull=True,
        can_reply=True,
        can_post=True,
        text_limit=graphemes.LIMIT,
        pull_every=30,
        can_wait=True,
        may_reply_automatically=False,
        is_idempotent=True,
        quotas=QUOTAS,
        scopes=clients.SCOPES,
    )

    def form(self) -> type[forms.Form]:
        """Handle, app password, and what to listen for."""
        return BlueskyForm

    def guide(self) -> Sequence[Step]:
        """From Bluesky's settings to the first mention."""
        return [
            Step(
                gettext("Log in at Bluesky with the company's account and make an app password."),
                "https://bsky.app/settings/app-passwords",
            ),
            Step(gettext("Enter the handle and the app password here, then save.")),
            Step(
                gettext(
                    "Or leave the app password empty, save, press the button and say yes at"
                    " Bluesky's own page."
                )
            ),
        ]

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """The page of the account's own server; not needed with an app password."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        """Tokens that only our key can use."""
        return consent.granted(access, redirect_uri, query, remembered)

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """Who we are, for the authorisation server that looks it up."""
        return clients.greet(access, request)

    def renew(self, access: Access) -> Grant | None:
        """Fresh tokens by a refresh token that changes, or the first session by app password."""
        by_password = access.secrets.get("app_password")
        return sessions.renew(access) if by_password else consent.renew(access)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Notifications, searches, own posts; the stream; what was deleted."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull."""
        return pulling.backfill(access)

    def wait(self, access: Access, seconds: float) -> bool:
        """The stream, where one was chosen."""
        return waiting.wait(access, seconds)

    def named(self, access: Access, ids: Sequence[str]) -> Sequence[Sender]:
        """Handles and shown names of some DIDs."""
        return network.named(access, ids)

    stream_replaces_pull = False

    def stream(self, access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
        """Every post of the network, or of one server."""
        return network.flows(access, place)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nobody pushes."""
        message = "Bluesky is pulled and listened to, never pushed"
        raise ForgedError(message)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """Posts and deletions."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters as people see them."""
        return graphemes.measure(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A post under a key that is the same at every attempt."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract; the key is enough)
        """The post under its key."""
        return sending.find(access, outgoing)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a post of ours."""
        sending.take_back(access, external_id)

    def health(self, access: Access) -> Sequence[Check]:
        """Login, notifications, stream."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
