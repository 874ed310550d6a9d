"""Giving answers: taken into a draft, and known again in what left, so that a correction knows whom it concerns."""

from collections.abc import Sequence

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
def note_given(replies: Sequence[Reply]) -> int:
    """Replies have left: the answers that they carry were given, by hand or by a round; how many.

    Safe to repeat. One that was taken and then said in somebody's own words counts, too, marked as
    not verbatim.
    """
    talks = {reply.conversation_id for reply in replies}
    answers, count = answers_about(talks), 0
    drafts = list(Given.objects.filter(conversation__in=talks, reply=None))
    taken = {(one.conversation_id, one.by_id, one.answer_id) for one in drafts}
    told = _told_in_rounds(replies)
    for reply in replies:
        for row in answers.get(reply.conversation_id, []):
            texts = [words_of(row), words_of(row, "en")]
            was_taken = (reply.conversation_id, reply.by_id, row.pk) in taken
            is_told = row.pk == told.get(reply.pk)
            is_verbatim = is_told or any(carries(reply.text, words) for words in texts)
            if is_verbatim or (was_taken and any(echoes(reply.text, one) for one in texts)):
                count += _give(row, reply, is_verbatim=is_verbatim)
    left = {(reply.conversation_id, reply.by_id) for reply in replies}
    spent = [one.pk for one in drafts if (one.conversation_id, one.by_id) in left]
    if spent:
        Given.objects.filter(pk__in=spent).delete()
    return count


def _told_in_rounds(replies: Sequence[Reply]) -> dict[int, int | None]:
    """By reply, the answer that a round told with it."""
    rows = Recipient.objects.filter(reply__in=replies).values_list("reply", "round__key")
    return {reply: answer_in(key) for reply, key in rows if reply}


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
