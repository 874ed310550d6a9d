"""Writing a mail: plain words and a simple HTML twin, Korean headers, threading, our own id."""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from hanjari.channels.contract import Outgoing
from hanjari.channels.kinds.mail import ids
from hanjari.channels.kinds.mail.settings import MailSettings
from hanjari.kit.clock import now

_POLICY = policy.SMTP.clone(max_line_length=78, cte_type="7bit")
_REFERENCES = 20
"""Enough for every client to thread by; RFC 5322 allows leaving out the middle of the line."""


def letter(settings: MailSettings, outgoing: Outgoing) -> EmailMessage:
    """The mail as it goes out; every attempt of one outbox row gives the same but for its date."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _mailbox(outgoing.sender_name or settings.from_name, settings.address)
    message["To"] = [_mailbox("", address) for address in outgoing.to]
    if outgoing.copy_to:
        message["Cc"] = [_mailbox("", address) for address in outgoing.copy_to]
    message["Subject"] = _one_line(outgoing.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{ids.sent_id(outgoing, settings.domain)}>"
    if outgoing.key.isascii() and outgoing.key.isprintable():
        message[ids.KEY_HEADER] = outgoing.key
    _thread(message, outgoing)
    if outgoing.language:
        message["Content-Language"] = outgoing.language
    if outgoing.is_automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    _fill(message, outgoing.text, outgoing.language)
    return message


def probe(settings: MailSettings, outgoing: Outgoing) -> EmailMessage:
    """A mail from us to us alone that asks whether such mail arrives now (see `finding`)."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = message["To"] = _mailbox("", settings.address)
    message["Subject"] = "Hanjari: delivery check"
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{ids.probe_id(outgoing, settings.domain)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content("This mail checks that mail to this mailbox arrives. It removes itself.\n")
    return message


def _mailbox(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=address)


def _one_line(told: str) -> str:
    return " ".join(told.split())


def _thread(message: EmailMessage, outgoing: Outgoing) -> None:
    """In-Reply-To and References; ids that we made up ourselves mean nothing outside."""
    known = [one for one in outgoing.references if _is_sendable(one)]
    if _is_sendable(outgoing.parent_id):
        message["In-Reply-To"] = f"<{outgoing.parent_id}>"
        known = [*(one for one in known if one != outgoing.parent_id), outgoing.parent_id]
    if len(known) > _REFERENCES:
        known = [known[0], *known[1 - _REFERENCES :]]
    if known:
        message["References"] = " ".join(f"<{one}>" for one in known)


def _is_sendable(message_id: str) -> bool:
    is_plain = message_id.isascii() and message_id.isprintable() and " " not in message_id
    return is_plain and "@" in message_id and not message_id.endswith(".invalid")


def _fill(message: EmailMessage, text: str, language: str) -> None:
    plain = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    coding = "7bit" if plain.isascii() and max(map(len, plain.split("\n"))) < 900 else "base64"
    message.set_content(plain, charset="utf-8", cte=coding)
    paragraphs = "".join(
        f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in plain.strip().split("\n\n")
    )
    html = (
        f'<!doctype html><html lang="{escape(language or "ko")}"><head><meta charset="utf-8"></head>'
        f'<body style="word-break:keep-all;overflow-wrap:anywhere">{paragraphs}</body></html>\n'
    )
    message.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
