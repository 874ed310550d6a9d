"""What this room offers to the pages below: an alarm, or chosen conversations, become an issue."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.upstairs import Cited, cite
from hanjari.conversations import ways
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.access import issues_for
from hanjari.issues.queries.origins import issue_of_alarm
from hanjari.listening import upstairs
from hanjari.listening.models import Alarm
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def _of_talks(talks: Sequence[int]) -> str:
    return f"{reverse('issues:new')}?{urlencode([('talk', pk) for pk in talks])}"


def _of_alarm(member: Member, alarm: Alarm) -> upstairs.Outcome:
    """Where it became an issue, or where it may become one."""
    issue = issue_of_alarm(member, alarm)
    if issue:
        return upstairs.Outcome(home_of(issue), f"#{issue.number} {issue.title}")
    may = member.can(Permission.RAISE_ISSUE)
    return upstairs.Outcome(f"{reverse('issues:new')}?alarm={alarm.pk}" if may else "", "")


def _cited(member: Member, ids: Sequence[int]) -> dict[int, Cited]:
    """An issue among what led to a commitment, for whoever may see it."""
    return {
        row.pk: Cited(f"#{row.number}", row.title, home_of(row))
        for row in issues_for(member).filter(pk__in=ids)
    }


cite("issue", _cited)
ways.offer(ways.Way("issue", _("Make it an issue"), "issue", Permission.RAISE_ISSUE, _of_talks))
upstairs.offer_outcome(_of_alarm)
