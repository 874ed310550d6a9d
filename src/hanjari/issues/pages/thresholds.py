"""What the page of the rules' numbers shows: the form by loudness, and the last try."""

from typing import Any

from hanjari.issues.forms.thresholds import ThresholdsForm, shown
from hanjari.issues.models import Issue
from hanjari.issues.queries.thresholds import numbers_of, own_thresholds, trial_for
from hanjari.issues.thresholds import BOUNDS, HOURS, HOURS_BOUNDS, PEOPLE
from hanjari.issues.triggers import LEVELS, Trigger
from hanjari.people.models import Member


def begun(member: Member, *, is_try: bool) -> dict[str, int]:
    """What the form begins with: the numbers in use, or those that were just tried."""
    tried = trial_for(member) if is_try else None
    return shown(tried.trial.numbers if tried else numbers_of(member.organisation_id))


def thresholds_page(member: Member, form: ThresholdsForm) -> dict[str, Any]:
    """Fields of each level with the house's number and the bounds; a try while it runs and when it's done."""
    levels = [
        (label, [_row(form, name) for name in BOUNDS if LEVELS[name] == level])
        for level, label in Issue.Level.choices
    ]
    return {
        "form": form,
        "hours": (form["hours"], HOURS, HOURS_BOUNDS),
        "levels": levels,
        "own": own_thresholds(member.organisation_id),
        **_trial(member),
    }


def _trial(member: Member) -> dict[str, Any]:
    """The last try: how far it is, what it found, and how often each rule was the cause."""
    tried = trial_for(member)
    if tried is None:
        return {"tried": None}
    trial = tried.trial
    span = (trial.asked_at - trial.begin) / 100
    changes = [
        (Trigger(name).label, trial.numbers_now.of(name), trial.numbers.of(name))
        for name in PEOPLE
        if trial.numbers_now.of(name) != trial.numbers.of(name)
    ]
    return {
        "tried": tried,
        "percent": int((trial.looked_until - trial.begin) / span),
        "changes": changes,
        "labels": dict(Trigger.choices),
        "level_words": dict(Issue.Level.choices),
    }


def _row(form: ThresholdsForm, name: str) -> tuple[Any, int, tuple[int, int]]:
    return form[name], PEOPLE[name], BOUNDS[name]
