"""The mail kind: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    ForgedError,
    Outgoing,
    Raw,
    Receipt,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.mail import finding, health, pulling, sending
from hanjari.channels.kinds.mail.forms import MailForm
from hanjari.channels.kinds.mail.reading import attachment, envelope


class Mail:
    """IMAP in, SMTP out."""

    slug = "mail"
    name = _("Mail")
    about = _("A mailbox: read over IMAP, answered over SMTP, threads kept.")
    seal = "메"
    capabilities = Capabilities(
        can_pull=True,
        can_reply=True,
        is_public=False,
        has_subject=True,
        pull_every=60,
        can_wait=True,
        may_reply_automatically=True,
        is_slow=True,
    )

    def form(self) -> type[forms.Form]:
        """Reading, sending, and who we are."""
        return MailForm

    def pull(self, access: Access) -> Iterator[Catch]:
        """Inbox and sent folder, newest first."""
        return pulling.catches(access)

    def wait(self, access: Access, seconds: float) -> bool:
        """IDLE at the inbox."""
        return pulling.wait(access, seconds)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nobody pushes mail to us."""
        message = "mail is pulled, never pushed"
        raise ForgedError(message)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """One mail, one envelope; our own probes none."""
        found = envelope(access, raw)
        return [found] if found else []

    def open_medium(self, access: Access, raw: Raw, part: str) -> bytes:  # noqa: ARG002 (the contract)
        """An attachment by its place in the mail."""
        return attachment(raw.body, part)

    def measure(self, text: str) -> int:
        """Letters; mail has no limit."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """One SMTP transaction."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract; our id is enough)
        """By our own copy of it."""
        return finding.find(access, outgoing)

    def health(self, access: Access) -> Sequence[Check]:
        """Reading, folders, room, sending."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Mail is free."""
        return 0
