"""Remembering: what the journal and the table say to the four questions of a review, before anybody does.

Only what happened is told and how long after the beginning; names of members are left out, because
a review asks what went on and not who did it.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from hanjari.issues import clocks
from hanjari.issues.models import Issue
from hanjari.issues.queries import room
from hanjari.issues.queries.review import (
    commitments_of,
    course_of,
    numbers_of,
    open_tasks,
    wrong_facts,
)
from hanjari.journal.telling import tell
from hanjari.kit.clock import now
from hanjari.kit.web import times


def remembered(issue: Issue) -> dict[str, str]:
    """A text to begin with for each question of `Reflection.Question`, in the language that is on."""
    parts = {"planned": _planned, "happened": _happened, "why": _why, "next": _next}
    return {name: "\n".join(write(issue)) for name, write in parts.items()}


def course(issue: Issue) -> list[tuple[str, datetime, str]]:
    """The turns of its course: how long after the beginning, when, and what."""
    return [
        (_after(issue, one.at), one.at, _unnamed(tell(one), one.event)) for one in course_of(issue)
    ]


def _planned(issue: Issue) -> list[str]:
    lines = [
        _("- %(clock)s: by %(time)s") % {"clock": kind.title, "time": times.stamp(clock.due_at)}
        for clock in sorted(room.clocks_of(issue), key=lambda one: one.due_at)
        if (kind := clocks.KINDS.get(clock.kind)) and clock.kind != "review"
    ]
    return [*_headed(_("By our clocks:"), lines), *_headed(_("We decided:"), _decided(issue))]


def _happened(issue: Issue) -> list[str]:
    numbers = numbers_of(issue)
    told = _(
        "People who spoke: %(spoke)s. Who told of harm: %(hurt)s. Answered: %(answered)s. Still waiting: %(waiting)s."
    ) % {
        "spoke": numbers.spoke,
        "hurt": numbers.hurt,
        "answered": numbers.answered,
        "waiting": numbers.waiting,
    }
    lines = [f"- {after} · {words}" for after, _at, words in course(issue)]
    return [told, "", *lines]


def _why(issue: Issue) -> list[str]:
    late = []
    for clock in room.clocks_of(issue):
        phase = clocks.phase(clock.due_at, clock.met_at, now())
        if phase in ("met_late", "missed") and clock.kind in clocks.KINDS:
            late.append(f"- {clocks.KINDS[clock.kind].title}: ")
    wrong = [
        _("- We held it for “%(before)s” and it was “%(after)s”: %(text)s")
        % {
            "before": one.before.get_confidence_display(),
            "after": one.after.get_confidence_display(),
            "text": one.after.text,
        }
        for one in wrong_facts(issue)
    ]
    return [
        *_headed(_("What delayed us:"), late),
        *_headed(_("What we had wrong, and why we believed it:"), wrong),
    ]


def _next(issue: Issue) -> list[str]:
    tasks = [f"- {one.text}" for one in open_tasks(issue)]
    asked = [f"- {one.text}" for one in room.unknowns_of(issue)]
    promised = [
        f"- {one.text} ({times.calendar_day(one.current_due)})"
        for one in commitments_of(issue)
        if one.state not in one.ENDED
    ]
    return [
        *_headed(_("Promises that still run:"), promised),
        *_headed(_("Tasks that are still open:"), tasks),
        *_headed(_("What we still don't know:"), asked),
    ]


def _decided(issue: Issue) -> list[str]:
    rows = sorted(room.decisions_of(issue), key=lambda one: (one.at, one.pk))
    return [f"- {_after(issue, one.at)} · {one.decided}" for one in rows]


def _headed(head: str, lines: list[str]) -> list[str]:
    return [head, *lines, ""] if lines else []


def _unnamed(words: str, event: str) -> str:
    """A call names everybody; that they were called is enough."""
    return _("Called the committee") if event == "issue.convened" else words


def _after(issue: Issue, at: datetime) -> str:
    return "+" + times.span((at - issue.detected_at).total_seconds())
