"""Mastodon as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
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
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.mastodon import (
    consent,
    finding,
    health,
    limits,
    measuring,
    network,
    past,
    pulling,
    reading,
    sending,
    streams,
)
from hanjari.channels.kinds.mastodon.api import QUOTAS
from hanjari.channels.kinds.mastodon.form import MastodonForm


class Mastodon:
    """Any server with the Mastodon client API; free of charge, kept within its limits."""

    slug = "mastodon"
    name = _("Mastodon")
    about = _("Mentions, direct messages, hashtags and lists on Mastodon and servers like it.")
    seal = "마"
    capabilities = Capabilities(
        can_pull=True,
        can_reply=True,
        can_post=True,
        can_reply_privately=True,
        text_limit=limits.TEXT,
        pull_every=60,
        can_wait=True,
        may_reply_automatically=False,
        quotas=QUOTAS,
        scopes=consent.SCOPES,
    )

    def form(self) -> type[forms.Form]:
        """The server, and where to listen."""
        return MastodonForm

    def guide(self) -> Sequence[Step]:
        """Two ways in; the button needs nothing prepared."""
        return [
            Step(gettext("Type the server on which the company has its account, and save.")),
            Step(
                gettext(
                    "Press the button: the server's own page opens. Log in with the company's"
                    " account and say yes."
                )
            ),
            Step(
                gettext(
                    "Or paste a token: on the server open Settings, Development, New application;"
                    " tick read, write:statuses and write:media; copy “Your access token”."
                )
            ),
        ]

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """An app of our own at that server, then OAuth."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        """A token, and who we are."""
        return consent.granted(access, redirect_uri, query, remembered)

    def renew(self, access: Access) -> Grant | None:
        """Who a pasted token belongs to; new tokens where they end."""
        return consent.renew(access)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Mentions and timelines, newest first."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull."""
        return past.backfill(access)

    def thread(self, access: Access, root_id: str) -> Iterator[Catch]:
        """Everything around one status. Raises `BrokenError`."""
        return past.thread(access, root_id)

    def wait(self, access: Access, seconds: float) -> bool:
        """WebSocket or SSE."""
        return streams.wait(access, seconds)

    stream_replaces_pull = False

    def stream(self, access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
        """What is public at the server, and the hashtags."""
        return network.flows(access, place)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (contract)
        """These servers push nothing to us."""
        message = "nothing is pushed to this kind"
        raise ForgedError(message)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """Statuses, a context, or what is gone."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters as Mastodon counts them."""
        return measuring.measure(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A post, an answer or a direct message."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """In the thread and among our own posts."""
        return finding.find(access, outgoing, since)

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        """Edit a post of ours."""
        return sending.change(access, external_id, text)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a post of ours."""
        sending.take_back(access, external_id)

    def health(self, access: Access) -> Sequence[Check]:
        """Server, login, permissions, places, stream, limits."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (contract)
        """Nothing."""
        return 0
