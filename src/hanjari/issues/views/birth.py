"""Doors of the list, and of raising an issue."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.birth import IssueForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.beginning import Origin, initial_of, origin_of
from hanjari.issues.pages.braked import causes
from hanjari.issues.pages.places import home_of
from hanjari.issues.pages.ready import checks_for
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.listing import SHELVES, listed
from hanjari.issues.queries.origins import issue_of_alarm
from hanjari.issues.queries.twins import twins_of_draft
from hanjari.kit.numbers import row_number
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.permissions import Permission


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The open ones, those that have ended, the exercises."""
    member, asked = present(request), request.GET.get("shelf", "")
    name = asked if asked in SHELVES else "open"
    page = listed(member, name, row_number(request.GET.get("before", "")))
    context = {
        "page": page, "shelf": name, "may_raise": member.can(Permission.RAISE_ISSUE),
        "home_of": home_of, "brakes": causes(member), "checks": checks_for(member),
    }  # fmt: skip
    return render(request, "issues/issues.html", context, block="list")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RAISE_ISSUE)
def new(request: HttpRequest) -> HttpResponse:
    """The form, with likely twins and the past above it; raising leads to the issue."""
    member = present(request)
    origin = origin_of(member, request.POST if request.method == "POST" else request.GET)
    there = issue_of_alarm(member, origin.alarm) if origin.alarm else None
    if there:
        return redirect(home_of(there))
    form = IssueForm(posted(request), member=member, initial=initial_of(origin))
    if is_submitted(request, form):
        return redirect(home_of(_raised(request, origin, dict(form.cleaned_data))))
    twins = twins_of_draft(member, origin.draft(str(form["title"].value() or "")))
    context = {"form": form, "origin": origin, "home_of": home_of, "twins": twins}
    return render(request, "issues/new.html", context, status=422 if form.errors else 200)


def _raised(request: HttpRequest, origin: Origin, told: dict[str, Any]) -> Issue:
    member = present(request)
    issue = issues.raise_issue(
        member.organisation, told.pop("title"), by=member, origin=origin.name,
        message_ids=origin.message_ids, alarm=origin.alarm, **told,
    )  # fmt: skip
    messages.success(request, _("Raised as issue #%(number)s.") % {"number": issue.number})
    return issue


@require_POST
@needs(Permission.RAISE_ISSUE)
def twins(request: HttpRequest) -> HttpResponse:
    """While the title is written: which issues may be the same."""
    member = present(request)
    origin = origin_of(member, request.POST)
    found = twins_of_draft(member, origin.draft(request.POST.get("title", "")[:200]))
    context = {"origin": origin, "twins": found, "home_of": home_of}
    return render(request, "issues/twins.html", context, block="twins")


@require_POST
@needs(Permission.RAISE_ISSUE)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """What was chosen belongs to an issue that is there already."""
    member, issue = present(request), issue_for(present(request), pk)
    origin = origin_of(member, request.POST)
    told = _("Added to issue #%(number)s.") % {"number": issue.number}
    attempt(request, lambda: issues.add_messages(issue, origin.message_ids, by=member), told)
    return redirect(home_of(issue))
