"""Gathering: what an issue's messages ask is laid together; what its sheet knows is counted, the rest proposed.

It reads by meaning, so the worker does it, an issue at a time; each time anew, so it is safe to repeat.
"""

from collections import Counter

from django.db import transaction

from hanjari.conversations.models import Turn
from hanjari.issues import likeness
from hanjari.issues.actions.questions import note_asked
from hanjari.issues.models import Gathering, Issue, Question, Suggestion
from hanjari.issues.queries.arrivals import text_of
from hanjari.issues.queries.asking import asking_messages
from hanjari.listening.models import Message

LEAST = 2
"""So many have to ask it before it is proposed."""
MOST, KEPT = 450, 20
READ = 300
"""Characters of a message that are compared."""


def await_gathering(issue_id: int) -> None:
    """Let an issue wait for its turn. Safe to repeat."""
    if Issue.objects.filter(pk=issue_id).exists():
        Gathering.objects.get_or_create(issue_id=issue_id)


@transaction.atomic
def gather_waiting() -> bool:
    """Gather one issue's questions; True when there was one."""
    row = Gathering.objects.select_related("issue").order_by("pk").first()
    if row is None:
        return False
    row.delete()
    if row.issue.is_open:
        gather(row.issue)
    return True


def gather(issue: Issue) -> int:
    """Note in which conversations each question is asked, and propose what others ask; how many are proposed."""
    messages = asking_messages(issue)[:MOST]
    questions = list(issue.questions.all()[: likeness.MOST - MOST])
    texts = [text_of(one)[:READ] for one in messages]
    groups = likeness.alike([*texts, *(one.text for one in questions)])
    found: list[list[Message]] = []
    for group in groups:
        asking = [messages[place] for place in group if place < len(messages)]
        known = [questions[place - len(messages)] for place in group if place >= len(messages)]
        if known:
            _count(known[0], asking)
        else:
            found.append(asking)
    return _propose(issue, found)


def _count(question: Question, asking: list[Message]) -> None:
    talks = Turn.objects.filter(pk__in=[one.pk for one in asking])
    note_asked(question, talks.values_list("conversation", flat=True), by=None)


def _propose(issue: Issue, groups: list[list[Message]]) -> int:
    """What was proposed before and is not found any more goes; what was refused stays refused."""
    refused = {
        pk
        for row in issue.suggestions.filter(is_refused=True)
        for pk in (row.message_id, *row.message_ids)
    }
    covered = _covered(issue)
    issue.suggestions.filter(is_refused=False).delete()
    rows = []
    for group in groups:
        rest = [one for one in group if one.pk not in covered]
        if len(rest) < LEAST or sum(one.pk in refused for one in rest) * 2 >= len(rest):
            continue
        speaker = _speaker(rest)
        ids = [one.pk for one in rest]
        rows.append(
            Suggestion(issue=issue, message=speaker, message_ids=ids, count=len(_people(rest)))
        )
    rows.sort(key=lambda row: -row.count)
    Suggestion.objects.bulk_create(rows[:KEPT], ignore_conflicts=True)
    return len(rows[:KEPT])


def _covered(issue: Issue) -> set[int]:
    """Messages in conversations that a question has already."""
    talks = issue.questions.filter(asked__is_refused=False).values("asked__conversation")
    return set(Turn.objects.filter(conversation__in=talks).values_list("pk", flat=True))


def _people(messages: list[Message]) -> Counter[int]:
    return Counter(one.author_id for one in messages)


def _speaker(messages: list[Message]) -> Message:
    """The one of middle length: neither a cry nor a letter."""
    return sorted(messages, key=lambda one: (len(text_of(one)), one.pk))[(len(messages) - 1) // 2]
