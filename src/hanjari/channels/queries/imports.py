"""Imports as members may see them, and those that are due."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels.models import Account, Import
from hanjari.people.models import Member


def imports_for(member: Member) -> QuerySet[Import]:
    """The imports of the member's organisation, newest first."""
    rows = Import.objects.filter(account__organisation=member.organisation_id)
    return rows.select_related("account__organisation", "by").order_by("-created_at")


def import_for(member: Member, pk: int) -> Import:
    """One of them, or 404."""
    return get_object_or_404(imports_for(member), pk=pk)


def archives_for(member: Member) -> QuerySet[Account]:
    """The archives that files can be read into."""
    rows = Account.objects.filter(organisation=member.organisation_id, kind="archive")
    return rows.filter(removed_at__isnull=True).order_by("name")


def due_imports() -> QuerySet[Import]:
    """Imports that wait or run, the oldest first."""
    due = [Import.State.WAITING, Import.State.RUNNING]
    rows = Import.objects.filter(state__in=due).select_related("account__organisation")
    return rows.order_by("created_at")
