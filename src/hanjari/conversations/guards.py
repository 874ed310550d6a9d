"""Guards: why a round may not be sent now, said by the room above whose words it tells."""

from collections.abc import Callable

from django.utils.functional import Promise

from hanjari.conversations.models import Round
from hanjari.people.refusals import RefusalError

Guard = Callable[[Round], Promise | str]


class GuardedError(RefusalError):
    """The room that this round speaks for says no; `words` tell why."""


_guards: dict[str, Guard] = {}


def guard(kind: str, why: Guard) -> None:
    """Say what stands against rounds about this noun; called from the upper room's `AppConfig.ready`."""
    _guards[kind] = why


def obstacle_of(row: Round) -> str:
    """Why it may not be sent now, in words; empty where nothing stands against it."""
    found = _guards.get(row.about_kind)
    return str(found(row)) if found else ""


def must_be_free(row: Round) -> None:
    """Raise `GuardedError` where something stands against it."""
    if words := obstacle_of(row):
        raise GuardedError(words)
