"""Addresses inside a call: the page it is about, and the one by which somebody says that they are there."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from hanjari.people.models import CallOut

LASTS = 7 * 86_400
"""Seconds for which a link says who is there; a call is long over by then."""
_SALT = "people.call"


def ticket(out: CallOut) -> str:
    """Signed: says which line rang, opens nothing, and can't be guessed or made up."""
    return signing.dumps(out.pk, salt=_SALT)


def line_of(ticket: str) -> int | None:
    """The line a ticket was made for; None for a forged or an expired one."""
    try:
        pk = signing.loads(ticket, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return pk if isinstance(pk, int) else None


def answer_path(out: CallOut) -> str:
    """Where this line's one tap goes."""
    return reverse("people:answer_call", args=[ticket(out)])


def page_path(out: CallOut) -> str:
    """The page that the call is about, by way of noting that it was opened."""
    return reverse("people:follow_call", args=[out.call_id])


def whole(path: str) -> str:
    """With the house's own name before it."""
    return f"{settings.PUBLIC_URL}{path}"
