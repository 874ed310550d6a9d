"""Telling: an errand hands a round's texts to the outbox, one short transaction a person.

The reply, its outbox row and the recipient's state are written together or not at all, and the
recipient is held meanwhile: a worker killed at any point has told nobody twice and forgotten nobody.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hanjari.channels.contract import RefusedError
from hanjari.channels.queries import held_since
from hanjari.conversations.actions import outgoing
from hanjari.conversations.actions.passing import held
from hanjari.conversations.actions.rounds import held_round, record_round, stop_round
from hanjari.conversations.addressing import addressed, language_of
from hanjari.conversations.guards import obstacle_of
from hanjari.conversations.models import Approval, Conversation, Recipient, Reply, Round
from hanjari.conversations.queries.checking import ReplyCheck, as_json, check_reply
from hanjari.conversations.queries.reaching import is_private_only, living, name_in, why_not
from hanjari.kit.clock import now

PER_CALL = 100
"""People that one asking of the errand tells at most, so that other errands have their turn."""
MINUTE = timedelta(minutes=1)
State = Recipient.State
_CODES = {
    "nobody": "nobody",
    "automatic": "automatic",
    "too_long": "too_long",
    "merged": "merged",
    "unsayable": "findings",
}


def tell_due() -> bool:
    """Hand over what each account's pace allows; True when more could go at once."""
    left = PER_CALL
    for row in Round.objects.filter(state=Round.State.SENDING).order_by("pk"):
        if why := obstacle_of(row):
            stop_round(row, by=None, reason=why)
            continue
        if _waits(row):
            continue
        waiting = row.recipients.filter(state=State.WAITING)
        for account in waiting.order_by().values_list("account", flat=True).distinct():
            pks = waiting.filter(account=account).values_list("pk", flat=True)
            for pk in list(pks[: min(left, _room(account))]):
                left -= tell(pk)
        if not waiting.exists():
            _finish(row)
    return left <= 0


@transaction.atomic
def tell(recipient_id: int) -> int:
    """Tell one person, or keep why not. 1 when it was done now, 0 when it was done already."""
    one = Recipient.objects.select_for_update(of=("self",)).get(pk=recipient_id)
    row = Round.objects.select_related("organisation", "written_by", "approved_by").get(
        pk=one.round_id
    )
    if one.state != State.WAITING or row.state != Round.State.SENDING:
        return 0
    talk = living(_talk(one.conversation_id))
    if talk.pk != one.conversation_id and row.recipients.filter(conversation=talk).exists():
        return _keep(one, State.ELSEWHERE)
    why = why_not(talk) or _hand(one, row, talk)
    if why:
        _keep(one, State.UNTOLD, why)
        _next_thread(one, row)
    return 1


def _hand(one: Recipient, row: Round, talk: Conversation) -> str:
    """Write the reply and give it to the outbox; a code when the check or the channel says no."""
    text = text_for(row, talk)
    writer = row.written_by or row.approved_by
    if writer is None:
        return "refused"
    is_private = is_private_only(talk)
    check = check_reply(talk, text, by=writer, is_private=is_private)
    if check.problems:
        return next((_CODES[code] for code in check.problems if code in _CODES), "no_reply")
    if check.stops:
        return "findings"
    try:
        with transaction.atomic():
            reply = _reply(row, held(talk), text, check, is_private=is_private)
            outgoing.hand_over(reply, by=writer, is_automatic=_is_automatic(row))
    except RefusedError:
        return "refused"
    one.reply, one.handed_at, one.conversation, one.account_id = reply, now(), talk, talk.account_id
    _keep(one, State.HANDED)
    return ""


def text_for(row: Round, talk: Conversation) -> str:
    """What this thread reads: in its language, with its person's name."""
    has_english = bool(row.text_en.strip())
    language = language_of(talk.language, row.organisation.language, has_english=has_english)
    return addressed(row.text_en if language == "en" else row.text, name_in(talk), language)


def _reply(
    row: Round, talk: Conversation, text: str, check: ReplyCheck, *, is_private: bool
) -> Reply:
    """An answer like any other; the round's second look is the look that rules ask for.

    A day that it names is the commitment's to keep, not a promise of this thread.
    """
    reply = Reply.objects.create(
        conversation=talk, by=row.written_by or row.approved_by, text=text,
        to_message=check.to_message, state=Reply.State.QUEUED, is_private=is_private,
        findings=as_json(check.findings), created_at=now(),
    )  # fmt: skip
    Approval.objects.bulk_create(
        Approval(
            reply=reply, rule=rule, asked_at=row.created_at, decided_by=row.approved_by,
            decided_at=row.approved_at, is_approved=True,
        )
        for rule in check.rules
    )  # fmt: skip
    return reply


def _waits(row: Round) -> bool:
    """Whether a brake was put on after two people let it go."""
    since = held_since(row.organisation_id)
    return since is not None and not _is_known(row, since)


def _is_automatic(row: Round) -> bool:
    """Whether a brake that comes may hold it; not where two let it go knowing that one is on."""
    since = held_since(row.organisation_id)
    return since is None or not _is_known(row, since)


def _is_known(row: Round, brake_since: datetime) -> bool:
    return row.approved_at is not None and row.approved_at >= brake_since


def _keep(one: Recipient, state: str, why: str = "") -> int:
    one.state, one.why = state, why
    one.save()
    return 1


def _next_thread(one: Recipient, row: Round) -> None:
    """Who can't be reached there any more is told in the newest other thread of theirs."""
    if one.person_id is None:
        return
    others = row.recipients.filter(person=one.person_id, state=State.ELSEWHERE)
    for other in others.select_related("conversation__account").order_by("-conversation__last_id"):
        if not why_not(other.conversation):
            _keep(other, State.WAITING)
            return


def _room(account_id: int) -> int:
    """How many more this account may be given now."""
    recent = Recipient.objects.filter(account=account_id, handed_at__gt=now() - MINUTE)
    return max(0, int(settings.ROUNDS_PER_MINUTE) - recent.count())


@transaction.atomic
def _finish(row: Round) -> None:
    row = held_round(row)
    if row.state == Round.State.SENDING and not row.recipients.filter(state="waiting").exists():
        row.state, row.ended_at = Round.State.DONE, now()
        row.save(update_fields=["state", "ended_at"])
        record_round("round.done", row, None, people=row.recipients.filter(state="handed").count())


def _talk(pk: int) -> Conversation:
    return Conversation.objects.select_related("account", "organisation", "person").get(pk=pk)
