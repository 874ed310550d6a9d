"""A statement in two languages: the other one is begun beside it, and each knows whether it follows the other."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from hanjari.channels.models import Account
from hanjari.issues.actions.publishing import publish_statement
from hanjari.issues.actions.statements import begin, newest_of, record
from hanjari.issues.models import Statement
from hanjari.issues.refusals.statement import WithdrawnError
from hanjari.people.models import Member

OTHER = {"ko": "en", "en": "ko"}


@transaction.atomic
def write_in_other_language(statement: Statement, *, by: Member) -> Statement:
    """Begin the same statement in the other language, from that language's skeleton. Safe to repeat.

    Raises `WithdrawnError`.
    """
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.other:
        return held.other
    if held.state == Statement.State.WITHDRAWN:
        raise WithdrawnError
    corrected = held.corrects
    if corrected and corrected.other and corrected.other.published_at:
        corrected = corrected.other
    other = Statement(
        organisation_id=held.organisation_id, issue=held.issue, form=held.form, corrects=corrected,
        language=OTHER[held.language], next_update_at=held.next_update_at, is_last=held.is_last,
        other=held, made_by=by,
    )  # fmt: skip
    begin(other, newest_of(held).title, {}, by)
    held.other, held.followed = other, 1
    held.save(update_fields=["other", "followed"])
    record("statement.paired", held, by=by, other=other.pk)
    return other


@transaction.atomic
def publish_both(
    statement: Statement, *, by: Member, accounts: Iterable[Account] = ()
) -> Statement:
    """Put both languages before everybody, or neither; the channels get the one that was asked for.

    Raises what `publish_statement` raises for either.
    """
    pair = Statement.objects.select_for_update().filter(Q(pk=statement.pk) | Q(other=statement.pk))
    list(pair.order_by("pk"))  # both in one order: whoever publishes the other at once waits
    published = publish_statement(statement, by=by, accounts=accounts)
    if published.other:
        publish_statement(published.other, by=by)
    return published
