"""The second hearing: after arrival, messages are read by their meaning, and what was heard too low is raised.

Word lists miss what is worded as nobody foresaw. Sentence vectors find its like, but they take a
thousand times as long, so they come after ingest, in a lane of the worker's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Left

from hanjari import language
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening import raising
from hanjari.listening.actions.settling import held, read_of, settle, standing
from hanjari.listening.judging import Read
from hanjari.listening.models import Message, Rehearing

BATCH = 32
"""Messages at a time: a third of a second on a busy core, and a worker that stops waits no longer."""
FRESH = timedelta(days=3)
"""What was said longer ago than this is history: nobody waits for it to be heard."""
LANGUAGES = ("ko", "en")
_CHARACTERS = 600
_WAYS = {*raising.INTENTS, *raising.LEVELS}


class _Said(NamedTuple):
    id: int
    edited_at: datetime | None
    subject: str
    text: str


def await_rehearing(message_ids: Sequence[int]) -> None:
    """Let those of these messages be heard again that a person wrote lately, in Korean or English."""
    if not settings.MEANING:
        return
    theirs = Message.objects.filter(
        pk__in=message_ids, is_ours=False, is_automatic=False, erased_at=None
    )
    fresh = theirs.filter(language__in=LANGUAGES, posted_at__gte=now() - FRESH)
    ids = fresh.order_by("pk").values_list("pk", flat=True)
    Rehearing.objects.bulk_create(Rehearing(message_id=pk) for pk in ids)


def hear_again() -> bool:
    """Hear a batch, what came last first; True when there was one.

    Safe to repeat: what is raised and what no longer waits are written in one transaction, and a
    message heard twice is raised once.
    """
    rows = _waiting() if settings.MEANING else {}
    if rows:
        said = _said(rows.values())
        kinds = language.kinds_of([f"{one.subject}\n{one.text}" for one in said])
        _keep(rows, [(one, _loud(told)) for one, told in zip(said, kinds, strict=True)])
    return bool(rows)


def _waiting() -> dict[int, int]:
    rows = Rehearing.objects.order_by("-pk").values_list("pk", "message")
    return dict(rows[:BATCH])


def _said(message_ids: Iterable[int]) -> list[_Said]:
    rows = Message.objects.filter(pk__in=set(message_ids), erased_at=None).order_by("pk")
    beginnings = rows.annotate(beginning=Left("text", _CHARACTERS))
    return [
        _Said(*row) for row in beginnings.values_list("pk", "edited_at", "subject", "beginning")
    ]


def _loud(kinds: dict[str, float]) -> dict[str, float]:
    return {name: p for name, p in kinds.items() if name in _WAYS and p >= language.RAISES}


@transaction.atomic
def _keep(rows: Iterable[int], heard: Iterable[tuple[_Said, dict[str, float]]]) -> None:
    raised: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for said, kinds in heard:
        if kinds and (message := _raise(said, kinds)):
            raised[message.organisation_id, message.account_id].append(message.pk)
    Rehearing.objects.filter(pk__in=list(rows)).delete()
    for (organisation_id, account_id), ids in raised.items():
        record(
            "messages.heard_again", "account", account_id, organisation=organisation_id,
            message_ids=ids,
        )  # fmt: skip


def _raise(said: _Said, kinds: dict[str, float]) -> Message | None:
    """The message, when it is more than it was; words edited meanwhile wait for their own turn."""
    message = held(said.id)
    if message.erased_at or message.edited_at != said.edited_at:
        return None
    machine = message.reading.get("machine")
    own = Read(*machine) if machine else read_of(message)
    agreed = standing(message).filter(is_confirmation=True)
    told = raising.raised(own, kinds, set(agreed.values_list("aspect", flat=True)))
    if told == own:
        return None
    settle(message, told)
    return message
