"""Exercising: a drill goes as a real issue would, and nothing of it leaves the desk."""

from django.db import transaction

from hanjari.issues.actions.birth import raise_issue
from hanjari.issues.models import Issue
from hanjari.issues.scenarios import SCENARIOS
from hanjari.people.models import Member


@transaction.atomic
def begin_exercise(scenario: str, *, by: Member) -> Issue:
    """Raise an exercise that plays a scenario: its lines appear on its page as its minutes pass.

    Raises `KeyError` for a scenario that does not exist.
    """
    told = SCENARIOS[scenario]
    return raise_issue(
        by.organisation, str(told.title), by=by, level=told.level, kind=told.kind,
        is_exercise=True, scenario=scenario,
    )  # fmt: skip
