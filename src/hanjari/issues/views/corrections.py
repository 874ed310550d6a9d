"""Doors of corrections that belong to no issue: the list, and beginning one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.statements import CorrectionForm
from hanjari.issues.pages.stated import corrections_context
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission

PAGE = "issues/corrections.html"


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, or is about to be."""
    return render(request, PAGE, corrections_context(present(request)))


@require_POST
@needs(Permission.RAISE_ISSUE)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one from what goes round, or from words of our own."""
    member = present(request)
    form = CorrectionForm(request.POST, member=member)
    if not form.is_valid():
        return render(request, PAGE, corrections_context(member, form), status=422)
    statement = issues.write_correction(by=member, **form.cleaned_data)
    return redirect("issues:statement", *statement.place)
