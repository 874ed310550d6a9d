"""Writing statements: each save is a new version, and nobody writes over another's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from hanjari.issues.actions.promising import find_promises
from hanjari.issues.actions.signing import ask_anew
from hanjari.issues.checking import checked
from hanjari.issues.models import Issue, Statement, Version
from hanjari.issues.refusals.statement import (
    EditedMeanwhileError,
    PublishedError,
    ReasonlessError,
)
from hanjari.issues.skeletons import composed, skeleton
from hanjari.journal import actions as journal
from hanjari.kit.web import times
from hanjari.people.models import Member

State = Statement.State
TITLE = 80
"""Letters of a claim that begin as the title."""


@transaction.atomic
def write_statement(
    issue: Issue,
    form: str,
    *,
    by: Member,
    language: str = "ko",
    title: str = "",
    parts: Mapping[str, str] | None = None,
    next_update_at: datetime | None = None,
    corrects: Statement | None = None,
) -> Statement:
    """Begin a statement of one of the four forms; without words of its own it begins with the skeleton."""
    statement = Statement(
        organisation_id=issue.organisation_id, issue=issue, form=form, language=language,
        next_update_at=next_update_at, corrects=corrects, made_by=by,
    )  # fmt: skip
    return begin(statement, title or issue.title, parts or {}, by)


@transaction.atomic
def write_correction(
    *, by: Member, claim: str = "", where: str = "", language: str = "ko",
    corrects: Statement | None = None,
) -> Statement:  # fmt: skip
    """Begin a correction that belongs to no issue: of a claim that goes round, or of words of our own."""
    statement = Statement(
        organisation_id=by.organisation_id, form=Statement.Form.CORRECTION, language=language,
        corrects=corrects, made_by=by,
    )  # fmt: skip
    title = newest_of(corrects).title if corrects else claim
    parts = {name: words for name, words in (("claim", claim), ("where", where)) if words}
    return begin(statement, " ".join(title.split())[:TITLE], parts, by)


@transaction.atomic
def save_version(
    statement: Statement,
    *,
    title: str,
    parts: Mapping[str, str],
    on: int,
    by: Member,
    overruled: str = "",
    next_update_at: datetime | None = None,
    is_last: bool = False,
    follows: int = 0,
) -> Version:
    """Keep the words as a new version, written on version number `on`. The same words again keep the old one.

    `follows` is the version of the other language that these words take in.

    Raises `EditedMeanwhileError` with the newest when somebody saved in between. While signatures are
    being asked for, the new version asks the same parts anew.
    """
    held, other = _held_with_other(statement)
    if held.state in (State.PUBLISHED, State.WITHDRAWN):
        raise PublishedError
    newest = newest_of(held)
    if newest.number != on:
        raise EditedMeanwhileError(newest)
    held.next_update_at, held.is_last = next_update_at, is_last
    held.save(update_fields=["next_update_at", "is_last"])
    text = _text(held, parts)
    if (newest.title, newest.text, newest.overruled) == (title, text, overruled):
        _keep_step(held, other, newest, newest, follows)
        return newest
    version = _add(held, title, parts, by, overruled)
    _keep_step(held, other, newest, version, follows)
    ask_anew(held, newest, version, by=by)
    record("statement.changed", held, by=by, version=version.number)
    if overruled and overruled != newest.overruled:
        record("statement.overruled", held, by=by, reason=overruled[:300])
    return version


@transaction.atomic
def withdraw_statement(statement: Statement, reason: str, *, by: Member) -> Statement:
    """Say that it no longer stands, and why; what was published stays readable with that reason."""
    if not reason.strip():
        raise ReasonlessError
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.state == State.WITHDRAWN:
        return held
    held.state, held.withdrawn_for = State.WITHDRAWN, reason.strip()[:500]
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["state", "withdrawn_for", "withdrawn_at"])
    record("statement.withdrawn", held, by=by, reason=reason.strip()[:300])
    return held


def newest_of(statement: Statement) -> Version:
    """The version that counts."""
    return statement.versions.order_by("-number")[0]


def record(event: str, statement: Statement, *, by: Member | None, **facts: Any) -> None:
    """One line of the issue's timeline about a statement; one that stands alone is its own noun."""
    issue = statement.issue_id
    journal.record(
        event, "issue" if issue else "statement", issue or statement.pk,
        organisation=statement.organisation_id, by=by, statement=statement.pk, **facts,
    )  # fmt: skip


def begin(statement: Statement, title: str, parts: Mapping[str, str], by: Member) -> Statement:
    """Keep a new statement with its first version: the skeleton, and what is known already."""
    statement.save()
    begun = skeleton(statement.form, statement.language) | dict(parts)
    if statement.corrects and not begun.get("original"):
        begun["original"] = newest_of(statement.corrects).text
    _add(statement, title, begun, by, "")
    record("statement.written", statement, by=by, form=statement.form)
    return statement


def _held_with_other(statement: Statement) -> tuple[Statement, Statement | None]:
    """Both locked in one order, so that two who save both languages at once wait for each other."""
    both = Q(pk=statement.pk) | Q(other=statement.pk)
    held = {
        row.pk: row for row in Statement.objects.select_for_update().filter(both).order_by("pk")
    }
    mine = held.pop(statement.pk)
    return mine, next(iter(held.values()), None)


def _keep_step(
    held: Statement, other: Statement | None, before: Version, after: Version, follows: int
) -> None:
    """Who follows whom: words that take in the other's newest are no change that it would have to take in.

    The other keeps the same time of the next news.
    """
    if other is None:
        return
    was_in_step = other.followed >= before.number
    if follows > held.followed:
        held.followed = min(follows, newest_of(other).number)
        held.save(update_fields=["followed"])
        if was_in_step:
            other.followed = after.number
    if other.state not in (State.PUBLISHED, State.WITHDRAWN):
        other.next_update_at, other.is_last = held.next_update_at, held.is_last
    other.save(update_fields=["followed", "next_update_at", "is_last"])


def _text(statement: Statement, parts: Mapping[str, str]) -> str:
    said = ""
    if statement.next_update_at:
        with override(statement.language):
            said = times.stamp(statement.next_update_at)
    return composed(statement.form, statement.language, parts, said)


def _add(
    statement: Statement, title: str, parts: Mapping[str, str], by: Member, overruled: str
) -> Version:
    text = _text(statement, parts)
    before = statement.versions.order_by("-number").first()
    version = Version.objects.create(
        statement=statement,
        number=before.number + 1 if before else 1,
        title=title[:200],
        parts=dict(parts),
        text=text,
        checked=checked(statement.form, text),
        overruled=overruled.strip()[:500],
        by=by,
    )
    find_promises(version, before)
    return version
