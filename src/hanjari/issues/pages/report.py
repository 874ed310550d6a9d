"""What the reports show: one for those who decide, one for whoever may ask for proof."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.issues import remembering
from hanjari.issues.models import Issue, Statement
from hanjari.issues.pages.exercise import clock_results, said_of
from hanjari.issues.queries import room
from hanjari.issues.queries.report import MOST, chronology_of, facts_told, worded
from hanjari.issues.queries.review import commitments_of, numbers_of, open_tasks
from hanjari.issues.queries.seats import seats_of
from hanjari.issues.queries.statements import statements_of
from hanjari.journal.telling import tell
from hanjari.kit.clock import now
from hanjari.kit.web.rendering import drawn
from hanjari.people.models import Member

LANGUAGES = {"ko": "한국어", "en": "English"}


def report_of(
    kind: str, issue: Issue, by: Member, language: str, style: str = ""
) -> dict[str, Any]:
    """What the report's template asks for; `style` makes it one file that asks for nothing else."""
    with translation.override(language):
        return {
            "kind": kind, "issue": issue, "by": by, "at": now(), "language_code": language,
            "style": style, "languages": LANGUAGES, "numbers": numbers_of(issue),
            "clocks": clock_results(issue), **KINDS[kind](issue),
        }  # fmt: skip


def report_file(kind: str, issue: Issue, by: Member, language: str, style: str) -> str:
    """The whole report as HTML that can be mailed, kept and printed."""
    context = report_of(kind, issue, by, language, style)
    with translation.override(language):
        return drawn(f"issues/report_{kind}.html", context)


def _executive(issue: Issue) -> dict[str, Any]:
    return {
        "course": remembering.course(issue),
        "decisions": room.decisions_of(issue),
        "statements": said_of(issue),
        "commitments": commitments_of(issue),
        "tasks": open_tasks(issue),
        "unknowns": room.unknowns_of(issue),
        "risks": _risks(issue),
    }


def _risks(issue: Issue) -> list[str]:
    """What still stands open, in words for who decides."""
    numbers = numbers_of(issue)
    promises = commitments_of(issue)
    late = sum(one.late_since is not None and one.is_open for one in promises)
    checks = (
        (numbers.waiting, _("%(count)s people still wait for an answer.") % {"count": numbers.waiting}),
        (late, _("%(count)s promises are late.") % {"count": late}),
        (
            issue.fault_known_at and not _has_apologised(issue),
            _("We know that we were at fault and have not apologised in public."),
        ),
        (issue.truth == "unknown", _("Whether it is true is not answered yet.")),
    )  # fmt: skip
    return [words for is_so, words in checks if is_so]


def _has_apologised(issue: Issue) -> bool:
    rows = issue.statements.filter(form=Statement.Form.APOLOGY)
    return rows.filter(published_at__isnull=False, withdrawn_at=None).exists()


def _regulator(issue: Issue) -> dict[str, Any]:
    entries = chronology_of(issue)
    return {
        "chronology": [(one, tell(one)) for one in entries[:MOST]],
        "has_more": len(entries) > MOST,
        "seats": seats_of(issue),
        "facts": facts_told(issue),
        "decisions": list(room.decisions_of(issue))[::-1],
        "statements": [(row, worded(row)) for row in statements_of(issue)],
        "commitments": commitments_of(issue),
    }


KINDS: dict[str, Callable[[Issue], dict[str, Any]]] = {
    "executive": _executive,
    "regulator": _regulator,
}
