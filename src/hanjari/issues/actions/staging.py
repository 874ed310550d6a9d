"""Staging: how far an issue is; putting it to rest, and waking it, with a reason."""

from datetime import datetime

from django.db import transaction

from hanjari.issues import stages
from hanjari.issues.models import Issue
from hanjari.issues.refusals.issue import NoReasonError, NoSuchStageError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

Stage = Issue.Stage


@transaction.atomic
def set_stage(issue: Issue, stage: str, *, by: Member | None, reason: str = "") -> Issue:
    """Let the issue stand at a stage (`stages.allowed`). At that stage already, nothing changes."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    before = held.stage
    if stage == before:
        return held
    if not stages.is_allowed(before, stage):
        raise NoSuchStageError
    if stages.needs_reason(before, stage) and not reason.strip():
        raise NoReasonError
    changes = {"stage": stage, **_marks(held, stage, by, reason.strip())}
    for name, value in changes.items():
        setattr(held, name, value)
        setattr(issue, name, value)
    held.save(update_fields=list(changes))
    record(
        "issue.stage_changed", "issue", held.pk, organisation=held.organisation_id, by=by,
        before=before, after=stage, reason=reason.strip()[:300],
    )  # fmt: skip
    return held


@transaction.atomic
def dismiss(issue: Issue, reason: str, *, by: Member) -> Issue:
    """It is no issue, and why: the next one like it is shown with this reason."""
    return set_stage(issue, Stage.DISMISSED, by=by, reason=reason)


def _marks(
    held: Issue, stage: str, by: Member | None, reason: str
) -> dict[str, datetime | Member | str | None]:
    """What else is written when this stage is reached; the first time counts, until it is opened again."""
    if stage == Stage.STABLE:
        return {"stable_at": held.stable_at or now()}
    if stage == Stage.CONVENED:
        return {"convened_at": held.convened_at or now()}
    if stage == Stage.CLOSED:
        return {"closed_at": now(), "closed_by": by}
    if stage == Stage.DISMISSED:
        return {"dismissed_for": reason[:500]}
    if held.stage in (Stage.CLOSED, Stage.REVIEWED, Stage.DISMISSED) and stage != Stage.REVIEWED:
        return {"closed_at": None, "closed_by": None, "dismissed_for": ""}
    return {}
