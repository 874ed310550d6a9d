"""The web form as a kind of channel."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    Outgoing,
    Raw,
    Receipt,
    RefusedError,
    UnreadableError,
)
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.webform import intake
from hanjari.channels.kinds.webform.form import WebFormForm
from hanjari.kit.clock import now


class WebForm:
    """Our own network: what is stored is sent, because the visitor's page shows it from there."""

    slug = "webform"
    name = _("Web form")
    about = _("A page and a small window on your own site; people write without an account.")
    seal = "폼"
    capabilities = Capabilities(
        can_push=True,
        can_reply=True,
        is_public=False,
        text_limit=intake.LONGEST,
        may_reply_automatically=True,
        is_idempotent=True,
    )

    def form(self) -> type[forms.Form]:
        """What the visitor reads, and where the widget may stand."""
        return WebFormForm

    def pull(self, access: Access) -> Iterator[Catch]:  # noqa: ARG002 (the contract)
        """Visitors come by themselves."""
        yield from ()

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Nothing to wait for."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """One submission of the page or the widget."""
        return [intake.take(access, request)]

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """One visitor's message; a visitor is a talk, whatever name or address they typed."""
        said = _fields(raw)
        talk, at = said["talk"], raw.hints.get("at")
        return [
            Envelope(
                account_id=access.account_id,
                external_id=intake.message_id(talk, said["nonce"], said["text"]),
                posted_at=datetime.fromisoformat(at) if at else now(),
                sender=Sender(talk, said["name"] or gettext("Visitor"), handle=said["email"]),
                text=said["text"],
                root_id=talk,
                is_public=False,
                extra={"doubts": list(raw.hints.get("doubts", []))},
            )
        ]

    def measure(self, text: str) -> int:
        """Letters."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 (the contract)
        """The id is ours and always the same; storing it is what makes the visitor's page show it."""
        talk = outgoing.root_id or outgoing.parent_id.partition("/")[0]
        if not talk:
            words = gettext("This message belongs to no visitor's talk.")
            raise RefusedError("no_talk", words, can_retry=False)
        return Receipt(f"{talk}/{outgoing.key}", sent_at=now())

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract)
        """Nothing leaves the house before the receipt is stored, so what has none was surely not sent."""
        return None

    def health(self, access: Access) -> Sequence[Check]:
        """Who can reach the page, and whether visitors can be told by mail."""
        return [_reach(), *_notices(access), _sites(access)]

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free."""
        return 0


def _fields(raw: Raw) -> dict[str, Any]:
    try:
        said = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    names = ("talk", "nonce", "text", "name", "email")
    if not isinstance(said, dict) or not all(isinstance(said.get(name), str) for name in names):
        raise UnreadableError("a submission lacks its fields")
    return said


def _reach() -> Check:
    name = gettext("Reach of the page")
    address = settings.PUBLIC_URL
    if "//127." in address or "//localhost" in address:
        words = gettext("Only this machine can open it so far (%(address)s).")
    else:
        words = gettext("Visitors reach it below %(address)s.")
    return Check(name, is_well=True, words=words % {"address": address})


def _notices(access: Access) -> list[Check]:
    if not access.settings.get("mail_notice"):
        return []
    name = gettext("Notices by mail")
    if settings.EMAIL_HOST:
        return [Check(name, is_well=True, words=gettext("Visitors who left an address are told."))]
    words = gettext("No mail can be sent yet; visitors see answers by their link.")
    return [Check(name, is_well=True, words=words, remedy=gettext("Set HANJARI_SMTP_URL."))]


def _sites(access: Access) -> Check:
    sites = intake.origins(access.settings)
    words = gettext("No site may embed it; the page itself is open.")
    if sites:
        words = gettext("May stand on: %(sites)s") % {"sites": ", ".join(sites)}
    return Check(gettext("Widget"), is_well=True, words=words)
