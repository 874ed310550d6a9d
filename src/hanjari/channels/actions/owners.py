"""Writing to the owner of a channel that needs somebody: who is not at the desk hears of it by mail."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.channels.models import Account
from hanjari.people.models import Member
from hanjari.people.post import post

TOLD = (
    "account.failed",
    "account.late",
    "account.stopped",
    "account.expiring",
    "account.expired",
    "account.recovered",
)
"""What happens to a channel and is written to its owner; each is recorded once a burst."""


def write_to_owner(account: Account, event: str, facts: Mapping[str, Any]) -> int:
    """Hand a letter to the post for each who keeps the channel; says for how many."""
    return sum(_write(account, member, event, facts) for member in _keepers(account))


def _keepers(account: Account) -> list[Member]:
    """Its owner; once they have left, the administrators."""
    if account.owner and account.owner.is_active:
        return [account.owner]
    members = Member.objects.filter(organisation=account.organisation_id, is_active=True)
    return list(members.filter(role__standard="administrator"))


def _write(account: Account, member: Member, event: str, facts: Mapping[str, Any]) -> bool:
    with translation.override(member.spoken_language):
        subject, words = _said()[event](facts)
        link = settings.PUBLIC_URL + reverse("channels:account", args=[account.pk])
        end = _("Everything received is safe. Look at it here:\n%(link)s") % {"link": link}
    return post(member.email, subject % {"name": account.name}, f"{words}\n\n{end}")


def _said() -> dict[str, Callable[[Mapping[str, Any]], tuple[str, str]]]:
    return {
        "account.failed": lambda facts: (_("%(name)s is not reached"), str(facts.get("words", ""))),
        "account.stopped": lambda facts: (_("%(name)s stands still"), str(facts.get("words", ""))),
        "account.late": lambda _facts: (
            _("%(name)s has fallen silent"),
            _("It is due to be read and nothing comes. Is the worker running?"),
        ),
        "account.expiring": lambda facts: (
            _("The permission of %(name)s ends soon"),
            _("It ends within %(days)s days. Connect the channel again before then.")
            % {"days": facts.get("days", "")},
        ),
        "account.expired": lambda _facts: (
            _("The permission of %(name)s has ended"),
            _("Connect the channel again; what was said meanwhile is then fetched."),
        ),
        "account.recovered": lambda facts: (
            _("%(name)s works again"),
            _("It had not worked for %(minutes)s minutes.") % {"minutes": facts.get("minutes", "")},
        ),
    }
