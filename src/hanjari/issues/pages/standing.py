"""What the page of an issue's level, stage, twins and past shows."""

from collections.abc import Mapping
from typing import Any

from hanjari.issues.forms.standing import DismissForm, LevelForm, StageForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.twins import twins_of
from hanjari.issues.stages import is_allowed
from hanjari.issues.triggers import Trigger
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def standing_page(member: Member, issue: Issue, forms: Mapping[str, object]) -> dict[str, Any]:
    """Forms that came in with faults are shown as they came."""
    changes = list(issue.level_changes.select_related("by", "second"))
    asked = next(
        (
            one
            for one in changes
            if one.decided_at is None and one.after < one.before == issue.level
        ),
        None,
    )
    may_raise, may_run = member.can(Permission.RAISE_ISSUE), member.can(Permission.RUN_ISSUE)
    labels = dict(Trigger.choices)
    return {
        "changes": changes,
        "asked": asked,
        "may_decide": may_run and asked is not None and asked.by_id != member.pk,
        "may_raise": may_raise,
        "may_run": may_run,
        "up": LevelForm(issue=issue, is_up=True),
        "down": LevelForm(issue=issue, is_up=False),
        "stage": StageForm(issue=issue),
        "dismiss": DismissForm(),
        "may_close": may_run and is_allowed(issue.stage, Issue.Stage.CLOSED),
        "may_dismiss": may_raise and is_allowed(issue.stage, Issue.Stage.DISMISSED),
        "levels": dict(Issue.Level.choices),
        "triggers": [labels.get(name, name) for name in issue.triggers],
        "twins": twins_of(member, issue),
        "home_of": home_of,
        **forms,
    }
