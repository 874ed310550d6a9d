"""The sheet as a conversation sees it: its issues, what may be said there, and what may not."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.conversations.models import Conversation, Turn
from hanjari.issues.models import Answer, Belonging, Given, Issue
from hanjari.issues.queries.access import issues_for
from hanjari.issues.sheet import carries, echoes, words_of
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.people.models import Member

MOST_OFFERED = 30


def issues_about(conversation: Conversation) -> "QuerySet[Belonging, Any]":
    """The issues to which something said in the conversation belongs, as their ids."""
    said = Turn.objects.filter(conversation=conversation.pk).values("message")
    rows = Belonging.objects.filter(message__in=said, state=Belonging.State.CONFIRMED)
    return rows.order_by().values("issue")


def issues_of(member: Member, conversation: Conversation) -> list[Issue]:
    """Those of them that the member may see: open ones first, the loudest first."""
    rows = issues_for(member).filter(pk__in=issues_about(conversation))
    return sorted(rows, key=lambda issue: (not issue.is_open, -issue.level, -issue.pk))[:5]


def answers_about(conversation_ids: Iterable[int]) -> dict[int, list[Answer]]:
    """By conversation, every version of every answer of its open issues, exercises left out."""
    pairs: set[tuple[int, int]] = set()
    for ids in pieces(conversation_ids):
        rows = Belonging.objects.filter(message__turn__conversation__in=ids)
        rows = rows.filter(state=Belonging.State.CONFIRMED).order_by()
        pairs.update(rows.values_list("message__turn__conversation", "issue").distinct())
    answers = _answers_of({issue for _talk, issue in pairs})
    return {
        talk: [row for row in answers if (talk, row.question.issue_id) in pairs]
        for talk in {talk for talk, _issue in pairs}
    }


def _answers_of(issues: set[int]) -> list[Answer]:
    if not issues:
        return []
    rows = Answer.objects.filter(question__issue__in=issues, question__issue__is_exercise=False)
    rows = rows.exclude(question__issue__stage__in=Issue.ENDED)
    return list(rows.select_related("question__issue").order_by("question", "-number"))


def usable() -> Q:
    """Approved, and their time is not over."""
    return Q(state=Answer.State.APPROVED, valid_until__gt=now())


def offered(issues: list[Issue]) -> list[Answer]:
    """What may be said in a conversation of these issues now, the questions asked most first."""
    wanted = [one.pk for one in issues if one.is_open and not one.is_exercise]
    if not wanted:
        return []
    rows = Answer.objects.filter(usable(), question__issue__in=wanted)
    return list(rows.select_related("question").order_by("question")[:MOST_OFFERED])


def answer_for_talk(member: Member, conversation: Conversation, pk: int) -> Answer:
    """An answer, in any state, of an issue of this conversation that the member may see; else 404."""
    issues = issues_for(member).filter(pk__in=issues_about(conversation))
    rows = Answer.objects.filter(question__issue__in=issues)
    return get_object_or_404(rows.select_related("question__issue"), pk=pk)


def unsayable(conversation: Conversation, text: str, member: Member) -> Answer | None:
    """The answer in this text that may not be said: not approved, expired or retired; None where all is well.

    The same words may hold in another version: then they may be said. What this member took and then
    changed is looked at, too.
    """
    rows = answers_about([conversation.pk]).get(conversation.pk, [])
    found = [row for row in rows if _says(text, row)]
    said = {words_of(row) for row in found if row.is_usable()}
    said |= {words_of(row, "en") for row in found if row.is_usable()} - {""}
    bad = [row for row in found if not row.is_usable() and not _says_one_of(row, said)]
    if bad or not rows:
        return bad[0] if bad else None
    return _changed_words(conversation, text, member, said)


def _changed_words(
    conversation: Conversation, text: str, member: Member, said: set[str]
) -> Answer | None:
    taken = Given.objects.filter(conversation=conversation, by=member, reply=None)
    for one in taken.select_related("answer__question__issue"):
        row = one.answer
        is_made_of = any(echoes(text, words_of(row, language)) for language in ("ko", "en"))
        if is_made_of and not row.is_usable() and not any(echoes(text, words) for words in said):
            return row
    return None


def _says(text: str, row: Answer) -> bool:
    return any(carries(text, words_of(row, language)) for language in ("ko", "en"))


def _says_one_of(row: Answer, said: set[str]) -> bool:
    return any(words_of(row, language) in said for language in ("ko", "en"))
