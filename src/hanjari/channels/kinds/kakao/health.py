"""Health: is anything coming in, does the dealer know us, and what is to be entered where."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.channels.contract import Access, BrokenError, Check, RefusedError, UnsureError
from hanjari.channels.kinds.kakao import dealer
from hanjari.channels.kinds.kakao.ids import SKILL
from hanjari.kit.clock import now

_QUIET = timedelta(days=14)
"""So long without a push is worth a look, though it may only mean that nobody wrote."""


def checks(access: Access) -> list[Check]:
    """The door, pushes, and the dealer."""
    found = [*_door(access), _pushes(access)]
    if access.settings.get("way") != SKILL:
        found += _dealer(access)
    return found


def _door(access: Access) -> Iterator[Check]:
    if not access.door_url:
        return
    words = _("Enter this as the skill's URL: %(url)s")
    address = access.door_url
    if access.settings.get("way") != SKILL:
        words = _("Register this as the receiving domain: %(url)s")
        address = address.rstrip("/")
    yield Check(_("Address to enter"), is_well=True, words=words % {"url": address})


def _pushes(access: Access) -> Check:
    name = _("Messages from KakaoTalk")
    if access.pushed_at is None:
        return Check(name, is_well=True, words=_("Nothing has come in yet."))
    age = now() - access.pushed_at
    if age < timedelta(days=1):
        return Check(name, is_well=True, words=_("Something came in within the last day."))
    days = age.days
    words = ngettext(
        "The last one came in %(days)s day ago.", "The last one came in %(days)s days ago.", days
    ) % {"days": days}
    remedy = "" if age < _QUIET else _("Write to your own channel, and see whether it arrives.")
    return Check(name, is_well=age < _QUIET, words=words, remedy=remedy)


def _dealer(access: Access) -> Iterator[Check]:
    """The receiving domain, as the dealer knows it (Happytalk, "Look up the receiving domain")."""
    name = _("Dealer")
    path = dealer.DOMAIN.format(sender_key=access.secrets.get("sender_key", ""))
    try:
        with dealer.open_line(access) as line:
            body = dealer.judged(line.ask("GET", path))
    except BrokenError as error:
        yield Check(name, is_well=False, words=error.words, remedy=_remedy(error.needs_person))
        return
    except (RefusedError, UnsureError, dealer.TwiceError) as error:
        yield Check(name, is_well=False, words=str(error), remedy=_remedy(needs_person=True))
        return
    yield Check(name, is_well=True, words=_("The dealer knows this channel."))
    yield from _domain(access, body.get("data"))


def _domain(access: Access, told: object) -> Iterator[Check]:
    rows = told if isinstance(told, list) else []
    known = [str(row.get("domain") or "").rstrip("/") for row in rows if isinstance(row, dict)]
    wanted = access.door_url.rstrip("/")
    if not wanted:
        return
    name = _("Receiving domain")
    if wanted in known:
        yield Check(name, is_well=True, words=_("The dealer sends to this address."))
    else:
        words = _("The dealer sends elsewhere: %(domain)s") % {"domain": ", ".join(known) or "–"}
        remedy = _("Register the address above as the receiving domain at the dealer's.")
        yield Check(name, is_well=False, words=words, remedy=remedy)


def _remedy(needs_person: bool) -> str:  # noqa: FBT001 (private)
    if needs_person:
        return _("Compare the keys with those in the dealer's customer centre.")
    return _("Wait a little, then check again.")
