"""Threads as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hanjari.channels.calling.graph.pushes import greet
from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    Grant,
    Outgoing,
    Question,
    Raw,
    Receipt,
    Step,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.threads import (
    changing,
    consent,
    finding,
    guide,
    health,
    measuring,
    publishing,
    pulling,
    pushes,
    reading,
)
from hanjari.channels.kinds.threads.api import QUOTAS
from hanjari.channels.kinds.threads.form import ThreadsForm


class Threads:
    """One profile over the company's own Meta app. Free of money, within Threads' limits."""

    slug = "threads"
    name = _("Threads")
    about = _("Replies, mentions and searches on Threads; answered, hidden and taken back.")
    seal = "스"
    capabilities = Capabilities(
        can_pull=True,
        can_push=True,
        can_reply=True,
        can_post=True,
        text_limit=measuring.LIMIT,
        pull_every=300,
        may_reply_automatically=False,
        quotas=QUOTAS,
        scopes=consent.SCOPES,
    )
    moderation_acts = changing.ACTS

    def form(self) -> type[forms.Form]:
        """The keys of the Threads app."""
        return ThreadsForm

    def guide(self) -> Sequence[Step]:
        """From the app dashboard to the button."""
        return guide.steps()

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """Threads' own page."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],  # noqa: ARG002 (Threads knows no PKCE)
    ) -> Grant:
        """A token of 60 days, and who we are."""
        return consent.granted(access, redirect_uri, query)

    def renew(self, access: Access) -> Grant | None:
        """Another 60 days."""
        return consent.renew(access)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Talks below our posts, mentions, searches; newest first."""
        return pulling.pull(access)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Threads calls by itself."""
        return False

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """The handshake before webhooks."""
        return greet(access, request)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """A signed push."""
        return pushes.verify(access, request)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A page of posts, a push, or what is gone."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters; emoji count their bytes."""
        return measuring.measure(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A container, and its publication; never by a machine."""
        return publishing.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By parent, words and time among our own."""
        return finding.find(access, outgoing, since)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete our post."""
        changing.take_back(access, external_id)

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        """`hold` hides a reply, `approve` shows it again; the same act again changes nothing."""
        changing.moderate(access, external_id, act)

    def health(self, access: Access) -> Sequence[Check]:
        """Connection, permissions, room, webhook."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
