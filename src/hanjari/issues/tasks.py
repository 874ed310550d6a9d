"""Errands of this room: what came is held against rules and issues, issues against each other, signatures, answers and reviews against time."""

from hanjari.issues.actions import (
    comparing,
    falling,
    gathering,
    lesson_days,
    reminding,
    signing,
    thresholds,
    watching,
)
from hanjari.kit.errands import errand


@errand(every=2, lane="meaning")
def look_at_what_came() -> bool:
    """Collect for the open issues, and raise what the rules ask for; it reads by meaning, so not at ingest."""
    return watching.look()


@errand(every=5, lane="meaning")
def compare_issues() -> bool:
    """How like a new issue is to those before it."""
    return comparing.compare_waiting()


@errand(every=2, lane="meaning")
def try_thresholds() -> bool:
    """A day more of what other numbers would have raised."""
    return thresholds.try_a_day()


@errand(every=15)
def note_legal_silence() -> bool:
    """Half an hour of silence from legal in a crisis is written down as no objection."""
    return signing.note_silence() > 0


@errand(every=5, lane="meaning")
def gather_questions() -> bool:
    """What the people of an issue ask is laid together for its sheet."""
    return gathering.gather_waiting()


@errand(every=15)
def tell_expired_answers() -> bool:
    """An approved answer whose time is over is told to whoever wrote, approved and leads."""
    return falling.tell_expired() > 0


@errand(every=600)
def remind_of_reviews() -> bool:
    """A review that is due soon, or late, is told to whoever leads."""
    return reminding.remind_of_reviews() > 0


@errand(every=600)
def remind_of_lessons() -> bool:
    """The task of a lesson that is due soon, or late, is told to whoever does it; later to whoever led."""
    return lesson_days.remind_of_lessons() > 0
