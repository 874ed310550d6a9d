"""Calling members: whoever has something urgent to say, says it here once, and it reaches them.

`call(members, subject=…, words=…, url=…, urgency=…, key=…)` writes rows alone; an errand sends them
by the ways each member chose. A key names the occasion: asked again, it rings nobody a second time.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from hanjari.kit.announce import announce
from hanjari.kit.clock import now
from hanjari.people.actions.lines import lines_of, webhook_lines
from hanjari.people.models import Call, CallOut, Member, Organisation, Urgency
from hanjari.people.rings import Ring, rings_of

Words = str | Callable[[], str]
"""Plain, or made in each language of the house: `lambda: _("%(count)s messages") % …`."""


@transaction.atomic
def call(
    members: Iterable[Member],
    *,
    subject: Words,
    words: Words,
    key: str,
    url: str = "",
    urgency: str = Urgency.USUAL,
    organisation: Organisation | None = None,
    by: Member | None = None,
    then: Sequence[Ring] | None = None,
    without: Collection[str] = (),
) -> Call:
    """Call these members, by the ways each chose for this urgency, once per organisation and key.

    `url` is a path on the desk. An urgent call that nobody looks at goes on to the organisation's
    next rings, or to those given as `then`: (after how long, whom). Where `members` may be empty,
    `organisation` is needed; ways named in `without` stay silent (an exercise rings on the desk
    alone). Raises `ValueError` for members of another organisation.
    """
    first = list(dict.fromkeys(members))
    desk = organisation or (first[0].organisation if first else None)
    if desk is None or any(member.organisation_id != desk.pk for member in first):
        message = "a call is for the members of one organisation"
        raise ValueError(message)
    facts = {"said": said_in_all(subject, words), "url": url, "urgency": urgency, "made_by": by}
    made, is_new = Call.objects.get_or_create(organisation=desk, key=key, defaults=facts)
    if not is_new:
        return made
    later = [] if urgency != Urgency.URGENT else rings_of(desk) if then is None else then
    lines = [*_ring_all(made, first, later), *webhook_lines(made)]
    CallOut.objects.bulk_create(line for line in lines if line.way not in without)
    announce(
        "call.made",
        "call",
        made.pk,
        organisation=desk,
        by=by,
        subject=made.said[desk.language][0],
        to=[member.name for member in first],
    )
    return made


@transaction.atomic
def answer(made: Call, *, by: Member) -> bool:
    """Somebody says: I'm here. The first one stops the escalation. Safe to repeat; True the first time."""
    mine = made.outs.filter(member=by)
    if not mine.filter(seen_at=None).update(seen_at=now()):
        return False
    is_first = bool(
        Call.objects.filter(pk=made.pk, answered_at=None).update(answered_at=now(), answered_by=by)
    )
    waiting = made.outs.filter(state=CallOut.State.WAITING)
    waiting.filter(member=by).update(state=CallOut.State.SPARED)
    waiting.filter(ring__gt=0).update(state=CallOut.State.SPARED)
    if not made.is_trial:
        _tell(made, "call.answered" if is_first else "call.seen", by=by)
    return True


@transaction.atomic
def call_off(made: Call, *, by: Member | None = None) -> None:
    """It no longer matters: nobody else is called. Safe to repeat."""
    if Call.objects.filter(pk=made.pk, called_off_at=None).update(called_off_at=now()):
        made.outs.filter(state=CallOut.State.WAITING).update(state=CallOut.State.SPARED)
        _tell(made, "call.called_off", by=by)


def _tell(made: Call, event: str, *, by: Member | None) -> None:
    subject = made.said[made.organisation.language][0]
    announce(event, "call", made.pk, organisation=made.organisation_id, by=by, subject=subject)


def _ring_all(made: Call, first: list[Member], later: Sequence[Ring]) -> Iterator[CallOut]:
    """Every line of every ring; who is in an earlier ring is not in a later one."""
    seen: set[int] = set()
    rings: list[Ring] = [(timedelta(0), first), *later]
    for number, (after, members) in enumerate(rings):
        for member in members:
            if member.is_active and member.pk not in seen:
                seen.add(member.pk)
                yield from lines_of(made, member, number, made.made_at + after)


def said_in_all(subject: Words, words: Words) -> dict[str, list[str]]:
    """What is said, in every language of the house."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = [_in_words(subject)[:200], _in_words(words)[:4000]]
    return said


def _in_words(words: Words) -> str:
    return str(words() if callable(words) else words)
