"""An account's health in words: one state, one sentence, one remedy."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.channels import registry
from hanjari.channels.models import Account
from hanjari.channels.queries.silence import is_silent
from hanjari.kit.clock import now
from hanjari.kit.web.times import moment

SOON = timedelta(days=7)
"""So long before its end a permission that only a person can renew is spoken of."""


@dataclass(frozen=True)
class Health:
    """`state` is well, new, paused, late, waiting, ending, failing, stopped, unconsented or halted; `tone` colours its chip."""

    state: str
    name: str
    tone: str
    words: str = ""
    remedy: str = ""


def health_of(account: Account) -> Health:
    """How an account is now, the gravest first."""
    words = str(account.failure.get("words", ""))
    if account.paused_at:
        return Health("paused", _("Paused"), "note", _("Nothing comes in and nothing goes out."))
    if account.lacks_consent:
        remedy = _("Press the button below and say yes at the network's own page.")
        return Health("unconsented", _("Not connected yet"), "care", words, remedy)
    if account.halted_at:
        remedy = _("Check the settings and connect again. Everything received is safe.")
        return Health("halted", _("Needs you"), "alarm", words, remedy)
    if stopped := stop_of(account):
        return stopped
    if account.failing_since:
        remedy = _("It is tried again by itself. Everything received is safe.")
        return Health("failing", _("Not reached"), "care", words, remedy)
    if account.pk and is_silent(account):
        return _late(account)
    if account.expires_at and account.expires_at - now() < SOON:
        return _ending(account.expires_at - now())
    if lag_of(account) is None:
        return Health("new", _("Not read yet"), "")
    return Health("well", _("Well"), "good")


def _ending(left: timedelta) -> Health:
    """The permission ends, and only a person can renew it."""
    days = max(0, left.days)
    told = ngettext(
        "The permission ends in %(days)s day.", "The permission ends in %(days)s days.", days
    )
    remedy = _("Connect again before then.")
    return Health("ending", _("Ends soon"), "care", told % {"days": days}, remedy)


def stop_of(account: Account) -> Health | None:
    """The meter's stop that lasts, if any: the owner's budget, or the network's limit."""
    if account.stopped_until is None or account.stopped_until <= now():
        return None
    until = moment(account.stopped_until)
    if account.stopped_for == "budget":
        remedy = _(
            "Raise its budget on its page, and it begins at once. Else it goes on by itself: %(time)s."
        )
        words = _("This month's money for the channel is spent.")
        return Health("stopped", _("Stopped: budget"), "alarm", words, remedy % {"time": until})
    words = _("The network's limit is used up. It goes on by itself: %(time)s.")
    return Health("waiting", _("Waits for the network"), "note", words % {"time": until})


def lag_of(account: Account) -> timedelta | None:
    """Time since the last success; None before the first, and for kinds that are never pulled."""
    if not registry.kind(account.kind).capabilities.can_pull:
        return timedelta()
    return now() - account.last_success_at if account.last_success_at else None


def _late(account: Account) -> Health:
    """Nobody reads it though it is due, or a reading has got stuck."""
    if account.pulled_by:
        words = _("A reading has been waiting for the network for a while.")
        remedy = _("If it stays so, start the worker again. Everything received is safe.")
    else:
        words = _("It is due to be read, and nobody reads it. Is the worker running?")
        remedy = _("Start it: hanjari serve, or hanjari worker. Everything received is safe.")
    return Health("late", _("Late"), "care", words, remedy)
