"""Everyone who asked: whom an answer would reach, who is left out and why."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation, Recipient, Round
from hanjari.conversations.queries.access import conversations_for
from hanjari.conversations.queries.reaching import WHY, threads_of, threads_with, why_not
from hanjari.issues.models import Answer, Belonging, Given, Issue
from hanjari.issues.occasions import answer_in, beginning
from hanjari.issues.queries.asking import last_words
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message
from hanjari.people.models import Member

MOST = 300
"""Conversations that a page offers; it says how many more there are, and a second round takes them."""
LEFT_OUT: dict[str, Promise | str] = {
    **WHY,
    "closed": _("The conversation is closed"),
    "answered": _("Has this answer already"),
    "on_the_way": _("Is about to get this answer"),
    "told": _("The same person has it in another conversation"),
}


class Asker(NamedTuple):
    """A conversation that may be answered, and what its person said last; `has_asked` says that it asks this very question."""

    talk: Conversation
    said: Message | None
    has_asked: bool
    has_earlier: bool
    """It got an earlier version."""


class Everyone(NamedTuple):
    """Whom the answer may reach (who asked first), how many more, and the others: why, how many."""

    askers: list[Asker]
    more: int
    left_out: list[tuple[str, int]]

    @property
    def asked_count(self) -> int:
        """How many of them ask it and have no answer yet."""
        return sum(one.has_asked and not one.has_earlier for one in self.askers)


def everyone_for(member: Member, answer: Answer) -> Everyone:
    """The conversations of the issue that the member may see, those that ask the question first."""
    question = answer.question
    asked = set(question.asked.filter(is_refused=False).values_list("conversation", flat=True))
    refused = set(question.asked.filter(is_refused=True).values_list("conversation", flat=True))
    seen = _visible(member, threads_with(_messages(question.issue)) | asked)
    talks = [talk for talk in threads_of(seen) if talk.pk not in refused - asked]
    why = reasons(answer, talks)
    earlier = _earlier(answer)
    living_asked = {talk.pk for talk in threads_of(asked)}
    free = [talk for talk in talks if not why[talk.pk]]
    said = last_words(free)
    askers = [
        Asker(talk, said.get(talk.pk), talk.pk in living_asked, talk.pk in earlier) for talk in free
    ]
    askers.sort(key=lambda one: (not one.has_asked, one.has_earlier, -one.talk.last_id))
    counted = Counter(code for code in why.values() if code).most_common()
    left = [(str(LEFT_OUT.get(code, code)), count) for code, count in counted]
    return Everyone(askers[:MOST], max(0, len(askers) - MOST), left)


def reasons(answer: Answer, talks: Iterable[Conversation]) -> dict[int, str]:
    """For each of these living threads a code of `LEFT_OUT` why it is not answered; empty where it may be."""
    answered = _answered(answer)
    waiting, told = _in_rounds(answer)
    people = _people(answered)
    found = {}
    for talk in talks:
        said = {
            "answered": talk.pk in answered,
            "on_the_way": talk.pk in waiting,
            "closed": talk.status == Conversation.Status.CLOSED,
            "told": talk.person_id is not None and talk.person_id in people | told,
        }
        found[talk.pk] = next((code for code, is_so in said.items() if is_so), "") or why_not(talk)
    return found


def rounds_of(answer: Answer) -> QuerySet[Round]:
    """The rounds in which this version is told, the newest first."""
    first = beginning(answer.question.issue_id, answer.pk)
    named = Q(key=first) | Q(key__startswith=f"{first}:")
    rows = Round.objects.filter(named, organisation=answer.question.issue.organisation_id)
    return rows.order_by("-pk")


def answer_of(row: Round) -> Answer | None:
    """The answer that a round tells; None where it tells something else."""
    pk = answer_in(row.key)
    if pk is None or row.about_kind != "issue":
        return None
    rows = Answer.objects.select_related("question__issue")
    return rows.filter(pk=pk, question__issue__organisation=row.organisation_id).first()


def _messages(issue: Issue) -> list[int]:
    rows = issue.belongings.filter(state=Belonging.State.CONFIRMED).order_by()
    return list(rows.values_list("message_id", flat=True))


def _visible(member: Member, ids: set[int]) -> list[int]:
    found: list[int] = []
    for some in pieces(sorted(ids)):
        rows = conversations_for(member).filter(pk__in=some)
        found += list(rows.values_list("pk", flat=True))
    return found


def _answered(answer: Answer) -> set[int]:
    rows = Given.objects.filter(answer=answer, reply__isnull=False)
    return set(rows.values_list("conversation", flat=True))


def _earlier(answer: Answer) -> set[int]:
    rows = Given.objects.filter(answer__question=answer.question_id, reply__isnull=False)
    return set(rows.exclude(answer=answer).values_list("conversation", flat=True))


def _in_rounds(answer: Answer) -> tuple[set[int], set[int]]:
    """Conversations, and people, whom a round has told or is about to tell; a stopped one tells nobody else."""
    states = Recipient.State
    rows = Recipient.objects.filter(round__in=rounds_of(answer))
    rows = rows.filter(state__in=[states.WAITING, states.HANDED])
    rows = rows.exclude(state=states.WAITING, round__state=Round.State.STOPPED)
    pairs = list(rows.values_list("conversation", "person"))
    return {talk for talk, _person in pairs}, {person for _talk, person in pairs if person}


def _people(talks: set[int]) -> set[int]:
    rows = Conversation.objects.filter(pk__in=talks, person__isnull=False)
    return set(rows.values_list("person", flat=True))
