"""Rounds as people act on them: begun, written, looked at by a second person, stopped."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.guards import must_be_free
from hanjari.conversations.models import Conversation, Recipient, Round
from hanjari.conversations.queries.reaching import AGAIN, threads_of, why_not
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError

State = Round.State


class NotTheSecondError(RefusalError):
    """Four eyes: whoever wrote a round does not let it go."""

    words = _("Somebody else who may approve answers must look at it. Nothing was sent.")


class RoundClosedError(RefusalError):
    """It has gone out, or was stopped."""

    words = _("This round is past that step. Nothing was changed.")


@transaction.atomic
def start_round(
    organisation: Organisation,
    key: str,
    text: str,
    *,
    by: Member | None,
    conversations: Iterable[int | Conversation],
    text_en: str = "",
    title: str = "",
    about: tuple[str, int] | None = None,
) -> Round:
    """Begin to tell everybody in these conversations; nothing goes out before a second person looked.

    The key names the occasion: asked again, the same round comes back, and new threads join it
    while it is a draft. Who has several threads is told in the newest that can be reached.
    """
    about_kind, about_id = about or ("", None)
    made, is_new = Round.objects.get_or_create(
        organisation=organisation,
        key=key[:120],
        defaults={
            "text": text, "text_en": text_en, "title": title[:200], "written_by": by,
            "about_kind": about_kind, "about_id": about_id,
        },
    )  # fmt: skip
    if made.state == State.DRAFT:
        _seat(made, {one if isinstance(one, int) else one.pk for one in conversations})
    if is_new:
        record_round("round.started", made, by, people=made.recipients.count())
    return made


@transaction.atomic
def write_round(row: Round, *, text: str, text_en: str, by: Member) -> Round:
    """Write the texts; whoever did so last can't be the one who lets it go. Raises `RoundClosedError`."""
    row = held_round(row)
    if row.state not in (State.DRAFT, State.WAITING):
        raise RoundClosedError
    if not text.strip():
        raise RefusalError(_("There is nothing to tell yet: write the text first."))
    row.text, row.text_en, row.written_by, row.state = text, text_en, by, State.DRAFT
    row.save(update_fields=["text", "text_en", "written_by", "state"])
    record_round("round.written", row, by)
    return row


@transaction.atomic
def ask_approval(row: Round, *, by: Member) -> Round:
    """It is written: a second person may look. Raises `RoundClosedError`, `guards.GuardedError`."""
    row = held_round(row)
    if row.state != State.DRAFT:
        raise RoundClosedError
    must_be_free(row)
    row.state, row.returned, row.written_by = State.WAITING, "", row.written_by or by
    row.save(update_fields=["state", "returned", "written_by"])
    record_round("round.approval_asked", row, by)
    return row


@transaction.atomic
def approve_round(row: Round, *, by: Member) -> Round:
    """Let it go; the errand hands it over at the pace of each account. Safe to repeat.

    Raises `NotTheSecondError`, `RoundClosedError`, `guards.GuardedError`.
    """
    row = held_round(row)
    if not may_approve(row, by):
        raise NotTheSecondError
    if row.state == State.SENDING:
        return row
    if row.state != State.WAITING:
        raise RoundClosedError
    must_be_free(row)
    row.state, row.approved_by, row.approved_at = State.SENDING, by, now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    record_round("round.approved", row, by, author=row.written_by_id)
    return row


@transaction.atomic
def send_back_round(row: Round, reason: str, *, by: Member) -> Round:
    """Back to its writer with a reason. Raises `NotTheSecondError`, `RoundClosedError`."""
    row = held_round(row)
    if not may_approve(row, by):
        raise NotTheSecondError
    if row.state != State.WAITING:
        raise RoundClosedError
    row.state, row.returned = State.DRAFT, reason.strip()[:500]
    row.save(update_fields=["state", "returned"])
    record_round("round.sent_back", row, by, reason=row.returned)
    return row


@transaction.atomic
def stop_round(row: Round, *, by: Member | None, reason: str = "") -> Round:
    """Nobody else is told; who was told, was. Safe to repeat."""
    row = held_round(row)
    if row.state not in (State.DONE, State.STOPPED):
        row.state, row.ended_at = State.STOPPED, now()
        row.save(update_fields=["state", "ended_at"])
        record_round("round.stopped", row, by, reason=reason[:300])
    return row


@transaction.atomic
def retry_untold(row: Round, *, by: Member) -> int:
    """Try again whom a mended channel or a shorter text may reach now; returns how many."""
    row = held_round(row)
    if row.state not in (State.SENDING, State.DONE):
        raise RoundClosedError
    must_be_free(row)
    again = row.recipients.filter(state=Recipient.State.UNTOLD, why__in=AGAIN)
    busy = row.recipients.filter(state__in=["waiting", "handed"], person__isnull=False)
    count = again.exclude(person__in=busy.values("person")).update(state="waiting", why="")
    if count:
        row.state, row.ended_at = State.SENDING, None
        row.save(update_fields=["state", "ended_at"])
        record_round("round.retried", row, by, people=count)
    return count


def may_approve(row: Round, member: Member) -> bool:
    """Somebody else's words, and the right to sign."""
    return row.written_by_id != member.pk and member.can(Permission.APPROVE)


def held_round(row: Round | int) -> Round:
    """The round as it is now, held."""
    pk = row if isinstance(row, int) else row.pk
    rows = Round.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=pk)


def _seat(row: Round, ids: set[int]) -> None:
    """A recipient for every thread; per person the newest reachable one waits, the others rest."""
    known = set(row.recipients.values_list("conversation", flat=True))
    busy = set(
        row.recipients.filter(state="waiting", person__isnull=False).values_list(
            "person", flat=True
        )
    )
    talks = [talk for talk in threads_of(ids) if talk.organisation_id == row.organisation_id]
    fresh = [talk for talk in talks if talk.pk not in known]
    fresh.sort(key=lambda talk: -talk.last_id)
    Recipient.objects.bulk_create(_recipients(row, fresh, busy), batch_size=500)


def _recipients(row: Round, talks: list[Conversation], busy: set[int]) -> Iterator[Recipient]:
    State_ = Recipient.State  # noqa: N806 (a class)
    for talk in talks:
        why = why_not(talk)
        state = State_.UNTOLD if why else State_.WAITING
        if talk.person_id in busy:
            state, why = State_.ELSEWHERE, ""
        elif talk.person_id and not why:
            busy.add(talk.person_id)
        yield Recipient(
            round=row, conversation=talk, account_id=talk.account_id, person_id=talk.person_id,
            state=state, why=why,
        )  # fmt: skip


def record_round(event: str, row: Round, by: Member | None, **facts: object) -> None:
    """What was done with a round, with what it tells of."""
    journal.record(
        event, "round", row.pk, organisation=row.organisation_id, by=by,
        title=row.title, about=[row.about_kind, row.about_id], **facts,
    )  # fmt: skip
