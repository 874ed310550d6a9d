"""What the committee did, in plain words; the timeline and the audit trail speak them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.clocks import KINDS
from hanjari.issues.models import Fact, Part, Truth
from hanjari.issues.stances import Strategy

COMMITTEE: dict[str, Promise] = {
    "issue.closed": _("Closed the issue; open tasks: %(open_tasks)s (%(reason)s)"),
    "issue.reported": _("Made a report (%(kind)s), SHA-256 %(sha256)s"),
    "issue.convened": _("Called the committee: %(names)s"),
    "issue.arrived": _("Is here: %(part)s, %(minutes)s min after the call"),
    "issue.sat": _("The committee sits, %(minutes)s min after we noticed"),
    "issue.seat_given": _("Called %(name)s as %(part)s"),
    "issue.seat_handed_over": _(
        "Handed over a seat, %(part)s: %(before)s → %(after)s (%(briefing)s)"
    ),
    "issue.seat_left": _("The seat is empty: %(part)s, until now %(name)s"),
    "issue.clock_started": _("A clock runs: %(kind)s, until %(due)s"),
    "issue.clock_moved": _("A clock was moved: %(kind)s, now until %(due)s"),
    "issue.clock_met": _("In time: %(kind)s"),
    "issue.clock_met_late": _("Late, but done: %(kind)s"),
    "issue.clock_called_off": _("A clock was called off: %(kind)s (%(reason)s)"),
    "issue.fault_known": _("We know that we were at fault"),
    "issue.fact_added": _("Added a fact, %(confidence)s: %(text)s"),
    "issue.fact_changed": _("Changed a fact, %(before)s → %(confidence)s: %(text)s"),
    "issue.unknown_added": _("Asked what we don't know yet: %(text)s (%(name)s)"),
    "issue.unknown_answered": _("Found out: %(question)s → %(text)s, %(confidence)s"),
    "issue.decided": _("Decided: %(text)s"),
    "issue.task_given": _("Gave a task: %(text)s (%(name)s)"),
    "issue.task_done": _("Did a task: %(text)s"),
    "issue.task_dropped": _("Dropped a task: %(text)s (%(reason)s)"),
    "issue.task_passed": _("Passed a task on: %(text)s (%(name)s)"),
    "issue.stance_taken": _("How we answer: %(truth)s; %(chosen)s"),
    "issue.stance_overruled": _(
        "How we answer, other than advised: %(truth)s; %(chosen)s. Why: %(reason)s"
    ),
    "issue.restricted": _("Restricted the issue to those seated"),
    "issue.opened_to_all": _("Opened the issue to the whole desk"),
    "issue.pinned": _("Pinned a moment"),
    "issue.unpinned": _("Let go of a pinned moment"),
    "seat_rule.saved": _("Said who sits as %(part)s: %(name)s, deputy %(deputy)s"),
    "seat_rule.removed": _("Removed a seat rule: %(part)s, %(name)s"),
}
WORDS: dict[str, Any] = {
    **{f"part:{part.value}": part.label for part in Part},
    **{f"sure:{one.value}": one.label for one in Fact.Confidence},
    **{f"clock:{name}": kind.title for name, kind in KINDS.items()},
    **{f"truth:{one.value}": one.label for one in Truth},
    **{f"strategy:{one.value}": one.label for one in Strategy},
    "clock_off:last": _("the last news was given"),
    "clock_off:closed": _("the issue was closed"),
    "report:executive": _("for executives"),
    "report:regulator": _("for authorities"),
}
"""What the facts' own words mean."""
