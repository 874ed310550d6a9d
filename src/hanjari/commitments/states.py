"""The state machine of a commitment (promise domain §2.3): pure, no database.

proposed → accepted → published → in_progress → evidence_submitted → verified → kept, and how it may
end otherwise. `late` and `revised` are no states: a late one can still be kept, and stays marked.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from hanjari.commitments.models import Commitment
from hanjari.people.refusals import RefusalError

State = Commitment.State

_MADE = frozenset({State.PUBLISHED, State.IN_PROGRESS, State.EVIDENCE, State.BROKEN})
_LEAVING = frozenset({State.BROKEN, State.SUPERSEDED})

PASSAGES: dict[str, frozenset[str]] = {
    State.PROPOSED: frozenset({State.ACCEPTED, State.DECLINED, State.SUPERSEDED}),
    State.ACCEPTED: _MADE | _LEAVING,
    State.PUBLISHED: _MADE - {State.PUBLISHED} | _LEAVING,
    State.IN_PROGRESS: frozenset({State.EVIDENCE}) | _LEAVING,
    State.EVIDENCE: frozenset({State.VERIFIED, State.IN_PROGRESS}) | _LEAVING,
    State.VERIFIED: frozenset({State.KEPT, State.PARTLY_KEPT, State.EVIDENCE}) | _LEAVING,
    State.KEPT: frozenset({State.BROKEN}),
    State.PARTLY_KEPT: frozenset({State.BROKEN}),
    State.BROKEN: frozenset(),
    State.SUPERSEDED: frozenset(),
    State.DECLINED: frozenset(),
}
"""Allowed passages. What was called kept and turns out not to be may still be called broken."""

NEED_REASON = frozenset({State.DECLINED, State.PARTLY_KEPT, State.BROKEN, State.SUPERSEDED})
RUNNING = (State.ACCEPTED, State.PUBLISHED, State.IN_PROGRESS)
"""Decided, and nothing to show yet: what becomes late when its day passes."""


class PassageRefusedError(RefusalError):
    """The state machine has no such passage."""

    words = _("That can't be done at this stage of the promise. Nothing was changed.")


class ReasonMissingError(RefusalError):
    """To decline, end early or keep in part asks for a reason that people can read."""

    words = _("Say why: people will read the reason.")


def is_allowed(before: str, after: str) -> bool:
    """Whether the table has this passage; staying is never one."""
    return after in PASSAGES[before]


def needs_reason(after: str) -> bool:
    """Whether people must be told why."""
    return after in NEED_REASON


def is_late(state: str, due: date, today: date) -> bool:
    """Whether a promise that nothing shows yet has outlived its day (both dates in the desk's zone)."""
    return state in RUNNING and today > due
