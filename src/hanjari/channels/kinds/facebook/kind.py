"""Facebook as a kind of channel: what the contract asks, each answered by one module of this folder."""

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
from hanjari.channels.kinds.facebook import (
    consent,
    finding,
    guide,
    health,
    past,
    pulling,
    reading,
    sending,
)
from hanjari.channels.kinds.facebook.form import FacebookForm


class Facebook:
    """One Page over the company's own Meta app. Free of money, within Meta's limits."""

    slug = "facebook"
    name = _("Facebook")
    about = _("Comments, visitor posts, mentions and Messenger messages of your Facebook Page.")
    seal = "페"
    capabilities = Capabilities(
        can_pull=True,
        can_push=True,
        can_reply=True,
        can_post=True,
        can_reply_privately=True,
        text_limit=sending.LIMIT,
        pull_every=300,
        may_reply_automatically=False,
        quotas=(messaging.PRIVATE_ANSWERS, USE),
        scopes=consent.SCOPES,
    )
    moderation_acts = sending.ACTS

    def form(self) -> type[forms.Form]:
        """The keys of the Meta app."""
        return FacebookForm

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
        """The Page's token, and the Page."""
        return consent.granted(access, redirect_uri, query)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Posts, comments, messages, mentions, and what is gone; newest first."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull."""
        return past.backfill(access)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Facebook calls by itself."""
        return False

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """The handshake before webhooks."""
        return pushes.greet(access, request)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """A signed push, cut by Page, or a person's signed request."""
        return pushes.verify(access, request, "page")

    def answer_push(
        self, access: Access, request: HttpRequest, raws: Sequence[Raw]
    ) -> HttpResponse:
        """Where a deletion's progress can be read."""
        return pushes.answer(access, request, raws)

    def whose(self, raw: Raw) -> str:
        """One app, one address, perhaps several Pages."""
        return pushes.whose(raw)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A page, a daily look or a push."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A comment, a message or a post; never by a machine."""
        return sending.send(access, outgoing)

    def answerable_until(
        self, settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
    ) -> datetime | None:
        """24 hours or 7 days for messages, 7 days for a private answer to a comment."""
        return messaging.answerable_until(settings, outgoing, wrote_at)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By place, author, words and time."""
        return finding.find(access, outgoing, since)

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        """Other words for a post or comment of ours."""
        return sending.change(access, external_id, text)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a post or comment of ours."""
        sending.take_back(access, external_id)

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        """`hold` hides, `approve` shows again, `trash` deletes; the same act again changes nothing."""
        sending.moderate(access, external_id, act)

    def health(self, access: Access) -> Sequence[Check]:
        """Connection, token, permissions, subscription, webhook."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
