"""YouTube as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    ForgedError,
    Grant,
    Outgoing,
    Question,
    Raw,
    Receipt,
    Step,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.youtube import (
    consent,
    finding,
    health,
    past,
    pulling,
    reading,
    sending,
)
from hanjari.channels.kinds.youtube.api import QUOTAS, project
from hanjari.channels.kinds.youtube.form import YouTubeForm


class YouTube:
    """Data API v3 with the company's own Google project; nothing is pushed, everything costs quota."""

    slug = "youtube"
    name = "YouTube"
    about = _("Comments below your channel's videos: read, answered and moderated.")
    seal = "유"
    capabilities = Capabilities(
        can_pull=True,
        can_reply=True,
        text_limit=10_000,
        pull_every=300,
        quotas=QUOTAS,
        scopes=consent.SCOPES,
        keep_days=30,
    )

    def quota_owner(self, access: Access, name: str) -> str:  # noqa: ARG002 (there is one quota)
        """The Google project."""
        return project(access)

    def form(self) -> type[forms.Form]:
        """The keys of the Google project."""
        return YouTubeForm

    def guide(self) -> Sequence[Step]:
        """From the Google Cloud console to the button."""
        return [
            Step(
                gettext(
                    "Open the Google Cloud console, make a project and switch on “YouTube Data API v3”."
                ),
                "https://console.cloud.google.com/apis/library/youtube.googleapis.com",
            ),
            Step(
                gettext(
                    "Set up the OAuth consent screen and publish the app; while it is in testing,"
                    " Google ends every connection after seven days."
                ),
                "https://console.cloud.google.com/apis/credentials/consent",
            ),
            Step(
                gettext(
                    "Make credentials: an OAuth client ID of the type “Web application”, with the"
                    " redirect address that this page shows. Copy ID and secret here."
                ),
                "https://console.cloud.google.com/apis/credentials",
            ),
            Step(gettext("Save, press the button, and choose the channel at Google's page.")),
        ]

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """Google's page, offline."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        """Tokens, and the channel."""
        return consent.granted(access, redirect_uri, query, remembered)

    def renew(self, access: Access) -> Grant | None:
        """An access token an hour."""
        return consent.renew(access)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Threads, newest first; replies; what was deleted."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """Threads older than the first pull."""
        return past.backfill(access)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """YouTube does not call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Comments are never pushed."""
        message = "YouTube pushes no comments"
        raise ForgedError(message)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A page of threads or replies, or a lookup."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A reply below the thread's first comment."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By thread, author, words and time."""
        return finding.find(access, outgoing, since)

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        """Other words for a comment of ours."""
        return sending.change(access, external_id, text)

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete a comment of ours."""
        sending.take_back(access, external_id)

    def moderate(self, access: Access, external_id: str, verdict: str) -> None:
        """`approve`, `hold`, `spam`, `trash`, or `ban` its author; the same verdict again changes nothing."""
        sending.moderate(access, external_id, verdict)

    def health(self, access: Access) -> Sequence[Check]:
        """Channel, permission, comments."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
