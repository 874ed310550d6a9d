"""What stands against closing an issue: people who wait, promises without an owner, no last word, open tasks."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from hanjari.conversations.models import Conversation, Turn
from hanjari.issues.models import Belonging, Issue, Promise, Statement, Task, Version

KEPT_CLOCKS = ("review", "report")
"""Clocks that run on behind the end of an issue: what it taught, and what became of its promises."""


@dataclass(frozen=True)
class Gaps:
    """Everything that is missing; an exercise has nobody who waits."""

    waiting: QuerySet[Conversation]
    promises: QuerySet[Promise]
    last_word: Statement | None
    """The newest published statement, where none says that it is the last."""
    tasks: QuerySet[Task]


def gaps_of(issue: Issue) -> Gaps:
    """What is missing now. Who waits is read strictly: everybody of this issue who has no answer."""
    published = issue.statements.filter(
        state=Statement.State.PUBLISHED, form__in=_NEWS, withdrawn_at=None
    )
    newest = published.order_by("-published_at", "-pk").first()
    has_last = published.filter(is_last=True).exists()
    return Gaps(
        waiting=waiting_in(issue),
        promises=_open_promises(issue),
        last_word=None if has_last else newest,
        tasks=issue.tasks.filter(done_at=None, dropped_for="").select_related("owner"),
    )


def _open_promises(issue: Issue) -> QuerySet[Promise]:
    """Promises in the words that were published; earlier versions promised nothing to anybody."""
    newest = Version.objects.filter(statement=OuterRef("version__statement")).order_by("-number")
    rows = Promise.objects.filter(commitment_id=None, not_one="", version__statement__issue=issue)
    return rows.filter(
        version__statement__state=Statement.State.PUBLISHED,
        version=Subquery(newest.values("pk")[:1]),
    )


def waiting_in(issue: Issue) -> QuerySet[Conversation]:
    """Conversations with a message of this issue in which a person waits for us, the longest first."""
    belonging = issue.belongings.filter(state=Belonging.State.CONFIRMED).values("message")
    talks = Turn.objects.filter(pk__in=belonging).values("conversation")
    rows = Conversation.objects.filter(pk__in=talks, waiting_since__isnull=False)
    return rows.filter(shelf=Conversation.Shelf.OPEN).order_by("waiting_since")


_NEWS = (Statement.Form.HOLDING, Statement.Form.UPDATE, Statement.Form.APOLOGY)
