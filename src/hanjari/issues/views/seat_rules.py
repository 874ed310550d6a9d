"""Doors of the settings: who sits where, and whether the company is ready."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.issues import actions as issues
from hanjari.issues.forms.seat_rules import SeatRuleForm, shown
from hanjari.issues.models import Issue, Part
from hanjari.issues.queries.seats import people_at, seat_rule_for, seat_rules_for
from hanjari.issues.readiness import readiness
from hanjari.issues.seating import Asking, wanted
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, posted, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def _arranging(request: HttpRequest) -> Member:
    member = present(request)
    if not (member.can(Permission.RUN_ISSUE) or member.can(Permission.MANAGE_MEMBERS)):
        raise PermissionDenied
    return member


@require_http_methods(["GET", "HEAD", "POST"])
def seat_rules(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Who sits where; one to add or to change."""
    member = _arranging(request)
    row = seat_rule_for(member, pk) if pk else None
    form = SeatRuleForm(posted(request), initial=shown(row), member=member)
    if is_submitted(request, form):
        told = form.cleaned_data
        attempt(request, lambda: issues.save_seat_rule(row, by=member, **told), _("Saved."))
        return redirect("issues:seat_rules")
    context = {"form": form, "rule": row, **_arranged(member)}
    status = 422 if form.errors else 200
    return render(request, "issues/seat_rules.html", context, status=status)


def _arranged(member: Member) -> dict[str, object]:
    rules = list(seat_rules_for(member))
    return {
        "rules": sorted(rules, key=lambda rule: Part.values.index(rule.part)),
        "formed": [] if rules else _formed(member),
        "checks": readiness(member.organisation),
    }


@require_POST
def remove_seat_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is called by it any more."""
    member = _arranging(request)
    row = seat_rule_for(member, pk)
    attempt(request, lambda: issues.remove_seat_rule(row, by=member), _("Removed."))
    return redirect("issues:seat_rules")


def _formed(member: Member) -> list[tuple[Any, str, str]]:
    """Without rules: part, member and deputy of a committee called now."""
    seats = wanted(Asking(Issue.Level.COMMITTEE), (), people_at(member.organisation_id))
    names: dict[int | None, str] = dict(member.organisation.members.values_list("pk", "name"))
    return [
        (
            str(Part(seat.part).label),
            names.get(seat.member or 0, ""),
            names.get(seat.deputy or 0, ""),
        )
        for seat in seats
    ]
