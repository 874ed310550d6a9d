"""What a statement's page says of the same statement in the other language."""

from typing import NamedTuple

from django.utils.functional import Promise as Words

from hanjari.issues.actions.publishing import must_be_ready
from hanjari.issues.actions.statements import newest_of
from hanjari.issues.models import Statement, Version
from hanjari.people.refusals import RefusalError


class Pair(NamedTuple):
    """The other one, its newest words, who has not followed whom, and what stands against its going out."""

    other: Statement
    newest: Version
    is_behind: bool
    other_is_behind: bool
    obstacle: str | Words

    @property
    def is_ready(self) -> bool:
        """Whether it may go out together with this one."""
        return not self.obstacle and self.other.published_at is None


def pair_of(statement: Statement, newest: Version) -> Pair | None:
    """None where there is none."""
    other = statement.other
    if other is None:
        return None
    theirs = newest_of(other)
    is_open = other.state not in (Statement.State.PUBLISHED, Statement.State.WITHDRAWN)
    return Pair(
        other,
        theirs,
        theirs.number > statement.followed,
        newest.number > other.followed,
        obstacle(other, theirs) if is_open else "",
    )


def obstacle(statement: Statement, newest: Version) -> str | Words:
    """What stands against its going out, in the refusal's words."""
    try:
        must_be_ready(statement, newest)
    except RefusalError as refusal:
        return refusal.words
    return ""
