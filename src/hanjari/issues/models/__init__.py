"""Nouns of the issues room, one file each."""

from hanjari.issues.models.answers import (
    Answer,
    Asked,
    Gathering,
    Given,
    Question,
    Suggestion,
)
from hanjari.issues.models.birth import Cause, Comparing, Resemblance, Sighting
from hanjari.issues.models.committee import IssueClock, Part, Seat, SeatRule
from hanjari.issues.models.issue import Belonging, Issue, Kind, LevelChange, Truth
from hanjari.issues.models.review import Lesson, Reflection, Review
from hanjari.issues.models.room import Decision, Fact, Pin, Stance, Task, Unknown
from hanjari.issues.models.statements import (
    Promise,
    Publication,
    SignOff,
    Statement,
    Version,
)
from hanjari.issues.models.thresholds import OwnThresholds, Trial
from hanjari.issues.models.visits import Visit

__all__ = [
    "Answer",
    "Asked",
    "Belonging",
    "Cause",
    "Comparing",
    "Decision",
    "Fact",
    "Gathering",
    "Given",
    "Issue",
    "IssueClock",
    "Kind",
    "Lesson",
    "LevelChange",
    "OwnThresholds",
    "Part",
    "Pin",
    "Promise",
    "Publication",
    "Question",
    "Reflection",
    "Resemblance",
    "Review",
    "Seat",
    "SeatRule",
    "Sighting",
    "SignOff",
    "Stance",
    "Statement",
    "Suggestion",
    "Task",
    "Trial",
    "Truth",
    "Unknown",
    "Version",
    "Visit",
]
