"""Readiness: what ISO 22361 asks of an organisation before a crisis, told from what really happened here."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hanjari.issues import seating
from hanjari.issues.models import Issue, SeatRule
from hanjari.issues.queries.seats import people_at
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.kit.web import times
from hanjari.people.models import CallOut, Organisation

_RULES = "issues:seat_rules"
YEAR, HALF = timedelta(days=365), timedelta(days=183)


class Check(NamedTuple):
    """A point of the list, whether it holds, and what that is known from."""

    title: str | Promise
    holds: bool
    why: str
    door: str
    """The page where one does something about it."""


def readiness(organisation: Organisation) -> list[Check]:
    """Deputies named, rules looked at within a year, an exercise within half a year, everyone reachable."""
    rules = list(SeatRule.objects.filter(organisation=organisation))
    return [
        _named(organisation, rules),
        _deputies(rules),
        _reviewed(organisation),
        _exercised(organisation),
        _reached(organisation, rules),
    ]


def _named(organisation: Organisation, rules: list[SeatRule]) -> Check:
    told = [
        seating.Rule(
            row.part, row.member_id, row.deputy_id, None, row.min_level, ()
        )
        for row in rules
        if row.department_id is None and not row.kinds
    ]  # fmt: skip
    asking = seating.Asking(Issue.Level.CRISIS)
    seats = seating.wanted(asking, told, people_at(organisation))
    empty = seating.empty_parts(asking, (seat.part for seat in seats))
    labels = dict(SeatRule._meta.get_field("part").flatchoices)  # noqa: SLF001 (Django's documented model API)
    why = ", ".join(str(labels[part]) for part in empty)
    words = (
        _("Nobody is named for: %(parts)s") % {"parts": why}
        if empty
        else _("Every part has somebody.")
    )
    return Check(_("Who sits in a crisis is known"), not empty, words, _RULES)


def _deputies(rules: list[SeatRule]) -> Check:
    alone = sum(rule.deputy_id is None for rule in rules)
    if not rules:
        words = _("No seat rules yet: deputies are guessed from what roles let members do.")
    elif alone:
        words = _("%(count)s of %(all)s rules have no deputy.") % {
            "count": alone,
            "all": len(rules),
        }
    else:
        words = _("Every rule has one.")
    return Check(_("Deputies are named"), bool(rules) and not alone, words, _RULES)


def _reviewed(organisation: Organisation) -> Check:
    acts = Entry.objects.filter(organisation=organisation, noun="seat_rule")
    last = acts.order_by("-id").first()
    words = _("Last changed %(time)s.") % {"time": times.stamp(last.at)} if last else _("Never.")
    title = _("The plan was looked at within a year")
    return Check(title, bool(last and last.at > now() - YEAR), words, _RULES)


def _exercised(organisation: Organisation) -> Check:
    held = Issue.objects.filter(organisation=organisation, is_exercise=True).exclude(sat_at=None)
    last = held.order_by("-sat_at").first()
    words = _("Never.")
    if last and last.sat_at:
        told = {"time": times.stamp(last.sat_at), "title": last.title}
        words = _("Last on %(time)s: %(title)s") % told
    is_fresh = bool(last and last.sat_at and last.sat_at > now() - HALF)
    return Check(_("An exercise was held within half a year"), is_fresh, words, "issues:exercise")


def _reached(organisation: Organisation, rules: list[SeatRule]) -> Check:
    named = {rule.member_id for rule in rules} | {rule.deputy_id for rule in rules} - {None}
    answered = set(
        CallOut.objects.filter(
            call__organisation=organisation, member__in=named, seen_at__gt=now() - HALF
        ).values_list("member", flat=True)
    )
    told = {"count": len(answered), "all": len(named)}
    words = _("%(count)s of %(all)s have answered a call within half a year.") % told
    if not named:
        words = _("No seat rule names anybody yet.")
    title = _("Calls reach those who sit")
    return Check(title, bool(named) and len(answered) == len(named), words, "issues:exercise")
