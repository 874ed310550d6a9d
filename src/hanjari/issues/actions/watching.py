"""Watching: what came is held against the open issues, which collect it, and the rules, which raise one.

Both run in the worker, a batch at a time, after arrival. A batch and its waiting rows go in one
transaction, and each step is safe to repeat.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import translation

from hanjari.issues import likeness
from hanjari.issues.actions.belonging import propose_belonging
from hanjari.issues.actions.growing import hold_to
from hanjari.issues.models import Belonging, Issue, Sighting
from hanjari.issues.queries import arrivals
from hanjari.issues.queries.thresholds import numbers_of
from hanjari.issues.triggers import fired
from hanjari.listening.expressions import ExpressionError, fits, parsed
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.models import Message

BATCH = 200
MOST_PROPOSED = 500
"""Messages of an issue that wait for a member; until somebody looks, no more are proposed."""
ALIKE = 0.5
"""Likeness from which two texts say the same: `language.SAME`, which only the worker may load."""


def note_sightings(organisation_id: int, message_ids: Iterable[int]) -> None:
    """Let those wait that may matter: the grave ones, and all while an issue collects."""
    rows = Message.objects.filter(arrivals.theirs(organisation_id), pk__in=list(message_ids))
    if not arrivals.collecting(organisation_id):
        rows = rows.filter(arrivals.GRAVE)
    Sighting.objects.bulk_create(
        (
            Sighting(organisation_id=organisation_id, message_id=pk)
            for pk in rows.values_list("pk", flat=True)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def look() -> bool:
    """Look at a batch of what came; True when there was one."""
    waiting = list(
        Sighting.objects.order_by("pk").values_list("pk", "organisation", "message_id")[:BATCH]
    )
    for desk in dict.fromkeys(organisation for _pk, organisation, _message in waiting):
        ids = [message for _pk, organisation, message in waiting if organisation == desk]
        messages = arrivals.came(desk, ids)
        collect(desk, messages)
        apply_rules(desk, frozenset(one.pk for one in messages))
    Sighting.objects.filter(pk__in=[pk for pk, *_ in waiting]).delete()
    return bool(waiting)


def collect(organisation_id: int, messages: list[Message]) -> int:
    """Propose to each open issue what fits its query, or says what its messages say; how many were new."""
    texts = [arrivals.text_of(one)[:600] for one in messages]
    count = 0
    for issue in arrivals.collecting(organisation_id) if messages else []:
        waiting = issue.belongings.filter(state=Belonging.State.PROPOSED).count()
        if waiting >= MOST_PROPOSED:
            continue
        fitting = _fitting(issue, messages)
        like = _like(issue, texts)
        near = {
            one.pk: how
            for one, how in zip(messages, like, strict=True)
            if how >= ALIKE and one.pk not in fitting
        }
        how = dict(zip((one.pk for one in messages), like, strict=True))
        count += propose_belonging(
            issue, fitting, Belonging.How.QUERY, {pk: how[pk] for pk in fitting if how[pk]}
        )
        count += propose_belonging(issue, near, Belonging.How.ALIKE, near)
    return count


def apply_rules(organisation_id: int, new: frozenset[int]) -> list[Issue]:
    """Raise, or let grow, what the messages of the last hours ask for; the issues that came of it."""
    if not new:
        return []
    loud = arrivals.loud_clusters(organisation_id)
    numbers = numbers_of(organisation_id)
    said = arrivals.said_lately(organisation_id, numbers.hours)
    with translation.override(settings.LANGUAGE_CODE):
        return [
            hold_to(organisation_id, one, loud.get(one.cluster))
            for one in fired(said, new, likeness.alike, frozenset(loud), numbers)
        ]


def _fitting(issue: Issue, messages: list[Message]) -> list[int]:
    node = _node(issue.expression) if issue.expression else None
    if node is None:
        return []
    return [one.pk for one in messages if fits(node, arrivals.post_of(one), arrivals.known_of(one))]


def _like(issue: Issue, texts: list[str]) -> list[float]:
    return likeness.likest(texts, arrivals.first_texts(issue))


@lru_cache(maxsize=500)
def _node(text: str) -> Node | None:
    """None for an expression that this version can't read any more; the issue's page says so."""
    try:
        return parsed(text)
    except ExpressionError:
        return None
