"""Doors of closing: what is still missing, each with the way to it, and the end."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.issues import actions as issues
from hanjari.issues.models import Issue
from hanjari.issues.pages.closing import closing_page, excuses_in
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.statements import statement_for
from hanjari.issues.stages import is_allowed
from hanjari.issues.views.leading import leading
from hanjari.kit.web import render
from hanjari.people.doors import attempt, present


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands against it; with nothing left, the button that ends it."""
    member, one = present(request), leading(request, pk)
    if not is_allowed(one.stage, Issue.Stage.CLOSED):
        return redirect("issues:standing", pk)
    excuses, reason = excuses_in(request.POST), request.POST.get("reason", "")
    if request.method == "POST" and attempt(
        request,
        lambda: issues.close_issue(one, by=member, excuses=excuses, reason=reason),
        _("The issue is closed. Its review is due within 14 days."),
    ):
        return redirect("issues:standing", pk)
    page = shell(one, member, "issues:standing") | closing_page(member, one, excuses, reason)
    return render(request, "issues/close.html", page)


@require_POST
def last(request: HttpRequest, pk: int, statement_pk: int) -> HttpResponse:
    """Our newest statement was the last."""
    member, one = present(request), issue_for(present(request), pk)
    if not one.is_open:
        raise PermissionDenied
    leading(request, pk)
    row = statement_for(member, one.pk, statement_pk)
    attempt(request, lambda: issues.mark_last(row, by=member), _("Marked as the last one."))
    return redirect("issues:close", pk)
