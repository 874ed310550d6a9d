"""Following by mail: asked, confirmed from the mailbox itself, left by one link; told once of each thing."""

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.kit.clock import now
from hanjari.kit.secrets import seal, unseal
from hanjari.kit.web.hosts import public_home
from hanjari.people.models import Organisation
from hanjari.people.post import post
from hanjari.public.actions.drawing import let_be_drawn, standing
from hanjari.public.models import Notice, OpenPage, Subscriber
from hanjari.public.pages.frame import LANGUAGES
from hanjari.public.pages.news import news_of
from hanjari.public.queries import shown

_SALT = "hanjari.public.following"
BATCH = 200
"""Letters handed over in one turn."""
ASKS_A_DAY = 2000
"""New addresses an organisation takes in a day: whoever types other people's addresses fills no more mailboxes."""
CONFIRM_WITHIN = 7 * 24 * 3600


def mark_of(address: str) -> str:
    """Finds an address again without telling it: keyed by the house's secret."""
    plain = address.strip().lower().encode()
    return hmac.new(settings.SECRET_KEY.encode(), plain, sha256).hexdigest()


@transaction.atomic
def ask_to_follow(page: OpenPage, address: str, language: str) -> None:
    """Send a link that confirms it. The page answers alike whether the address is known already."""
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Subscriber.objects.filter(organisation=page.organisation, asked_at__gte=day)
    if asked.count() >= ASKS_A_DAY:
        return
    row, is_new = Subscriber.objects.get_or_create(
        organisation=page.organisation,
        mark=mark_of(address),
        defaults={"sealed": seal(address.strip().encode()), "language": language},
    )
    if row.confirmed_at or not (is_new or row.asked_at < day):
        return
    Subscriber.objects.filter(pk=row.pk).update(asked_at=now(), language=language)
    with translation.override(language):
        subject = _("Follow %(name)s: please confirm") % {"name": page.organisation.name}
        words = _(
            "Somebody, probably you, wants news of %(name)s at this address.\n\n"
            "Confirm within seven days:\n%(link)s\n\n"
            "If it was not you, do nothing: no other letter will come."
        ) % {"name": page.organisation.name, "link": _link("confirm", row)}
    post(address.strip(), subject, words)


def by_ticket(ticket: str, most_age: int | None = None) -> Subscriber | None:
    """Whom a link in a letter belongs to; None where it is broken, too old, or they have left."""
    try:
        pk = signing.loads(ticket, salt=_SALT, max_age=most_age)
    except signing.BadSignature:
        return None
    return Subscriber.objects.select_related("organisation").filter(pk=pk).first()


def confirm(row: Subscriber) -> None:
    """From now on they are told. Safe to repeat."""
    Subscriber.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=now())


def leave(row: Subscriber) -> None:
    """The address is forgotten."""
    row.delete()


def let_followers_be_told(
    organisation: int, noun: str, noun_id: int, what: str = "published"
) -> None:
    """Something new belongs on the page: whoever follows is told, once, when it stands there. Safe to repeat."""
    pages = OpenPage.objects.filter(organisation=organisation, is_open=True)
    page = pages.select_related("organisation").first()
    if page is None:
        return
    rows = shown.statements if noun == "statement" else shown.promises
    if rows(page.organisation).filter(pk=noun_id).exists():
        _notice, is_new = Notice.objects.get_or_create(
            noun=noun, noun_id=noun_id, what=what, defaults={"organisation_id": organisation}
        )
        if is_new:
            let_be_drawn(organisation)


def tell_followers() -> bool:
    """Hand over the next letters of a notice; True while more may be due. A kill between two turns tells nobody twice."""
    due = standing(Notice.objects.filter(ended_at=None))
    notice = due.select_related("organisation").order_by("pk").first()
    if notice is None:
        return False
    with transaction.atomic():
        held = Notice.objects.select_for_update().get(pk=notice.pk)
        rows = Subscriber.objects.filter(
            organisation=held.organisation_id, confirmed_at__lte=held.made_at, pk__gt=held.reached
        ).order_by("pk")[:BATCH]
        news = {
            one: news_of(notice.organisation, held.noun, held.noun_id, one) for one in LANGUAGES
        }
        told = [
            _tell(row, notice.organisation, held) if news[row.language] else row.pk for row in rows
        ]
        if told:
            held.reached = told[-1]
        else:
            held.ended_at = now()
        held.save(update_fields=["reached", "ended_at"])
    return True


def forget_unconfirmed() -> int:
    """Addresses that nobody confirmed are not kept; how many went."""
    old = now() - timedelta(seconds=CONFIRM_WITHIN)
    count, _rows = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=old).delete()
    return count


def _tell(row: Subscriber, organisation: Organisation, notice: Notice) -> int:
    address = unseal(bytes(row.sealed)).decode()
    root = public_home(organisation.slug) + ("" if row.language == "ko" else f"{row.language}/")
    place = {"statement": "statements", "commitment": "promises"}[notice.noun]
    with translation.override(row.language):
        subject = _("News from %(name)s") % {"name": organisation.name}
        words = _(
            "%(name)s has something new on its public page:\n%(link)s\n\n"
            "You no longer want these letters? One click ends them:\n%(leave)s"
        ) % {
            "name": organisation.name,
            "link": f"{root}#{place}",
            "leave": _link("leave", row),
        }
    post(address, subject, words)
    return row.pk


def _link(name: str, row: Subscriber) -> str:
    ticket = signing.dumps(row.pk, salt=_SALT)
    return f"{public_home(row.organisation.slug)}{name}/{ticket}/"
