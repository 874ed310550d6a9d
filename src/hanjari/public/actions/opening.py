"""Opening and closing the page, and its own words."""

from django.db import transaction

from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.public.models import Notice, OpenPage, Ring


@transaction.atomic
def open_page(
    *, by: Member, intro: str = "", intro_en: str = "", shows_figures: bool = True
) -> OpenPage:
    """Open the organisation's page to everybody, with these words on it. Safe to repeat."""
    return _set(by, is_open=True, intro=intro, intro_en=intro_en, shows_figures=shows_figures)


@transaction.atomic
def close_page(*, by: Member) -> OpenPage:
    """Nobody sees the page any more, and nobody is told what stood on it; what was approved stays approved."""
    moment = now()
    of_it = Notice.objects.filter(organisation=by.organisation)
    of_it.filter(ended_at=None).update(ended_at=moment)
    of_it.filter(rung_at=None).update(rung_at=moment)
    Ring.objects.filter(notice__in=of_it).delete()
    return _set(by, is_open=False)


def _set(by: Member, **values: bool | str) -> OpenPage:
    page, _is_new = OpenPage.objects.get_or_create(organisation=by.organisation)
    was_open = page.is_open
    for name, value in values.items():
        setattr(page, name, value)
    page.changed_by, page.changed_at, page.is_stale = by, now(), True
    page.save()
    event = "public.changed"
    if was_open != page.is_open:
        event = "public.opened" if page.is_open else "public.closed"
    journal.record(event, "public", page.pk, organisation=page.organisation_id, by=by)
    return page
