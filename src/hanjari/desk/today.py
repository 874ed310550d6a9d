"""What the front page shows: what goes on, what waits for this member, what runs out, who calls, what is ill."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.channels.queries import accounts_for, ailing_accounts, shown
from hanjari.conversations import queries
from hanjari.issues.pages.braked import causes
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.listing import open_issues
from hanjari.listening.pages.alarmed import lines
from hanjari.listening.queries.alarms import open_alarms
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

SHORT = 6
COUNTED = ("mine", "unassigned", "at_risk")


def today(member: Member) -> dict[str, Any]:
    """All of it; every list is short and leads to the whole."""
    inbox = reverse("conversations:inbox")
    counts = queries.counts(member, COUNTED)
    may_manage = member.can(Permission.MANAGE_CHANNELS)
    approvals = list(queries.replies_to_approve(member)[:SHORT]) if _approves(member) else []
    return {
        "base": inbox,
        "alarms": lines(open_alarms(member)),
        "brakes": causes(member),
        "issues": [(one, home_of(one)) for one in open_issues(member)],
        "figures": [
            (str(queries.VIEWS[view]), counts[view], f"{inbox}?view={view}") for view in COUNTED
        ],
        "lists": [
            (_("Running out"), queries.inbox(member, "at_risk").rows[:SHORT], "at_risk"),
            (_("My turn"), queries.inbox(member, "mine").rows[:SHORT], "mine"),
        ],
        "approvals": approvals,
        "calls": list(queries.calls_for(member)[:SHORT]),
        "ailing": [shown(one) for one in ailing_accounts(member.organisation_id)],
        "may_manage": may_manage,
        "is_fresh": not accounts_for(member).exists(),
    }


def _approves(member: Member) -> bool:
    return member.can(Permission.APPROVE)
