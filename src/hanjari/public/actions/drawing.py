"""Drawing the open page ahead of its readers: whoever comes gets bytes that are ready, however many come."""

import gzip
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hanjari.kit.clock import now
from hanjari.kit.web.hosts import public_home
from hanjari.people.models import Organisation
from hanjari.public.models import Notice, OpenPage, Sheet
from hanjari.public.pages.sheets import Leaf, leaves

AT_LEAST = timedelta(hours=1)
"""Figures move by themselves: a page is drawn so often even when nothing was said."""


def let_be_drawn(organisation: Organisation | int) -> None:
    """Something that the page shows has changed. Safe to repeat."""
    desk = organisation.pk if isinstance(organisation, Organisation) else organisation
    OpenPage.objects.filter(organisation=desk).update(is_stale=True)


def standing(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Those whose news stands on the page already: whoever follows one finds there what it told of."""
    sheets = Sheet.objects.filter(
        organisation=OuterRef("organisation"), drawn_at__gte=OuterRef("made_at")
    )
    return notices.filter(Exists(sheets))


def draw_stale() -> int:
    """Draw the pages that show something old; how many were drawn."""
    fresh, count = _fresh(), 0
    for page in OpenPage.objects.select_related("organisation"):
        has_moved = page.is_open and page.home != public_home(page.organisation.slug)
        if page.is_stale or has_moved or page.organisation_id not in fresh:
            _draw(page)
            count += 1
    return count


def _fresh() -> set[int]:
    """Organisations whose first sheet is young enough; a closed page has none and needs none."""
    drawn = Sheet.objects.filter(drawn_at__gt=now() - AT_LEAST).values_list("organisation")
    closed = OpenPage.objects.filter(is_open=False, is_stale=False).values_list("organisation")
    return {pk for (pk,) in drawn} | {pk for (pk,) in closed}


def _draw(page: OpenPage) -> None:
    """The mark and the moment go first: what changes while it is drawn marks it anew."""
    home, began = public_home(page.organisation.slug), now()
    OpenPage.objects.filter(pk=page.pk).update(is_stale=False, home=home)
    found = list(leaves(page)) if page.is_open else []
    with transaction.atomic():
        for leaf in found:
            _keep(page, leaf, began)
        old = Sheet.objects.filter(organisation=page.organisation)
        old.exclude(path__in=[leaf.path for leaf in found]).delete()


def _keep(page: OpenPage, leaf: Leaf, began: datetime) -> None:
    """Bytes that stayed the same keep their mark, so that readers' copies stay good."""
    mark = sha256(leaf.body).hexdigest()[:32]
    values = {
        "organisation": page.organisation,
        "kind": leaf.kind,
        "body": leaf.body,
        "packed": gzip.compress(leaf.body, 6, mtime=0),
        "mark": mark,
        "may_be_framed": leaf.may_be_framed,
        "drawn_at": began,
    }
    Sheet.objects.update_or_create(path=leaf.path, defaults=values)
