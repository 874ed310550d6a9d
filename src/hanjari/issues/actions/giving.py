"""Giving answers: taken into a draft, and known again in what left, so that a correction knows whom it concerns."""

from django.db import transaction

from hanjari.conversations.addressing import language_of
from hanjari.conversations.models import Conversation, Recipient, Reply
from hanjari.issues.models import Answer, Given
from hanjari.issues.occasions import answer_in
from hanjari.issues.queries.answered import answers_about
from hanjari.issues.refusals.answers import UnusableError
from hanjari.issues.sheet import carries, echoes, words_of
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

SHOWN = 120


@transaction.atomic
def take_answer(answer: Answer, conversation: Conversation, *, by: Member) -> str:
    """The answer's words for this conversation, in its language; that it was taken is written down.

    Raises `UnusableError` where it is not approved, has expired, or is of an exercise.
    """
    row = Answer.objects.select_related("question__issue").get(pk=answer.pk)
    issue = row.question.issue
    if not row.is_usable() or not issue.is_open or issue.is_exercise:
        raise UnusableError
    _made, is_new = Given.objects.get_or_create(
        answer=row, conversation=conversation, by=by, reply=None, defaults={"at": now()}
    )
    if is_new:
        _record("answer.taken", row, conversation, by)
    return words_for(row, conversation)


def words_for(answer: Answer, conversation: Conversation) -> str:
    """In the conversation's language where the answer has it."""
    ours = conversation.organisation.language
    has_english = bool(words_of(answer, "en"))
    return words_of(answer, language_of(conversation.language, ours, has_english=has_english))


@transaction.atomic
def note_given(reply: Reply) -> int:
    """A reply has left: the answers that it carries were given, by hand or by a round. Safe to repeat.

    One that was taken and then said in somebody's own words counts, too, marked as not verbatim.
    """
    talk, count = reply.conversation, 0
    taken = set(
        Given.objects.filter(conversation=talk, by=reply.by_id, reply=None).values_list(
            "answer", flat=True
        )
    )
    told = _told_in_round(reply)
    for row in answers_about(talk):
        texts = [words_of(row), words_of(row, "en")]
        is_verbatim = row.pk == told or any(carries(reply.text, words) for words in texts)
        if is_verbatim or (row.pk in taken and any(echoes(reply.text, one) for one in texts)):
            count += _give(row, reply, is_verbatim=is_verbatim)
    Given.objects.filter(conversation=talk, by=reply.by_id, reply=None).delete()
    return count


def _told_in_round(reply: Reply) -> int | None:
    one = Recipient.objects.filter(reply=reply).select_related("round").first()
    return answer_in(one.round.key) if one else None


def _give(row: Answer, reply: Reply, *, is_verbatim: bool) -> int:
    _made, is_new = Given.objects.get_or_create(
        answer=row, conversation=reply.conversation, reply=reply,
        defaults={"by_id": reply.by_id, "is_verbatim": is_verbatim, "at": now()},
    )  # fmt: skip
    if is_new:
        _record("answer.given", row, reply.conversation, reply.by, reply=reply.pk)
    return int(is_new)


def _record(
    event: str, row: Answer, conversation: Conversation, by: Member | None, **facts: object
) -> None:
    """On the conversation's timeline; a restricted issue's question is not told there."""
    issue = row.question.issue
    question = {} if issue.is_restricted else {"question": row.question.text[:SHOWN]}
    record(
        event, "conversation", conversation.pk, organisation=issue.organisation_id, by=by,
        number=issue.number, issue=issue.pk, answer=row.pk, version=row.number, **question, **facts,
    )  # fmt: skip
