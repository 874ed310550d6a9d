"""Stages: from which stage an issue may go to which. Pure.

Main line after the incident trackers' statuses; it is not linear (Jaques 2007): once a committee
sits, an issue moves between finding out, deciding, stating and acting as it must, and what was
closed or put to rest may wake.
"""

from hanjari.issues.models.issue import Issue

Stage = Issue.Stage

WORKING = (
    Stage.CONVENED, Stage.FACTS, Stage.DECIDED, Stage.STATED, Stage.ACTING, Stage.STABLE,
)  # fmt: skip
"""In the order in which they are reached; between them an issue goes forward and back."""
_AT_WORK = frozenset({*WORKING, Stage.DORMANT, Stage.DISMISSED}) - {Stage.CONVENED}
_ALLOWED: dict[str, frozenset[str]] = {
    Stage.TRIAGE: frozenset({Stage.WATCH, Stage.CONVENED, Stage.DISMISSED}),
    Stage.WATCH: frozenset(
        {Stage.CONVENED, Stage.STABLE, Stage.CLOSED, Stage.DORMANT, Stage.DISMISSED}
    ),
    **dict.fromkeys(WORKING, _AT_WORK),
    Stage.STABLE: _AT_WORK | {Stage.CLOSED},
    Stage.CLOSED: frozenset({Stage.REVIEWED, Stage.FACTS, Stage.ACTING}),
    Stage.REVIEWED: frozenset({Stage.FACTS, Stage.ACTING}),
    Stage.DORMANT: frozenset({Stage.WATCH, Stage.CONVENED, *WORKING, Stage.CLOSED}),
    Stage.DISMISSED: frozenset({Stage.TRIAGE, Stage.WATCH, Stage.CONVENED}),
}
_RESTING = (Stage.DORMANT, Stage.DISMISSED, Stage.CLOSED, Stage.REVIEWED)


def allowed(stage: str) -> list[str]:
    """Where an issue may go from here, in the order of the life of an issue."""
    return [one for one in Stage.values if one in _ALLOWED[stage] and one != stage]


def is_allowed(before: str, after: str) -> bool:
    """Whether an issue may go from one stage to the other."""
    return after in _ALLOWED[before]


def needs_reason(before: str, after: str) -> bool:
    """Putting an issue to rest, waking it and going back each want to be explained."""
    if after in (Stage.DORMANT, Stage.DISMISSED) or before in _RESTING:
        return after != Stage.REVIEWED
    return before in WORKING and after in WORKING and WORKING.index(after) < WORKING.index(before)
