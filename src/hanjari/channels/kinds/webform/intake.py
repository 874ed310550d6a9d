"""What a visitor sends: checked against forgers, doubted like spam, written down as a payload."""

import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import Access, ForgedError, Raw
from hanjari.channels.kinds.webform.tickets import Ticket, check
from hanjari.kit.clock import now

LONGEST = 10_000
"""Letters of one message: twenty pages of a letter."""
BIGGEST = 100_000
"""Bytes of a whole request."""
TOO_QUICK = 2.0
"""Seconds in which nobody reads a form and writes; programs do."""
MANY_LINKS = 3
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class VisitorForm(forms.Form):
    """The public form. `extra` is seen by programs only: people never fill it."""

    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Where shall we tell you of the answer?"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "placeholder": "you@example.kr"}),
    )
    extra = forms.CharField(max_length=200, required=False)
    ticket = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)


def origins(settings: dict[str, Any]) -> list[str]:
    """The sites that may show the form."""
    return [line for line in str(settings.get("origins", "")).split("\n") if line]


def take(access: Access, request: HttpRequest) -> Raw:
    """The payload of a true submission. Raises `ForgedError` with the reason for the log."""
    ticket = _believed(access, request)
    form = VisitorForm(request.POST)
    if not form.is_valid():
        raise ForgedError("the fields do not pass the form")
    said = form.cleaned_data
    body = {
        "talk": ticket.talk,
        "nonce": ticket.nonce,
        "text": said["text"],
        "name": said["name"],
        "email": said["email"].lower(),
    }
    hints = {
        "talk": ticket.talk,
        "at": now().isoformat(),
        "language": get_language() or "",
        "doubts": doubts(ticket, said["text"], said["extra"], request),
    }
    return Raw(json.dumps(body, ensure_ascii=False, sort_keys=True).encode(), hints)


def doubts(ticket: Ticket, text: str, extra: str, request: HttpRequest) -> list[str]:
    """Why it may be spam; a doubtful message is kept and marked, never lost."""
    found = []
    if extra:
        found.append("hidden_field")
    if now().timestamp() - ticket.opened_at < TOO_QUICK:
        found.append("too_quick")
    if len(_LINK.findall(text)) > MANY_LINKS:
        found.append("many_links")
    if not (request.headers.get("Origin") or request.headers.get("Referer")):
        found.append("no_origin")
    return found


def message_id(talk: str, nonce: str, text: str) -> str:
    """The same page sent twice is the same message; other words from it are another."""
    digest = sha256(f"{nonce} {text}".encode(errors="replace")).hexdigest()
    return f"{talk}/{digest[:16]}"


def _believed(access: Access, request: HttpRequest) -> Ticket:
    if request.method != "POST":
        raise ForgedError("not a POST")
    if int(request.META.get("CONTENT_LENGTH") or 0) > BIGGEST:
        raise ForgedError("too large")
    _check_origin(access, request)
    ticket = check(request.POST.get("ticket", ""))
    if ticket is None or ticket.account_id != access.account_id:
        raise ForgedError("the ticket was not issued here")
    return ticket


def _check_origin(access: Access, request: HttpRequest) -> None:
    """A browser says where the page came from; a foreign page is refused (no cookie is involved)."""
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if not said:
        return
    parts = urlsplit(said)
    own = {f"{request.scheme}://{request.get_host()}", *origins(access.settings)}
    if f"{parts.scheme}://{parts.netloc}".lower() not in own:
        raise ForgedError(f"sent from {said[:100]}")
