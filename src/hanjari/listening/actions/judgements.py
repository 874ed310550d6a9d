"""Judging messages: a member says what one is; it counts at once, and can be taken back."""

from typing import Any

from django.db import transaction

from hanjari import __version__
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.language import INTENTS, JUDGED_INTENTS
from hanjari.listening.actions.settling import held, read_of, settle
from hanjari.listening.judging import told_value, value_of
from hanjari.listening.models import Judgement, Message
from hanjari.people.models import Member

Aspect = Judgement.Aspect
BASE = f"hanjari {__version__}"
"""Who had read it, where no tables of the company's own had a part in it."""
Noun = tuple[str, int]


class JudgementRefusedError(Exception):
    """It has no words to judge, the value is none of the aspect's, or a newer judgement stands over it."""


@transaction.atomic
def judge(
    message: Message, aspect: str, value: Any, *, by: Member, about: Noun | None = None
) -> Judgement:
    """Say what a message is in one aspect; columns, reading and hourly counts follow at once.

    The value that it has already is kept as a confirmation. `about` is the noun and id under which
    the journal tells it, the message's own unless given. Raises `JudgementRefusedError`.
    """
    row = held(message.pk)
    if row.is_ours or row.erased_at or not _is_valid(aspect, value):
        raise JudgementRefusedError
    before = value_of(read_of(row), aspect)
    after = sorted(value, key=INTENTS.index) if aspect == Aspect.INTENTS else value
    judgement = Judgement.objects.create(
        organisation_id=row.organisation_id,
        message=row,
        aspect=aspect,
        before=before,
        after=after,
        is_confirmation=before == after,
        by=by,
        reader=_reader(row),
    )
    if not judgement.is_confirmation:
        settle(row, read_of(row))
    _record("message.judged", judgement, by, about)
    return judgement


@transaction.atomic
def undo_judgement(judgement: Judgement, *, by: Member, about: Noun | None = None) -> None:
    """Take the newest judgement of its aspect back. Raises `JudgementRefusedError` for an older one."""
    message = held(judgement.message_id)
    row = Judgement.objects.get(pk=judgement.pk)
    newer = message.judgements.filter(aspect=row.aspect, undone_at=None, pk__gt=row.pk)
    if row.undone_at or newer.exists():
        raise JudgementRefusedError
    row.undone_by, row.undone_at = by, now()
    row.save(update_fields=["undone_by", "undone_at"])
    if not row.is_confirmation:
        settle(message, read_of(message))
    _record("message.judgement_undone", row, by, about)


def _is_valid(aspect: str, value: Any) -> bool:
    if aspect == Aspect.SENTIMENT:
        return value is None or (type(value) is int and value in (-1, 0, 1))
    if aspect == Aspect.INTENTS:
        return isinstance(value, list) and set(value) <= set(JUDGED_INTENTS)
    if aspect == Aspect.URGENCY:
        return type(value) is int and value in (1, 2, 3, 4)
    return aspect in Aspect.values and isinstance(value, bool)


def _reader(message: Message) -> str:
    site = message.reading.get("site", 0)
    return f"{BASE} + {site}" if site else BASE


def _record(event: str, judgement: Judgement, by: Member, about: Noun | None) -> None:
    aspect = judgement.aspect
    record(
        event,
        *(about or ("message", judgement.message_id)),
        organisation=judgement.organisation_id,
        by=by,
        message=judgement.message_id,
        aspect=aspect,
        before=told_value(aspect, judgement.before),
        after=told_value(aspect, judgement.after),
    )
