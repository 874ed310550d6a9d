"""Mails as the tests write them."""

from email.message import EmailMessage
from typing import Any

from hanjari.channels.contract import Access, Raw
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.mail import KIND

DESK, HANEUL = "desk@hanbit.example", "haneul@customer.example"
SETTINGS = {
    "address": DESK,
    "aliases": "help@hanbit.example, @staff.hanbit.example",
    "imap_host": "mail.hanbit.example",
    "imap_port": 993,
    "imap_security": "tls",
    "smtp_host": "mail.hanbit.example",
    "smtp_port": 465,
    "smtp_security": "tls",
}
ACCESS = Access(7, "한빛 메일", SETTINGS, {}, {})
ARRIVED = "2026-11-02T09:00:00+00:00"


def read(body: bytes, **hints: Any) -> Envelope:
    """The one envelope of a mail that arrived on 2 November 2026."""
    (found,) = KIND.read(ACCESS, Raw(body, {"arrived": ARRIVED, **hints}))
    return found


def mail(text: str = "필터가 오지 않았어요.", **headers: str) -> EmailMessage:
    """A mail from Haneul to the desk."""
    message = EmailMessage()
    told = {
        "From": f"하늘 <{HANEUL}>",
        "To": DESK,
        "Subject": "필터",
        "Message-ID": "<a@x.example>",
    }
    for name, value in (
        told | {key.replace("_", "-"): one for key, one in headers.items()}
    ).items():
        message[name] = value
    message.set_content(text)
    return message


def raw(head: str, body: bytes = b"hello", *, crlf: bool = True) -> bytes:
    """A mail by hand: header lines as they are, then bytes."""
    end = "\r\n" if crlf else "\n"
    return (end.join(head.strip().splitlines()) + end * 2).encode("utf-8", "surrogateescape") + body
