"""Saved views: filters kept under a name, for oneself or for all."""

from django.db import transaction

from hanjari.conversations.models import SavedView
from hanjari.conversations.queries.filters import Filters
from hanjari.journal import actions as journal
from hanjari.people.models import Member


@transaction.atomic
def save_view(
    name: str, filters: Filters, *, by: Member, view: str = "all", is_shared: bool = False
) -> SavedView:
    """Keep these filters; the same name again replaces them. Shared ones are everybody's."""
    kept, _is_new = SavedView.objects.update_or_create(
        organisation=by.organisation,
        member=None if is_shared else by,
        name=name.strip()[:60],
        defaults={"filters": {"view": view, **filters.as_json()}},
    )
    _record("view.saved", kept, by)
    return kept


@transaction.atomic
def delete_view(kept: SavedView, *, by: Member) -> None:
    """Forget a saved view."""
    _record("view.deleted", kept, by)
    kept.delete()


def _record(event: str, kept: SavedView, by: Member) -> None:
    journal.record(
        event,
        "view",
        kept.pk,
        organisation=kept.organisation_id,
        by=by,
        name=kept.name,
        is_shared=kept.member_id is None,
    )
