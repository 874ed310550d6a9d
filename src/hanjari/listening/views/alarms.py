"""Doors of alarms: the list, one alarm, what is said of it, and who is called for a query."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.numbers import row_number
from hanjari.kit.web import render
from hanjari.listening import actions as listening
from hanjari.listening.forms.alarms import CallRuleForm, CandidateForm, DismissForm
from hanjari.listening.models import Alarm
from hanjari.listening.pages.alarmed import alarm_page, lines
from hanjari.listening.queries.alarms import (
    alarm_for,
    alarms_for,
    earlier_alarms,
    forget_open_count,
    open_alarms,
    rule_of,
)
from hanjari.listening.queries.standing import standing_query_for
from hanjari.listening.upstairs import outcome_of
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.permissions import Permission

PAGE = 30


@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    """Those that go on, then the earlier ones."""
    member = present(request)
    before = row_number(request.GET.get("before", ""))
    page = earlier_alarms(member, before, PAGE + 1)
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    going_on = [] if before else list(alarms_for(member).filter(ended_at=None))
    context = {"lines": lines(going_on + page[:PAGE]), "older": older}
    return render(request, "listening/alarms.html", context, block="list")


@require_safe
def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """One alarm with what lies behind it; a stranger gets 404."""
    return _shown(request, alarm_for(present(request), pk))


@require_safe
def open_now(request: HttpRequest) -> HttpResponse:
    """The lines of the front page: what goes on now."""
    context = {"alarms": lines(open_alarms(present(request)))}
    return render(request, "listening/alarm_lines.html", context, block="lines")


@require_POST
@needs(Permission.CHANGE_STATUS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is happening."""
    member, one = present(request), alarm_for(present(request), pk)
    told = _("Confirmed. Nobody else is called.")
    attempt(request, lambda: listening.confirm_alarm(one, by=member), told)
    forget_open_count(one.organisation_id)
    return redirect("listening:alarm", one.pk)


@require_POST
@needs(Permission.CHANGE_STATUS)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """No cause for alarm, with its reason."""
    told = _("Dismissed. The next one like it is shown with your reason.")
    return _answered(request, pk, "dismiss_form", DismissForm, listening.dismiss_alarm, told)


@require_POST
@needs(Permission.CHANGE_STATUS)
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Held for an issue."""
    told = _("Held for an issue, with everything behind it.")
    return _answered(request, pk, "candidate_form", CandidateForm, listening.open_candidate, told)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_QUERIES)
def calls(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is called for a query's alarms."""
    member, query = present(request), standing_query_for(present(request), pk)
    form = CallRuleForm(posted(request), query=query, initial=rule_of(query))
    if is_submitted(request, form):
        told = form.cleaned_data
        attempt(request, lambda: listening.change_call_rule(query, by=member, **told), _("Saved."))
        return redirect("listening:alarm_calls", query.pk)
    context = {"form": form, "query": query}
    status = 422 if form.errors else 200
    return render(request, "listening/alarm_calls.html", context, status=status)


def _answered(
    request: HttpRequest,
    pk: int,
    slot: str,
    kind: type[Form],
    act: Callable[..., object],
    told: str,
) -> HttpResponse:
    """Act on what the form says; a bad one is shown again in its place on the page."""
    member, one = present(request), alarm_for(present(request), pk)
    form = kind(request.POST)
    if not form.is_valid():
        return _shown(request, one, status=422, **{slot: form})
    attempt(request, lambda: act(one, by=member, **form.cleaned_data), told)
    forget_open_count(one.organisation_id)
    return redirect("listening:alarm", one.pk)


def _shown(request: HttpRequest, one: Alarm, status: int = 200, **forms: object) -> HttpResponse:
    candidate_form = CandidateForm(initial={"title": one.query.name})
    context: dict[str, Any] = {"dismiss_form": DismissForm(), "candidate_form": candidate_form}
    context |= {"may_act": present(request).can(Permission.CHANGE_STATUS)}
    context |= {"outcome": outcome_of(present(request), one)} | alarm_page(one) | forms
    return render(request, "listening/alarm.html", context, block="alarm", status=status)
