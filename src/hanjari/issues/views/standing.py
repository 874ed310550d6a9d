"""Doors of how an issue stands: its level, its stage, its twins and the past."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.standing import DismissForm, LevelForm, StageForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.places import home_of
from hanjari.issues.pages.shell import shell
from hanjari.issues.pages.standing import standing_page
from hanjari.issues.queries.access import issue_for
from hanjari.kit.numbers import row_number
from hanjari.kit.web import render
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission


@require_safe
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Level, stage, likely twins and what was said and promised in the past."""
    return _shown(request, issue_for(present(request), pk))


@require_POST
@needs(Permission.RAISE_ISSUE)
def louder(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise the level; anybody who may raise issues may."""
    member, issue = present(request), issue_for(present(request), pk)
    form = LevelForm(request.POST, issue=issue, is_up=True)
    if not form.is_valid():
        return _shown(request, issue, status=422, up=form)
    told = _("The level was raised.")
    attempt(request, lambda: issues.raise_level(issue, by=member, **form.cleaned_data), told)
    return redirect(home_of(issue))


@require_POST
@needs(Permission.RUN_ISSUE)
def quieter(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to lower the level; somebody else decides."""
    member, issue = present(request), issue_for(present(request), pk)
    form = LevelForm(request.POST, issue=issue, is_up=False)
    if not form.is_valid():
        return _shown(request, issue, status=422, down=form)
    told = _("Asked. Somebody else who runs issues must agree.")
    attempt(request, lambda: issues.ask_lower(issue, by=member, **form.cleaned_data), told)
    return redirect("issues:standing", issue.pk)


@require_POST
@needs(Permission.RUN_ISSUE)
def decide_level(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The second person says yes or no."""
    member, issue = present(request), issue_for(present(request), pk)
    change = get_object_or_404(issue.level_changes, pk=number)
    agrees = request.POST.get("word") == "yes"
    told = _("The level was lowered.") if agrees else _("The level stays.")
    attempt(request, lambda: issues.decide_lower(change, by=member, agrees=agrees), told)
    return redirect("issues:standing", issue.pk)


@require_POST
@needs(Permission.RAISE_ISSUE)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the issue go to another stage."""
    member, issue = present(request), issue_for(present(request), pk)
    form = StageForm(request.POST, issue=issue)
    if not form.is_valid():
        return _shown(request, issue, status=422, stage=form)
    act = form.cleaned_data
    attempt(request, lambda: issues.set_stage(issue, by=member, **act), _("The issue has moved."))
    return redirect("issues:standing", issue.pk)


@require_POST
@needs(Permission.RAISE_ISSUE)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no issue."""
    member, issue = present(request), issue_for(present(request), pk)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _shown(request, issue, status=422, dismiss=form)
    reason = form.cleaned_data["reason"]
    attempt(request, lambda: issues.dismiss(issue, reason, by=member), _("Dismissed."))
    return redirect("issues:standing", issue.pk)


@require_POST
@needs(Permission.RAISE_ISSUE)
def twin(request: HttpRequest, pk: int) -> HttpResponse:
    """It is the same as another one, which goes on."""
    member, issue = present(request), issue_for(present(request), pk)
    other = issue_for(member, row_number(request.POST.get("other", "")) or 0)
    told = _("Both are one issue now: #%(number)s.") % {"number": other.number}
    is_one = attempt(request, lambda: issues.mark_twin(issue, other, by=member), told)
    return redirect(home_of(other) if is_one else home_of(issue))


def _shown(request: HttpRequest, issue: Issue, status: int = 200, **forms: object) -> HttpResponse:
    member = present(request)
    context = {**shell(issue, member, "issues:standing"), **standing_page(member, issue, forms)}
    return render(request, "issues/standing.html", context, status=status)
