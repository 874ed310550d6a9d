"""Stating: nobody denies and apologises at once (Coombs): a statement is held against the last stance."""

from hanjari.issues.models import Stance, Statement, Truth

DENYING = frozenset({"deny"})
REBUILDING = frozenset({"compensate", "apologise"})
"""Names of `stances.Strategy`."""


def is_mixed(statement: Statement) -> bool:
    """Whether the form admits what the committee denies, or denies what it admits."""
    stance = Stance.objects.filter(issue=statement.issue_id).order_by("-at", "-pk").first()
    if statement.issue_id is None or stance is None:
        return False
    chosen = set(stance.chosen)
    if statement.form == Statement.Form.APOLOGY:
        return stance.truth == Truth.FALSE or bool(chosen & DENYING)
    if statement.form == Statement.Form.CORRECTION and not statement.corrects_id:
        return stance.truth == Truth.TRUE and bool(chosen & REBUILDING)
    return False
