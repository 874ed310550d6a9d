"""Twins and the past: which issues may be the same as this one, and what we said and promised then.

Pages compare by shared messages, the same alarm's query, and shared words; how like two issues are
by their meaning is reckoned in the worker and read here.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from hanjari.commitments.models import Commitment, Trace
from hanjari.issues.models import Belonging, Issue, Lesson, Resemblance, Statement
from hanjari.issues.queries.access import issues_for
from hanjari.issues.queries.review import lessons_of
from hanjari.language.terms import words
from hanjari.listening.models import Message
from hanjari.people.models import Member

LOOKED_AT, MOST = 200, 4
TEXTS, CHARACTERS = 2_000, 300
SHARED_WORDS, SHOWN = 2, 4
ENOUGH = 0.15
"""Of the words of the smaller side so many are shared; two of a dozen."""


class Draft(NamedTuple):
    """What is known of an issue before it is one."""

    title: str = ""
    message_ids: tuple[int, ...] = ()
    query: int | None = None
    """Of the alarm that it comes from."""
    is_exercise: bool = False


class Twin(NamedTuple):
    """An issue that may be the same, and why; of a past one what was said, promised and learned then."""

    issue: Issue
    score: float
    shared_messages: int
    shared_words: tuple[str, ...]
    likeness: float
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    lessons: tuple[tuple[Lesson, Commitment | None], ...] = ()


def twins_of_draft(member: Member, draft: Draft) -> list[Twin]:
    """The likest first, the open ones before those of the past."""
    said = Message.objects.filter(pk__in=draft.message_ids[:100]).values_list("text", flat=True)
    own = _words([draft.title, *(text[:CHARACTERS] for text in said[:12])])
    return _found(member, own, draft, {}, apart=0)


def twins_of(member: Member, issue: Issue) -> list[Twin]:
    """The same for one that is raised already, with its likeness by meaning."""
    rows = issue.belongings.exclude(state=Belonging.State.REFUSED)
    ids = tuple(rows.values_list("message_id", flat=True)[:2_000])
    own = _words([issue.title, issue.product, *_texts([issue.pk]).get(issue.pk, [])])
    query = issue.alarm.query_id if issue.alarm else None
    near = Resemblance.objects.filter(issue=issue).values_list("other", "likeness")
    draft = Draft(issue.title, ids, query, issue.is_exercise)
    return _found(member, own, draft, dict(near), apart=issue.pk)


def _found(
    member: Member, own: set[str], draft: Draft, near: dict[int, float], *, apart: int
) -> list[Twin]:
    rows = issues_for(member).exclude(pk__in=[apart]).filter(same_as=None)
    others = list(rows.filter(is_exercise=draft.is_exercise).select_related("alarm")[:LOOKED_AT])
    shared = _shared(others, draft.message_ids)
    texts = _texts([one.pk for one in others])
    found, title = [], _words([draft.title])
    for one in others:
        theirs = _words([one.title, one.product, *texts.get(one.pk, [])])
        common = own & theirs
        part = len(common) / min(len(own), len(theirs)) if len(common) >= SHARED_WORDS else 0.0
        is_query = one.alarm is not None and one.alarm.query_id == draft.query
        count, how = shared.get(one.pk, 0), near.get(one.pk, 0.0)
        score = max(0.0, part - ENOUGH) + 2 * bool(count) + how + 0.3 * is_query
        if score > 0:
            terms = tuple(sorted(common, key=lambda word: (word not in title, word))[:SHOWN])
            found.append(Twin(one, score, count, terms, how))
    found.sort(key=lambda twin: -twin.score)
    going_on = [twin for twin in found if twin.issue.is_open][:MOST]
    return going_on + _told([twin for twin in found if not twin.issue.is_open][:MOST])


def _shared(others: Iterable[Issue], message_ids: tuple[int, ...]) -> dict[int, int]:
    rows = Belonging.objects.filter(issue__in=[one.pk for one in others]).order_by()
    rows = rows.filter(message__in=message_ids[:900]).exclude(state=Belonging.State.REFUSED)
    return dict(rows.values_list("issue").annotate(count=Count("pk")))


def _texts(ids: list[int]) -> dict[int, list[str]]:
    """The first words of each issue, a dozen messages at most."""
    rows = Belonging.objects.filter(issue__in=ids, state=Belonging.State.CONFIRMED)
    rows = rows.filter(how=Belonging.How.ORIGIN).order_by("-issue", "message")
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for pk, text in rows.values_list("issue", "message__text")[:TEXTS]:
        if len(texts[pk]) < 12:
            texts[pk].append(text[:CHARACTERS])
    return texts


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def _told(past: list[Twin]) -> list[Twin]:
    """Each with what we said in public, what we promised and what we learned because of it."""
    ids = [twin.issue.pk for twin in past]
    said: defaultdict[int, list[Statement]] = defaultdict(list)
    rows = Statement.objects.filter(issue__in=ids, published_at__isnull=False)
    for one in rows.prefetch_related("versions").order_by("-published_at")[:20]:
        said[one.issue_id or 0].append(one)
    traces = Trace.objects.filter(source_kind="issue", source_id__in=ids, target_kind="commitment")
    edges = list(traces.values_list("source_id", "target_id")[:100])
    kept = Commitment.objects.in_bulk([target for _source, target in edges])
    learned = lessons_of(ids)
    by_lesson = {one.commitment_id for rows in learned.values() for one, _made in rows}
    promised: defaultdict[int, list[Commitment]] = defaultdict(list)
    for source, target in edges:
        if target in kept and target not in by_lesson:
            promised[source].append(kept[target])
    return [
        twin._replace(
            statements=tuple(said[twin.issue.pk]),
            commitments=tuple(promised[twin.issue.pk]),
            lessons=tuple(learned.get(twin.issue.pk, ())),
        )
        for twin in past
    ]
