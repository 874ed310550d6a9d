"""Signing: lead, spokesperson and legal each say yes to one version; a new version asks anew.

A correction that belongs to no issue has no committee: spokesperson or legal says yes, and is not
whoever wrote the words.
"""

from datetime import timedelta

from django.db import transaction

from hanjari.issues.models import Issue, Part, Seat, SeatRule, SignOff, Statement, Version
from hanjari.issues.refusals.statement import (
    NotAskedError,
    NotYourPartError,
    OldVersionError,
    OwnStatementError,
    PublishedError,
    ReasonlessError,
    SignedTwiceError,
)
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

State, Word = Statement.State, SignOff.Word
QUORUM = (Part.LEAD, Part.SPOKESPERSON, Part.LEGAL)
ALONE = (Part.SPOKESPERSON, Part.LEGAL)
"""One of them is enough where no committee sits."""
SILENCE = timedelta(minutes=30)
"""After which legal's silence in a crisis is a recorded non-objection."""
_WELL = frozenset({Word.SIGNED, Word.WAIVED, Word.SILENT})


@transaction.atomic
def ask_signatures(statement: Statement, *, by: Member) -> Statement:
    """Ask the quorum to sign the newest version. Safe to repeat."""
    held = _held(statement)
    version = _newest(held)
    for part in asked_parts(held):
        SignOff.objects.get_or_create(version=version, part=part)
    if held.state == State.DRAFT:
        held.state = State.SIGNING
        held.save(update_fields=["state"])
        _record("statement.signatures_asked", held, by, version=version.number)
    return held


@transaction.atomic
def sign(
    statement: Statement,
    part: str,
    *,
    by: Member,
    on: int,
    word: str = Word.SIGNED,
    reason: str = "",
) -> SignOff:
    """Say a part's word on version number `on`: signed, sent back, or (the lead, of legal) waived.

    Raises `OldVersionError` where the words have changed since; the last word of a part counts.
    """
    held = _held(statement)
    version = _newest(held)
    if version.number != on:
        raise OldVersionError
    row = SignOff.objects.select_for_update().filter(version=version, part=part).first()
    if row is None or held.state == State.DRAFT:
        raise NotAskedError
    if word != Word.SIGNED and not reason.strip():
        raise ReasonlessError
    signer = Part.LEAD if word == Word.WAIVED else part
    if signer not in asked_parts(held) or not may_sign(held, signer, by):
        raise NotYourPartError
    if word == Word.SIGNED:
        _must_be_another(version, part, by)
    row.by, row.word, row.reason, row.at = by, word, reason.strip()[:500], now()
    row.save(update_fields=["by", "word", "reason", "at"])
    _record(f"statement.{word}", held, by, part=part, version=version.number, reason=row.reason)
    _settle(held, version)
    return row


def may_sign(statement: Statement, part: str, member: Member) -> bool:
    """Whoever sits for the part, or deputises; where nobody sits, whoever may run issues."""
    return speaks_for(statement.issue_id, part, member)


def asked_parts(statement: Statement) -> tuple[Part, ...]:
    """Whose word it needs; of those asked for a correction alone one is enough."""
    return QUORUM if statement.issue_id else ALONE


def speaks_for(issue_id: int | None, part: str, member: Member) -> bool:
    """Whether the member says a part's word in an issue; outside of any, whom the seat rules name for it."""
    pairs = _seated(issue_id, part) if issue_id else _named(member, part)
    if not pairs:
        return member.can(Permission.RUN_ISSUE)
    return any(member.pk in pair for pair in pairs)


def _seated(issue_id: int, part: str) -> list[tuple[int | None, int | None]]:
    seats = Seat.objects.filter(issue=issue_id, part=part, renounced_at=None)
    return list(seats.values_list("member_id", "deputy_id"))


def _named(member: Member, part: str) -> list[tuple[int | None, int | None]]:
    rules = SeatRule.objects.filter(organisation=member.organisation_id, part=part)
    return list(rules.filter(member__is_active=True).values_list("member_id", "deputy_id"))


def ask_anew(statement: Statement, before: Version, version: Version, *, by: Member) -> None:
    """A changed text takes its signatures back: the same parts are asked for the new words."""
    if statement.state not in (State.SIGNING, State.SIGNED):
        return
    for part in before.signoffs.values_list("part", flat=True):
        SignOff.objects.create(version=version, part=part)
    statement.state = State.SIGNING
    statement.save(update_fields=["state"])
    _record("statement.signatures_asked", statement, by, version=version.number)


def note_silence() -> int:
    """In a crisis, legal's silence of half an hour is a recorded non-objection; how many were noted."""
    late = SignOff.objects.filter(
        part=Part.LEGAL,
        word="",
        asked_at__lte=now() - SILENCE,
        version__statement__state=State.SIGNING,
        version__statement__issue__level=Issue.Level.CRISIS,
    ).values_list("pk", flat=True)
    return sum(_note_one(pk) for pk in list(late[:100]))


@transaction.atomic
def _note_one(pk: int) -> int:
    row = SignOff.objects.select_related("version").get(pk=pk)
    held = _held(row.version.statement)
    version = _newest(held)
    if row.version_id != version.pk or held.state != State.SIGNING:
        return 0
    if not SignOff.objects.filter(pk=pk, word="").update(word=Word.SILENT, at=now()):
        return 0
    _record("statement.silent", held, None, part=row.part, version=version.number)
    _settle(held, version)
    return 1


def is_complete(version: Version) -> bool:
    """Whether every part of the quorum has said yes, or its silence counts as one."""
    words = dict(version.signoffs.values_list("part", "word"))
    if version.statement.issue_id is None:
        return Word.RETURNED not in words.values() and Word.SIGNED in words.values()
    return all(words.get(part) in _WELL for part in QUORUM)


def _must_be_another(version: Version, part: str, by: Member) -> None:
    if version.statement.issue_id is None and version.by_id == by.pk:
        raise OwnStatementError
    if version.signoffs.filter(by=by, word=Word.SIGNED).exclude(part=part).exists():
        raise SignedTwiceError


def _settle(statement: Statement, version: Version) -> None:
    is_returned = version.signoffs.filter(word=Word.RETURNED).exists()
    state = State.DRAFT if is_returned else State.SIGNED if is_complete(version) else State.SIGNING
    if statement.state != state:
        statement.state = state
        statement.save(update_fields=["state"])
        if state == State.SIGNED:
            _record("statement.quorum_met", statement, None, version=version.number)


def _held(statement: Statement) -> Statement:
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.state in (State.PUBLISHED, State.WITHDRAWN):
        raise PublishedError
    return held


def _newest(statement: Statement) -> Version:
    return statement.versions.order_by("-number")[0]


def _record(event: str, statement: Statement, by: Member | None, **facts: int | str) -> None:
    issue = statement.issue_id
    journal.record(
        event, "issue" if issue else "statement", issue or statement.pk,
        organisation=statement.organisation_id, by=by, statement=statement.pk, **facts,
    )  # fmt: skip
