"""Doors of what people say: what belongs, what may, and by which query it is collected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.birth import CollectForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.heard import heard as heard_of
from hanjari.kit.numbers import row_number
from hanjari.kit.web import render
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission


@require_safe
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """The messages of an issue, and those that wait for a yes or no."""
    return _shown(request, issue_for(present(request), pk))


@require_POST
@needs(Permission.RAISE_ISSUE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One, or all that are proposed, belong or do not (`word`: `yes` or `no`)."""
    member, issue = present(request), issue_for(present(request), pk)
    chosen = [number for text in request.POST.getlist("message") if (number := row_number(text))]
    ids = None if request.POST.get("all") else chosen
    is_yes = request.POST.get("word") == "yes"
    act = issues.confirm_belonging if is_yes else issues.refuse_belonging
    count = act(issue, ids, by=member)
    words = (
        ngettext("%(n)s message belongs to it.", "%(n)s messages belong to it.", count)
        if is_yes
        else ngettext("%(n)s message was put aside.", "%(n)s messages were put aside.", count)
    )
    messages.success(request, words % {"n": count})
    return redirect("issues:heard", issue.pk)


@require_POST
@needs(Permission.RAISE_ISSUE)
def collect(request: HttpRequest, pk: int) -> HttpResponse:
    """By which query new messages are proposed."""
    member, issue = present(request), issue_for(present(request), pk)
    form = CollectForm(request.POST)
    if not form.is_valid():
        return _shown(request, issue, form, status=422)
    text = form.cleaned_data["expression"]
    attempt(request, lambda: issues.collect_by(issue, text, by=member), _("Saved."))
    return redirect("issues:heard", issue.pk)


def _shown(
    request: HttpRequest, issue: Issue, form: CollectForm | None = None, status: int = 200
) -> HttpResponse:
    member = present(request)
    before = row_number(request.GET.get("before", ""))
    context = {
        **shell(issue, member, "issues:heard"),
        "heard": heard_of(member, issue, before),
        "form": form or CollectForm(initial={"expression": issue.expression}),
        "may_decide": member.can(Permission.RAISE_ISSUE),
    }
    return render(request, "issues/heard.html", context, status=status)
