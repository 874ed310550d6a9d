"""Doors of exercises: beginning one, what comes in, how it went."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.models import Issue
from hanjari.issues.pages.exercise import lines_page, outcome_page
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.access import issue_for
from hanjari.issues.scenarios import SCENARIOS
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RAISE_ISSUE)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a story; it begins at once."""
    chosen = request.POST.get("scenario", "")
    if request.method == "POST" and chosen in SCENARIOS:
        return redirect(home_of(issues.begin_exercise(chosen, by=present(request))))
    context = {"scenarios": SCENARIOS.items(), "levels": dict(Issue.Level.choices)}
    return render(request, "issues/exercise.html", context)


@require_safe
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """What has come in by now."""
    one = issue_for(present(request), pk)
    return render(request, "issues/lines.html", {"issue": one, **lines_page(one)})


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """How it went, to be looked at together and printed."""
    member, one = present(request), issue_for(present(request), pk)
    if not one.is_exercise:
        raise Http404
    return render(request, "issues/outcome.html", outcome_page(member, one))
