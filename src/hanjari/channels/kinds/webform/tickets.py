"""Tickets and private links: signed, so that neither needs an account, a cookie or a row."""

import secrets
from dataclasses import dataclass

from django.core import signing

_TICKET, _TALK = "hanjari.webform.ticket", "hanjari.webform.talk"
TICKET_DAYS = 2
"""How long an opened page may be sent; a page left open over a weekend asks once more."""


@dataclass(frozen=True)
class Ticket:
    """One opened form: for which account, which talk, and how long ago it was opened (seconds)."""

    account_id: int
    nonce: str
    talk: str
    opened_at: float


def issue(account_id: int, moment: float, talk: str = "") -> str:
    """A ticket for one page; a new talk gets its name here."""
    nonce = secrets.token_urlsafe(9)
    return signing.dumps(
        [account_id, nonce, talk or f"talk-{secrets.token_urlsafe(12)}", round(moment, 1)],
        salt=_TICKET,
    )


def check(text: str) -> Ticket | None:
    """The ticket, unless it was made up or is too old."""
    try:
        account_id, nonce, talk, opened_at = signing.loads(
            text[:1000], salt=_TICKET, max_age=TICKET_DAYS * 86_400
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(account_id, nonce, talk, opened_at)


def talk_path(account_id: int, talk: str) -> str:
    """A visitor's private link; whoever has it reads the talk, so it is never logged.

    The page itself belongs to the room of conversations, which knows what was said.
    """
    return f"/open/talk/{signing.dumps([account_id, talk], salt=_TALK)}/"


def open_talk(token: str) -> tuple[int, str] | None:
    """Account and talk behind a private link; None when it was made up."""
    try:
        account_id, talk = signing.loads(token[:1000], salt=_TALK)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(account_id), str(talk)
