"""X as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
from hanjari.channels.kinds.x import (
    consent,
    finding,
    health,
    measuring,
    prices,
    pulling,
    pushes,
    reading,
    sending,
    streams,
)
from hanjari.channels.kinds.x.api import QUOTAS, owner
from hanjari.channels.kinds.x.form import XForm


class X:
    """API v2 with the company's own app; every read and write is billed by X."""

    slug = "x"
    name = "X"
    about = _("Mentions, searches and messages on X. X bills every post read and written.")
    seal = "X"
    capabilities = Capabilities(
        can_pull=True,
        can_push=True,
        can_reply=True,
        can_post=True,
        can_reply_privately=True,
        text_limit=measuring.LIMIT,
        pull_every=60,
        can_wait=True,
        may_reply_automatically=False,
        quotas=QUOTAS,
        can_cost=True,
        scopes=consent.SCOPES,
    )

    def quota_owner(self, access: Access, name: str) -> str:
        """What X counts by app; the rest by user."""
        return owner(access, name)

    def form(self) -> type[forms.Form]:
        """The keys of the X app, and what to listen for."""
        return XForm

    def guide(self) -> Sequence[Step]:
        """From the Developer Console to the button."""
        return [
            Step(
                gettext(
                    "Open the Developer Console of X, make a Project with an App, and buy credits."
                ),
                "https://console.x.com",
            ),
            Step(
                gettext(
                    "In the App, switch on user authentication: “Web App, Automated App or Bot”,"
                    " permissions “Read and write and Direct message”, and the callback address"
                    " that this page shows."
                )
            ),
            Step(
                gettext(
                    "Copy Client ID and Client Secret here; for searches and the stream also the Bearer Token."
                )
            ),
            Step(
                gettext("Save, then press the button and say yes at X with the company's account.")
            ),
        ]

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """OAuth 2.0 with PKCE."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        """Tokens, and who we are."""
        return consent.granted(access, redirect_uri, query, remembered)

    def renew(self, access: Access) -> Grant | None:
        """Two-hour tokens by a rotating refresh token."""
        return consent.renew(access)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Mentions, searches, own posts; newest first."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull."""
        return pulling.backfill(access)

    def thread(self, access: Access, root_id: str) -> Iterator[Catch]:
        """A whole conversation of the last seven days. Raises `BrokenError`."""
        return pulling.thread(access, root_id)

    def wait(self, access: Access, seconds: float) -> bool:
        """The filtered stream."""
        return streams.wait(access, seconds)

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """The challenge before webhooks (CRC)."""
        return pushes.greet(access, request)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """A signed push of Account Activity or X Activity."""
        return pushes.verify(access, request)

    def whose(self, raw: Raw) -> str:
        """One app, one address, perhaps several accounts."""
        return pushes.whose(raw)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A page, a daily look or a push."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Weighted letters."""
        return measuring.measure(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A post, a reply or a direct message; never by a machine."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By parent, words and time in our own timeline."""
        return finding.find(access, outgoing, since)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a post of ours."""
        sending.take_back(access, external_id)

    def health(self, access: Access) -> Sequence[Check]:
        """Connection, permissions, posts left, stream, webhook."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:
        """By X's price list."""
        return prices.written(outgoing)
