"""What members judged: of a message, of a company, and as lessons for tables of its own."""

from collections.abc import Sequence
from math import sqrt
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from hanjari.listening.models import Judgement, Message, Training

NEWEST = 4_000
"""Judgements that tables are made from; what was said long ago weighs no more than what is forgotten."""
GUARDS = 800
"""Newest messages without a judgement that stand for what the base reads well."""


def standing_judgements(messages: Sequence[Message]) -> dict[tuple[int, str], Judgement]:
    """The newest judgement of each message's aspects that was not taken back."""
    rows = Judgement.objects.filter(message__in=[one.pk for one in messages], undone_at=None)
    return {(row.message_id, row.aspect): row for row in rows.select_related("by").order_by("pk")}


def judgements_of(organisation_id: int) -> QuerySet[Judgement]:
    """All of a company, the newest first."""
    rows = Judgement.objects.filter(organisation=organisation_id).order_by("-pk")
    return rows.select_related("message", "by", "undone_by")


class Agreement(NamedTuple):
    """How often members who judged an aspect found what the machine had said; 95 % interval by Wilson."""

    aspect: str
    judged: int
    agreed: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.agreed / self.judged if self.judged else 0.0


def agreements(organisation_id: int) -> list[Agreement]:
    """Of every aspect that somebody judged, the most judged first."""
    rows = Judgement.objects.filter(organisation=organisation_id, undone_at=None)
    told = (
        rows.values_list("aspect")
        .annotate(judged=Count("pk"), agreed=Count("pk", filter=Q(is_confirmation=True)))
        .order_by("-judged")
    )
    return [
        Agreement(aspect, judged, agreed, *wilson(agreed, judged))
        for aspect, judged, agreed in told
    ]


def wilson(good: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, good / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


class Lesson(NamedTuple):
    """A judged text: its conversation by the thread's root, and the last word on each aspect."""

    text: str
    group: str
    values: dict[str, Any]


def lessons(organisation_id: int) -> list[Lesson]:
    """What stands of the newest judgements, on words that still say what was judged."""
    rows = (
        Judgement.objects.filter(organisation=organisation_id, undone_at=None)
        .filter(message__erased_at=None)
        .exclude(message__edited_at__gt=F("at"))
        .exclude(message__text="", message__subject="")
        .order_by("-pk")[:NEWEST]
    )
    found: dict[int, Lesson] = {}
    for row in reversed(rows.select_related("message")):
        message = row.message
        lesson = found.setdefault(message.pk, Lesson(_said(message), _group(message), {}))
        lesson.values[row.aspect] = row.after
    return list(found.values())


def guards(organisation_id: int) -> list[str]:
    """The newest words that nobody judged."""
    rows = Message.objects.filter(
        organisation=organisation_id, is_ours=False, is_automatic=False, erased_at=None
    )
    newest = rows.order_by("-pk")[: 2 * GUARDS]
    judged = set(
        Judgement.objects.filter(message__in=[one.pk for one in newest]).values_list(
            "message", flat=True
        )
    )
    return [_said(one) for one in newest if one.pk not in judged and one.text][:GUARDS]


def trainings_of(organisation_id: int) -> QuerySet[Training]:
    """All attempts, the newest first, without the tables themselves."""
    rows = Training.objects.filter(organisation=organisation_id)
    return rows.select_related("by").defer("tables")


def _said(message: Message) -> str:
    """As it was read when it came in: the subject first."""
    return f"{message.subject}\n{message.text}" if message.subject else message.text


def _group(message: Message) -> str:
    return f"{message.account_id}:{message.root_id or message.external_id}"
