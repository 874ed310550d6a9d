"""Veils: entries that a member may not read although they read the audit trail; said by the rooms above.

An entry is never changed or taken away. What it is about may be closed to most of the house, from
the beginning or later, and then the entry is read only by whoever may see that.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from hanjari.journal.models import Entry
from hanjari.people.models import Member

Veil = Callable[[Member], Q]
"""Which entries the member may not read; an empty Q for none."""

_veils: list[Veil] = []


def veil(hidden: Veil) -> Veil:
    """Keep entries from members; called as the room above opens."""
    if hidden not in _veils:
        _veils.append(hidden)
    return hidden


def readable_by(member: Member, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those that no room keeps from this member."""
    for hidden in _veils:
        if about := hidden(member):
            entries = entries.exclude(about)
    return entries
