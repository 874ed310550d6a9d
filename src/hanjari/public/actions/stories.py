"""You said, we did: written by one, approved by another, taken down with a name."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.refusals import RefusalError
from hanjari.public.actions.drawing import let_be_drawn
from hanjari.public.models import Story


class OwnStoryError(RefusalError):
    """Whoever wrote it does not approve it."""

    words = _("You wrote this yourself. Nothing was shown. Ask a colleague to read and approve it.")


@transaction.atomic
def write_story(*, by: Member, said: str, **words: Any) -> Story:
    """Write what people said and what came of it; it is shown once somebody else approves it."""
    story = Story.objects.create(organisation=by.organisation, written_by=by, said=said, **words)
    _record("story.written", story, by)
    return story


@transaction.atomic
def approve_story(story: Story, *, by: Member) -> None:
    """Show it. Raises `OwnStoryError`. Safe to repeat."""
    row = Story.objects.select_for_update().get(pk=story.pk)
    if row.written_by_id == by.pk:
        raise OwnStoryError
    if row.approved_at and not row.taken_down_at:
        return
    row.approved_by, row.approved_at, row.taken_down_at = by, now(), None
    row.save(update_fields=["approved_by", "approved_at", "taken_down_at"])
    _record("story.approved", row, by)
    let_be_drawn(row.organisation_id)


@transaction.atomic
def take_story_down(story: Story, *, by: Member) -> None:
    """It is shown no longer. Safe to repeat."""
    if Story.objects.filter(pk=story.pk, taken_down_at=None).update(taken_down_at=now()):
        _record("story.taken_down", story, by)
        let_be_drawn(story.organisation_id)


def _record(event: str, story: Story, by: Member) -> None:
    journal.record(
        event, "story", story.pk, organisation=story.organisation_id, by=by, said=story.said[:60]
    )
