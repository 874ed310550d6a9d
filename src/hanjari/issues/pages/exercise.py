"""What the pages of an exercise show: what has come in by now, and how it went."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from hanjari.issues import clocks
from hanjari.issues.models import Issue, Part, Seat, Statement, Version
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries import room
from hanjari.issues.queries.seats import seats_of
from hanjari.issues.queries.statements import statements_of
from hanjari.issues.scenarios import left, said_by
from hanjari.kit.clock import now
from hanjari.kit.web.times import moment, span
from hanjari.people.models import Member

_RESULTS = {
    "met": (pgettext_lazy("of a clock", "in time"), "good"),
    "met_late": (pgettext_lazy("of a clock", "late"), "care"),
    "running": (pgettext_lazy("of a clock", "still running"), ""),
    "missed": (pgettext_lazy("of a clock", "missed"), "alarm"),
}


class ClockLine(NamedTuple):
    """A clock as it went."""

    title: str | Promise
    due: str
    met: str
    words: str | Promise
    tone: str


class Said(NamedTuple):
    """A statement of the exercise: its newest version, how many there were, and where it would have gone."""

    row: Statement
    version: Version
    version_count: int
    score: int | None
    after: str
    accounts: list[str]


def lines_page(issue: Issue) -> dict[str, Any]:
    """What people would have said by now; empty for what plays no scenario."""
    at = min(now(), issue.closed_at or now())
    language = (get_language() or "ko")[:2]
    said = said_by(issue.scenario, issue.detected_at, at)
    return {
        "lines": [(when, line.who, line.text(language)) for when, line in said],
        "lines_left": left(issue.scenario, issue.detected_at, at) if issue.is_open else 0,
    }


def outcome_page(member: Member, issue: Issue) -> dict[str, Any]:
    """Its clocks, who came when, what was written, what was missing."""
    seats = list(seats_of(issue))
    said = said_of(issue)
    return shell(issue, member, "issues:issue") | {
        "figures": [
            (_("Called after"), _after(issue, issue.convened_at) or "–"),
            (_("Sat after"), _after(issue, issue.sat_at) or "–"),
            (_("Calls that would have rung"), str(len({seat.member_id for seat in seats}))),
        ],
        "clocks": clock_results(issue),
        "seats": [(seat, _after(issue, seat.arrived_at)) for seat in seats],
        "statements": said,
        "missing": _missing(issue, seats, said),
    }


def clock_results(issue: Issue) -> list[ClockLine]:
    """All clocks of an issue as they went, in the order in which they are due."""
    rows = sorted(room.clocks_of(issue), key=lambda one: one.due_at)
    return [clock_result(one) for one in rows if one.kind in clocks.KINDS]


def said_of(issue: Issue) -> list[Said]:
    """Its statements, each in its newest words."""
    return [_said(issue, row) for row in statements_of(issue)]


def clock_result(one: Any) -> ClockLine:
    """In time, late, still running or missed."""
    words, tone = _RESULTS[clocks.phase(one.due_at, one.met_at, now())]
    met = moment(one.met_at) if one.met_at else ""
    return ClockLine(clocks.KINDS[one.kind].title, moment(one.due_at), met, words, tone)


def _said(issue: Issue, row: Statement) -> Said:
    versions = list(row.versions.all())
    newest = max(versions, key=lambda one: one.number)
    score = newest.checked.get("score") if row.form == Statement.Form.APOLOGY else None
    return Said(
        row,
        newest,
        len(versions),
        round(score * 100) if score is not None else None,
        _after(issue, row.published_at),
        [account.name for account in row.accounts.all()],
    )


def _missing(issue: Issue, seats: list[Seat], said: list[Said]) -> list[str]:
    """What the plan asks of every issue of this level, and was not there."""
    parts = {seat.part for seat in seats if seat.arrived_at}
    published = {one.row.form for one in said if one.row.published_at}
    checks = (
        (Part.LEAD in parts, _("Nobody led.")),
        (issue.sat_at is not None, _("The committee never sat: too few came.")),
        (issue.facts.exists(), _("No fact was written down.")),
        (issue.truth != "unknown", _("Whether it is true was never answered.")),
        (issue.decisions.exists(), _("Nothing was decided, or nobody wrote it down.")),
        (bool(published), _("Nothing was said in public.")),
        (
            issue.fault_known_at is None or Statement.Form.APOLOGY in published,
            _("We knew that we were at fault, and did not apologise."),
        ),
    )
    return [words for holds, words in checks if not holds]


def _after(issue: Issue, at: datetime | None) -> str:
    return span((at - issue.detected_at).total_seconds()) if at else ""
