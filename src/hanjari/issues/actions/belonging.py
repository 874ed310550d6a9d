"""Belonging: which messages an issue is made of; what came since is proposed, and a member decides."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from hanjari.commitments.actions import trace_all, untrace_all
from hanjari.issues.models import Belonging, Issue
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message
from hanjari.people.models import Member

How, State = Belonging.How, Belonging.State
NAMED = 50
"""Ids that an entry of the journal names; the rest is counted."""


@transaction.atomic
def propose_belonging(
    issue: Issue,
    message_ids: Iterable[int],
    how: str,
    likeness: float | Mapping[int, float] | None = None,
) -> int:
    """Propose messages of the issue's company as belonging to it; how many were new.

    `likeness` is one cosine for all or one a message. What was proposed, confirmed or refused
    before stays as it is, so that this is safe to repeat.
    """
    new = _put(issue, message_ids, how, State.PROPOSED, None, likeness)
    if new:
        _record("issue.messages_proposed", issue, None, new, how=how)
    return len(new)


@transaction.atomic
def add_messages(
    issue: Issue, message_ids: Iterable[int], *, by: Member | None, how: str = How.HAND
) -> int:
    """Messages that belong to the issue because somebody says so; how many were new. Traced at once.

    One that was only proposed, or refused before, is confirmed by this.
    """
    wanted = list(message_ids)
    new = _put(issue, wanted, how, State.CONFIRMED, by)
    turned = _turn(issue, wanted, State.CONFIRMED, by)
    if new or turned:
        trace_all(issue.organisation_id, "message", new + turned, ("issue", issue.pk), by=by)
        _record("issue.messages_added", issue, by, new + turned, how=how)
    return len(new) + len(turned)


@transaction.atomic
def confirm_belonging(issue: Issue, message_ids: Iterable[int] | None, *, by: Member) -> int:
    """These belong (None: all that are proposed); how many that changed. Each gets its trace."""
    turned = _turn(issue, _chosen(issue, message_ids), State.CONFIRMED, by)
    if turned:
        trace_all(issue.organisation_id, "message", turned, ("issue", issue.pk), by=by)
        _record("issue.messages_confirmed", issue, by, turned)
    return len(turned)


@transaction.atomic
def refuse_belonging(issue: Issue, message_ids: Iterable[int] | None, *, by: Member) -> int:
    """These do not belong (None: all that are proposed); how many that changed. They are not proposed again."""
    turned = _turn(issue, _chosen(issue, message_ids), State.REFUSED, by)
    if turned:
        untrace_all("message", turned, ("issue", issue.pk), by=by)
        _record("issue.messages_refused", issue, by, turned)
    return len(turned)


def _chosen(issue: Issue, message_ids: Iterable[int] | None) -> list[int]:
    if message_ids is not None:
        return list(message_ids)
    proposed = issue.belongings.filter(state=State.PROPOSED)
    return list(proposed.values_list("message_id", flat=True))


def _put(
    issue: Issue,
    message_ids: Iterable[int],
    how: str,
    state: str,
    by: Member | None,
    likeness: float | Mapping[int, float] | None = None,
) -> list[int]:
    """Rows for those of the company's messages that have none yet, in their order of time."""
    wanted = sorted(set(message_ids))
    new: list[int] = []
    for some in pieces(wanted):
        own = Message.objects.filter(
            pk__in=some, organisation=issue.organisation_id, erased_at=None
        )
        there = set(issue.belongings.filter(message__in=some).values_list("message_id", flat=True))
        fresh = [pk for pk in own.values_list("pk", flat=True) if pk not in there]
        rows = (
            Belonging(
                issue=issue, message_id=pk, how=how, state=state, by=by,
                likeness=likeness.get(pk) if isinstance(likeness, Mapping) else likeness,
            )
            for pk in fresh
        )  # fmt: skip
        Belonging.objects.bulk_create(rows, ignore_conflicts=True)
        new += fresh
    return new


def _turn(issue: Issue, message_ids: list[int], state: str, by: Member | None) -> list[int]:
    """Let rows stand so from now on; those that changed."""
    turned: list[int] = []
    for some in pieces(message_ids):
        rows = issue.belongings.filter(message__in=some).exclude(state=state)
        others = list(rows.select_for_update().values_list("message_id", flat=True))
        issue.belongings.filter(message__in=others).update(state=state, by=by, at=now())
        turned += others
    return turned


def _record(
    event: str, issue: Issue, by: Member | None, message_ids: list[int], **facts: str
) -> None:
    record(
        event, "issue", issue.pk, organisation=issue.organisation_id, by=by,
        count=len(message_ids), message_ids=message_ids[:NAMED], **facts,
    )  # fmt: skip


@transaction.atomic
def collect_by(issue: Issue, expression: str, *, by: Member) -> Issue:
    """Say by which query new messages are proposed; empty: by likeness alone. Safe to repeat."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.expression != expression:
        held.expression = issue.expression = expression
        held.save(update_fields=["expression"])
        record(
            "issue.query_changed", "issue", held.pk, organisation=held.organisation_id, by=by,
            expression=expression[:200],
        )  # fmt: skip
    return held
