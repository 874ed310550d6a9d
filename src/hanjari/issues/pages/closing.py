"""What the page of closing shows: each thing that is missing, with the way to it."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from hanjari.conversations.queries.access import conversations_for
from hanjari.issues.models import Issue
from hanjari.issues.queries.closing import gaps_of
from hanjari.kit.numbers import row_number
from hanjari.people.models import Member

MOST = 100
_EXCUSE = "excuse_"


def excuses_in(given: QueryDict) -> dict[int, str]:
    """Why somebody stays without an answer, by conversation, as the form tells it."""
    names = [name for name in given if name.startswith(_EXCUSE)][:MOST]
    told = {row_number(name.removeprefix(_EXCUSE)): str(given[name])[:300] for name in names}
    return {pk: words for pk, words in told.items() if pk}


def closing_page(
    member: Member, issue: Issue, excuses: Mapping[int, str], reason: str
) -> dict[str, Any]:
    """The list; of people who wait in conversations that the member may not see only how many."""
    gaps = gaps_of(issue)
    seen = conversations_for(member).values("pk")
    waiting = list(gaps.waiting.filter(pk__in=seen).select_related("account", "person")[:MOST])
    return {
        "gaps": gaps,
        "waiting": [(one, excuses.get(one.pk, "")) for one in waiting],
        "unseen_count": gaps.waiting.count() - len(waiting),
        "promises": gaps.promises.select_related("version__statement"),
        "tasks": gaps.tasks,
        "reason": reason,
    }
