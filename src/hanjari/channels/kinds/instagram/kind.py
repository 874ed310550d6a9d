"""Instagram as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hanjari.channels.calling.graph import messaging, pushes
from hanjari.channels.calling.graph.limits import USE
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
from hanjari.channels.kinds.instagram import (
    consent,
    finding,
    guide,
    health,
    mentions,
    past,
    publishing,
    pulling,
    reading,
    sending,
)
from hanjari.channels.kinds.instagram.form import InstagramForm


class Instagram:
    """One professional account over the company's own Meta app. Free of money, within Meta's limits."""

    slug = "instagram"
    name = _("Instagram")
    about = _("Comments, mentions and messages of your Instagram account, and posts of others.")
    seal = "인"
    capabilities = Capabilities(
        can_pull=True,
        can_push=True,
        can_reply=True,
        can_reply_privately=True,
        text_limit=sending.LIMIT,
        pull_every=300,
        may_reply_automatically=False,
        quotas=(messaging.PRIVATE_ANSWERS, publishing.POSTS, USE),
        scopes=consent.SCOPES,
    )
    moderation_acts = sending.ACTS

    def form(self) -> type[forms.Form]:
        """The keys of the Meta app."""
        return InstagramForm

    def guide(self) -> Sequence[Step]:
        """From the app dashboard to the button."""
        return guide.steps()

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """Facebook Login."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],  # noqa: ARG002 (Facebook knows no PKCE for an app with a secret)
    ) -> Grant:
        """The Page's token, and the account that belongs to it."""
        return consent.granted(access, redirect_uri, query)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Comments, messages, tags, posts of others, and what is gone; newest first."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull."""
        return past.backfill(access)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Instagram calls by itself."""
        return False

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """The handshake before webhooks."""
        return pushes.greet(access, request)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """A signed push, cut by account, or a person's signed request; mentions with their words."""
        return mentions.completed(access, pushes.verify(access, request, "instagram"))

    def answer_push(
        self, access: Access, request: HttpRequest, raws: Sequence[Raw]
    ) -> HttpResponse:
        """Where a deletion's progress can be read."""
        return pushes.answer(access, request, raws)

    def whose(self, raw: Raw) -> str:
        """One app, one address, perhaps several accounts."""
        return pushes.whose(raw)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A page, a daily look or a push."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A reply, a message or a post; never by a machine."""
        return sending.send(access, outgoing)

    def answerable_until(
        self, settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
    ) -> datetime | None:
        """24 hours or 7 days for messages, 7 days for a private answer to a comment."""
        return messaging.answerable_until(settings, outgoing, wrote_at)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By place, author, words and time."""
        return finding.find(access, outgoing, since)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a comment of ours."""
        sending.take_back(access, external_id)

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        """`hold` hides, `approve` shows again, `trash` deletes; the same act again changes nothing."""
        sending.moderate(access, external_id, act)

    def health(self, access: Access) -> Sequence[Check]:
        """Connection, token, permissions, subscription, webhook, others."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
