"""The index of whichever store is in use: filled at ingest, emptied when somebody is erased."""

from collections.abc import Iterable
from types import ModuleType

from django.db import connection, transaction

from hanjari.language import tokens
from hanjari.listening.models import Message
from hanjari.listening.search import postgresql, sqlite
from hanjari.listening.search.reading import said

Words = tuple[int, str, str]
"""A message's id, subject and text, as stored."""


def engine() -> ModuleType:
    """The half that speaks to this store."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def add(rows: Iterable[Words]) -> None:
    """Make messages findable."""
    engine().add(_analysed(rows))


def remove(rows: Iterable[Words]) -> None:
    """Make messages unfindable; the words must be those that were added."""
    engine().remove(_analysed(rows))


@transaction.atomic
def rebuild(size: int = 2_000) -> int:
    """Write the index anew from the messages (another analyser, rows deleted by hand); their count."""
    with connection.cursor() as cursor:
        cursor.execute(engine().EMPTY)
    last, count = -1, 0
    while rows := list(
        Message.objects.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", "subject", "text")[:size]
    ):
        add(row for row in rows if row[1] or row[2])
        last, count = rows[-1][0], count + len(rows)
    return count


def tidy() -> None:
    """Drop what erasing only marked as deleted, a bounded piece at a time."""
    engine().tidy()


def _analysed(rows: Iterable[Words]) -> list[tuple[int, list[str]]]:
    return [(pk, tokens(said(subject, text))) for pk, subject, text in rows]
