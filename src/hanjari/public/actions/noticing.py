"""Following in a browser: one press begins it, one ends it; nobody is asked who they are."""

import hmac
import json
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.kit.secrets import seal
from hanjari.people.refusals import RefusalError
from hanjari.public.models import Browser, OpenPage, Ring

ASKS_A_DAY = 5_000
"""New browsers an organisation takes in a day: each costs a request for each notice."""
MOST = 200_000
ASKS_OF_A_CALLER, WINDOW = 20, 3600
"""Presses of one network address in so many seconds; an office or a school shares one."""


class TooManyBrowsersError(RefusalError):
    """Somebody, or everybody, asks too often."""

    words = _(
        "Too many browsers were switched on just now. Nothing was stored. Try again in an hour, or"
        " follow by feed."
    )


def follow_here(
    page: OpenPage, language: str, *, endpoint: str, p256dh: str, auth: str, caller: str
) -> Browser:
    """Let this browser be told from now on, in this language, and greet it. Safe to repeat.

    Raises `TooManyBrowsersError`.
    """
    _must_not_be_too_often(page, caller)
    sealed = seal(json.dumps({"endpoint": endpoint, "p256dh": p256dh, "auth": auth}).encode())
    with transaction.atomic():
        row, is_new = Browser.objects.update_or_create(
            organisation=page.organisation,
            mark=_mark(endpoint),
            defaults={"sealed": sealed, "language": language},
        )
        if is_new:
            Ring.objects.create(browser=row)
    return row


def end_here(slug: str, endpoint: str) -> None:
    """The browser is forgotten, also while the page is closed. Safe to repeat.

    Only the browser itself and its push service know the address, so it is key enough.
    """
    Browser.objects.filter(organisation__slug=slug, mark=_mark(endpoint)).delete()


def _must_not_be_too_often(page: OpenPage, caller: str) -> None:
    """Counted by a digest of the caller for an hour; the address itself is kept nowhere."""
    key = f"notices-{_mark(f'{page.pk} {caller}')}"
    if not cache.add(key, 1, WINDOW) and cache.incr(key) > ASKS_OF_A_CALLER:
        raise TooManyBrowsersError
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Browser.objects.filter(organisation=page.organisation)
    if rows.filter(asked_at__gte=day).count() >= ASKS_A_DAY or rows.count() >= MOST:
        raise TooManyBrowsersError


def _mark(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()
