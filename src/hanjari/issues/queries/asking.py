"""The sheet of an issue: its questions with what holds now, who asked, who got which answer; what else is asked."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.access import conversations_for
from hanjari.issues.models import Answer, Asked, Belonging, Fact, Given, Issue, Question, Suggestion
from hanjari.issues.queries.access import issue_for, issues_for
from hanjari.language import SURE
from hanjari.listening.models import Message
from hanjari.people.models import Member

SHOWN = 50
SUGGESTED = 8


class Line(NamedTuple):
    """A question of the sheet: the answer that is approved, the one being written, the numbers."""

    question: Question
    approved: Answer | None
    writing: Answer | None
    newest: Answer
    asked_count: int
    given_count: int


def sheet_of(issue: Issue) -> list[Line]:
    """Every question, those asked most first; retired ones last."""
    rows = issue.questions.prefetch_related("answers").annotate(
        asked_count=Count("asked", filter=Q(asked__is_refused=False)),
    )
    given = _given_counts(issue)
    lines = [_line(row, row.asked_count, given.get(row.pk, 0)) for row in rows]
    return sorted(lines, key=lambda one: (not (one.approved or one.writing), -one.asked_count))


def question_for(member: Member, issue_pk: int, pk: int) -> Question:
    """A question of an issue that the member may see; a stranger gets 404."""
    rows = Question.objects.filter(issue__in=issues_for(member).filter(pk=issue_pk))
    return get_object_or_404(rows.select_related("issue__organisation"), pk=pk)


def line_of(question: Question) -> Line:
    """One line of the sheet."""
    asked = question.asked.filter(is_refused=False).count()
    return _line(question, asked, _given_counts(question.issue).get(question.pk, 0))


def versions_of(question: Question) -> list[Answer]:
    """All versions, newest first, with everybody whose name stands on them."""
    people = ("written_by", "legal_by", "approved_by", "retired_by", "fallen_on", "task")
    return list(question.answers.select_related(*people).order_by("-number"))


def answer_for(member: Member, issue_pk: int, pk: int, number: int) -> Answer:
    """One version of an answer; a stranger gets 404."""
    question = question_for(member, issue_pk, pk)
    rows = question.answers.select_related("question__issue__organisation", "written_by")
    return get_object_or_404(rows, number=number)


def suggestions_of(issue: Issue) -> list[Suggestion]:
    """What many ask and no question covers, the loudest first; erased words are not shown."""
    rows = issue.suggestions.filter(is_refused=False, message__erased_at=None)
    return list(rows.select_related("message")[:SUGGESTED])


def suggestion_for(member: Member, issue_pk: int, pk: int) -> Suggestion:
    """One of them; what somebody else has dealt with is no longer there."""
    issue = issue_for(member, issue_pk)
    return get_object_or_404(issue.suggestions.select_related("issue", "message"), pk=pk)


def facts_below(issue: Issue) -> QuerySet[Fact]:
    """What an answer may stand on: what counts now and is not false."""
    rows = Fact.objects.filter(issue=issue, followed_by=None)
    return rows.exclude(confidence=Fact.Confidence.FALSE)


def askers_of(member: Member, question: Question) -> list[tuple[Asked, Message | None]]:
    """Where it was asked and what they said last, the newest first, as far as the member may see them."""
    rows = question.asked.filter(is_refused=False)
    rows = rows.filter(conversation__in=conversations_for(member))
    found = list(rows.select_related("conversation").order_by("-pk")[:SHOWN])
    said = last_words(one.conversation for one in found)
    return [(one, said.get(one.conversation_id)) for one in found]


def last_words(talks: Iterable[Conversation]) -> dict[int, Message]:
    """What the person of each conversation said last, with who it is."""
    heard = {talk.heard_id: talk.pk for talk in talks if talk.heard_id}
    rows = Message.objects.filter(pk__in=heard).select_related("author")
    return {heard[row.pk]: row for row in rows.only("text", "subject", "language", "author__name")}


def receivers_of(member: Member, question: Question) -> list[tuple[Given, Message | None]]:
    """Who got an answer to it, with what they said last, the newest first: whom a correction concerns."""
    rows = Given.objects.filter(answer__question=question, reply__isnull=False)
    rows = rows.filter(conversation__in=conversations_for(member))
    found = list(rows.select_related("conversation", "answer", "by").order_by("-pk")[:SHOWN])
    said = last_words(one.conversation for one in found)
    return [(one, said.get(one.conversation_id)) for one in found]


def talks_among(member: Member, pks: Iterable[int]) -> list[int]:
    """Of these conversations those that the member may see."""
    rows: QuerySet[Conversation] = conversations_for(member).filter(pk__in=list(pks)[:500])
    return list(rows.values_list("pk", flat=True))


def asking_messages(issue: Issue) -> list[Message]:
    """What belongs to the issue and asks something, the newest first."""
    rows = Message.objects.filter(
        belonging_rows(issue), is_ours=False, is_automatic=False, erased_at=None
    )
    found = rows.only("id", "subject", "text", "intent", "reading", "author_id").order_by("-pk")
    return [one for one in found[:2_000] if _asks(one)]


def belonging_rows(issue: Issue) -> Q:
    """The messages that belong to it for sure."""
    rows = issue.belongings.filter(state=Belonging.State.CONFIRMED).order_by()
    return Q(pk__in=rows.values("message"))


def _asks(message: Message) -> bool:
    """It was read as a question, among other things perhaps, or it says so itself."""
    intents = message.reading.get("intents", {})
    is_question = message.intent == "question" or intents.get("question", 0) >= SURE
    return is_question or "?" in message.text


def _line(question: Question, asked: int, given: int) -> Line:
    rows = sorted(question.answers.all(), key=lambda one: -one.number)
    by_state = {row.state: row for row in reversed(rows)}
    writing = by_state.get(Answer.State.DRAFT) or by_state.get(Answer.State.LEGAL)
    return Line(question, by_state.get(Answer.State.APPROVED), writing, rows[0], asked, given)


def _given_counts(issue: Issue) -> dict[int, int]:
    rows = Given.objects.filter(answer__question__issue=issue, reply__isnull=False).order_by()
    counted = rows.values_list("answer__question").annotate(
        count=Count("conversation", distinct=True)
    )
    return dict(counted)
